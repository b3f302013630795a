// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/record.h"

#include "indexer/error.h"

namespace kb {

namespace {
[[noreturn]] void fail() {
    throw IndexError("Запись индекса повреждена. Постройте индекс заново: kb-index build.");
}
}  // namespace

void RecordWriter::number(std::uint64_t value) {
    while (value >= 0x80) {
        bytes_.push_back(static_cast<char>((value & 0x7F) | 0x80));
        value >>= 7;
    }
    bytes_.push_back(static_cast<char>(value));
}

void RecordWriter::text(std::string_view value) {
    number(value.size());
    bytes_.append(value);
}

void RecordWriter::texts(const std::vector<std::string>& values) {
    number(values.size());
    for (const auto& value : values) text(value);
}

std::uint64_t RecordReader::number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        if (rest_.empty()) fail();
        const auto byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
    fail();
}

std::string_view RecordReader::view() {
    const auto size = number();
    if (size > rest_.size()) fail();
    const auto value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return value;
}

std::vector<std::string> RecordReader::texts() {
    const auto count = number();
    if (count > rest_.size()) fail();  // each text takes a byte at least
    std::vector<std::string> values;
    values.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i) values.push_back(text());
    return values;
}

}  // namespace kb
