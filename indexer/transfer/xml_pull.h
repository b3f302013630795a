// SPDX-License-Identifier: GPL-2.0-or-later
// XML read node by node, as office programs write it: UTF-8, no document type, no entities of its own, no
// network.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace kb {

class XmlPull {
public:
    // `bytes` outlive this. A document type makes the whole text count as broken.
    explicit XmlPull(std::string_view bytes);

    // False at the end, and where the text is broken.
    bool next();
    bool is_broken() const { return is_broken_; }

    bool is_start() const;  // of an element; an empty one has no end
    bool is_end() const;
    bool is_empty() const;  // «<c/>»
    bool is_text() const;
    std::string_view name() const;  // without a prefix; lives until next()
    std::string_view text() const;
    // Empty when there is none. With `space`: an attribute of that namespace.
    std::string attribute(const char* name, const char* space = nullptr) const;

private:
    struct Reader;
    struct Free {
        void operator()(Reader* reader) const;
    };
    std::unique_ptr<Reader, Free> reader_;
    bool is_broken_ = false;
};

}  // namespace kb
