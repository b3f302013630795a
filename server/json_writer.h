// SPDX-License-Identifier: GPL-2.0-or-later
// Writes JSON straight into a string, for answers that are asked for often: building and freeing a tree of
// nlohmann's values is a fifth of a search's time. Of valid UTF-8 come the same bytes.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace kb {

// Calls must come as JSON's grammar has them; commas are put by itself. Broken bytes of UTF-8 become U+FFFD.
class JsonWriter {
public:
    JsonWriter& begin_object() { return begin('{'); }
    JsonWriter& end_object() { return end('}'); }
    JsonWriter& begin_array() { return begin('['); }
    JsonWriter& end_array() { return end(']'); }

    JsonWriter& key(std::string_view name);  // one of the program's own, which needs no escape

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(double number);  // the shortest that reads back the same; "null" if it is none
    JsonWriter& value(std::same_as<bool> auto flag) { return literal(flag ? "true" : "false"); }
    JsonWriter& value(std::signed_integral auto number) { return integer(number); }
    JsonWriter& null() { return literal("null"); }
    JsonWriter& raw(std::string_view json);  // a whole value

    template <typename Value>
    JsonWriter& field(std::string_view name, const Value& of) {
        return key(name).value(of);
    }

    std::string take() { return std::move(out_); }

private:
    JsonWriter& begin(char bracket);
    JsonWriter& end(char bracket);
    JsonWriter& literal(std::string_view word);
    JsonWriter& integer(std::int64_t number);
    void separate();
    void append_quoted(std::string_view text);

    std::string out_;
    bool is_after_value_ = false;
};

}  // namespace kb
