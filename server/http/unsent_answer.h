// SPDX-License-Identifier: GPL-2.0-or-later
// An answer on its way out, in as many pieces as the other end takes. Never waits: what does not go now
// stays for later.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace kb {

class UnsentAnswer {
public:
    enum class Result { sent, waits, failed };

    // How many bytes went of these two pieces, one behind the other; 0 when none can go now, -1 when none
    // ever will.
    using Sink = std::function<std::ptrdiff_t(std::string_view, std::string_view)>;

    UnsentAnswer() = default;
    UnsentAnswer(std::string head, std::string body) : head_(std::move(head)), body_(std::move(body)) {}

    Result send(const Sink& sink);
    std::size_t left_bytes() const { return head_.size() + body_.size() - sent_; }
    std::size_t sent_bytes() const { return sent_; }

private:
    std::string head_, body_;
    std::size_t sent_ = 0;
};

}  // namespace kb
