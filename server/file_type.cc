// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/file_type.h"

#include <algorithm>
#include <array>

#include "stemming/utf8.h"

namespace kb {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMaxNameCharacters = 80;

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    FileType type;
};

constexpr FileType kHeic{"image/heic", ".heic"};
constexpr FileType kMp4{"video/mp4", ".mp4"};
constexpr std::array kSignatures = {
    Signature{0, "\x89PNG\r\n\x1a\n"sv, {"image/png", ".png"}},
    Signature{0, "\xff\xd8\xff"sv, {"image/jpeg", ".jpg"}},
    Signature{0, "GIF87a"sv, {"image/gif", ".gif"}},
    Signature{0, "GIF89a"sv, {"image/gif", ".gif"}},
    Signature{8, "WEBP"sv, {"image/webp", ".webp"}},
    Signature{0, "%PDF-"sv, {"application/pdf", ".pdf"}},
    Signature{4, "ftypheic"sv, kHeic},
    Signature{4, "ftypheix"sv, kHeic},
    Signature{4, "ftypmif1"sv, kHeic},
    Signature{4, "ftypisom"sv, kMp4},
    Signature{4, "ftypmp42"sv, kMp4},
    Signature{4, "ftypmp41"sv, kMp4},
    Signature{4, "ftypavc1"sv, kMp4},
    Signature{4, "ftypM4V "sv, kMp4},
    Signature{4, "ftypqt  "sv, {"video/quicktime", ".mov"}},
};
constexpr FileType kText{"text/plain", ".txt"};

bool is_plain_text(std::string_view content) {
    const bool has_control = std::any_of(content.begin(), content.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f;
    });
    return !content.empty() && !has_control && is_valid_utf8(content);
}

// Turn text around or hide in it; a name with them shows another name than it has.
bool is_invisible(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == kReplacement;
}

bool is_reserved(char32_t c) {
    return c < 0x80 && "<>:\"|?*;%&$`'"sv.find(static_cast<char>(c)) != std::string_view::npos;
}

}  // namespace

std::optional<FileType> file_type_of(std::string_view content) {
    for (const Signature& s : kSignatures) {
        if (content.size() > s.offset && content.substr(s.offset).starts_with(s.bytes)) {
            if (s.type.media_type == "image/webp"sv && !content.starts_with("RIFF")) continue;
            return s.type;
        }
    }
    if (is_plain_text(content)) return kText;
    return std::nullopt;
}

const char* accepted_files_filter() {
    return "image/png,image/jpeg,image/gif,image/webp,image/heic,application/pdf,video/mp4,video/quicktime,"
           "text/plain,.log";
}

std::string safe_file_name(std::string_view name, const FileType& type) {
    if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos)
        name.remove_prefix(slash + 1);
    std::string stem;
    for (std::size_t at = 0; at < name.size();) {
        const CodePoint point = decode_at(name, at);
        if (!is_invisible(point.value) && !is_reserved(point.value)) append_utf8(stem, point.value);
        at += point.bytes;
    }
    const std::string extension = type.extension;
    const bool is_jpeg = extension == ".jpg" && lower(stem).ends_with(".jpeg");
    if (is_jpeg) stem.resize(stem.size() - 5);
    if (lower(stem).ends_with(extension)) stem.resize(stem.size() - extension.size());
    const std::size_t begin = stem.find_first_not_of(" .");
    stem = begin == std::string::npos ? "" : stem.substr(begin, stem.find_last_not_of(" .") - begin + 1);
    if (stem.empty()) stem = "file";
    return std::string(first_code_points(stem, kMaxNameCharacters - extension.size())) + extension;
}

}  // namespace kb
