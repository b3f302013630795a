// SPDX-License-Identifier: GPL-2.0-or-later
// How the index's documents carry their data: numbers and texts one after another, no names.
// Who reads must read in the order of writing; schema.h's kIndexFormat guards the order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kb {

class RecordWriter {
public:
    void number(std::uint64_t value);  // variable length, seven bits a byte
    void text(std::string_view value);
    void texts(const std::vector<std::string>& values);

    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

// Throws IndexError when the bytes end early: the index is damaged.
class RecordReader {
public:
    explicit RecordReader(std::string_view bytes) : rest_(bytes) {}

    std::uint64_t number();
    std::string_view view();  // into the bytes given
    std::string text() { return std::string(view()); }
    std::vector<std::string> texts();

private:
    std::string_view rest_;
};

}  // namespace kb
