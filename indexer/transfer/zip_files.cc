// SPDX-License-Identifier: GPL-2.0-or-later
// The list of entries is checked when the archive is opened, the bytes of an entry when it is read: what an
// archive says of its sizes may be a lie. Names are UTF-8, or what Windows writes in Russia: «Сеть.html» is
// 91 A5 E2 EC in cp866. There small letters begin at A0, where windows-1251 has no letters, so a byte in
// 80–AF says cp866.
#include "indexer/transfer/zip_files.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>

#include "indexer/error.h"
#include "stemming/encoding.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxNameBytes = 1024;
constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxProblems = 1000;
constexpr std::uint64_t kSmall = 1 << 20;  // bytes; a file up to this is no bomb whatever its ratio
constexpr std::size_t kChunk = 64 * 1024;

std::string from_cp866(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            text += c;
        else if (byte < 0xB0)
            append_utf8(text, U'А' + (byte - 0x80U));  // «А»–«Я», «а»–«п»
        else if (byte >= 0xE0 && byte < 0xF0)
            append_utf8(text, U'р' + (byte - 0xE0U));
        else if (byte == 0xF0 || byte == 0xF1)
            append_utf8(text, byte == 0xF0 ? U'Ё' : U'ё');
        else
            text += byte == 0xFC ? "№" : "_";
    }
    return text;
}

std::string name_text(std::string_view raw) {
    if (is_valid_utf8(raw)) return std::string(raw);
    const bool is_cp866 = std::any_of(raw.begin(), raw.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 && byte < 0xB0;
    });
    return is_cp866 ? from_cp866(raw) : decode_text(raw).text;
}

std::string shown(std::string_view name) {
    std::string text;
    for (const char c : first_code_points(name, 120))
        text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    return text;
}

// Parts without «.» and empty ones, joined; an empty answer with `why` set: the name cannot be trusted.
std::string plain_path(std::string name, const char*& why) {
    if (name.find('/') == std::string::npos) std::replace(name.begin(), name.end(), '\\', '/');
    const bool has_control = std::any_of(
        name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    const bool is_absolute = name.starts_with('/') || (name.size() > 1 && name[1] == ':');
    if (has_control) why = "в имени есть управляющие знаки";
    if (is_absolute) why = "имя ведёт за пределы архива";
    std::string path;
    int depth = 0;
    for (std::string_view rest = name; !rest.empty();) {
        const std::size_t end = std::min(rest.find('/'), rest.size());
        const std::string_view part = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (part.empty() || part == ".") continue;
        if (part == "..") why = "имя ведёт за пределы архива";
        path.append(path.empty() ? "" : "/").append(part);
        ++depth;
    }
    if (depth > kMaxDepth || path.size() > kMaxNameBytes) why = "слишком длинное имя";
    return why == nullptr ? path : "";
}

std::string_view without_slash(std::string_view path) {
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    return path;
}

[[noreturn]] void refuse_writing(const std::string& path) {
    throw IoError(fmt::format("Не удалось записать «{}»: архив только читают.", path));
}

}  // namespace

bool is_zip(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

struct ZipFiles::Archive {
    zip_t* zip = nullptr;

    explicit Archive(std::string_view bytes) {
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        if (source != nullptr) zip = zip_open_from_source(source, ZIP_RDONLY, &error);
        if (source != nullptr && zip == nullptr) zip_source_free(source);
        zip_error_fini(&error);
    }
    ~Archive() {
        if (zip != nullptr) zip_discard(zip);
    }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    bool is_symlink(std::uint64_t index) const {
        zip_uint8_t system = 0;
        zip_uint32_t attributes = 0;
        if (zip_file_get_external_attributes(zip, index, 0, &system, &attributes) != 0) return false;
        constexpr zip_uint32_t kTypeMask = 0170000, kLink = 0120000;
        return (system == ZIP_OPSYS_UNIX || system == ZIP_OPSYS_OS_X) &&
               (attributes >> 16U & kTypeMask) == kLink;
    }
};

ZipFiles::ZipFiles(std::string bytes, const ZipLimits& limits)
    : bytes_(std::move(bytes)), limits_(limits), archive_(std::make_unique<Archive>(bytes_)) {
    folders_[""];
    const zip_int64_t count = archive_->zip == nullptr ? -1 : zip_get_num_entries(archive_->zip, 0);
    if (count < 0 || bytes_.empty()) failure_ = "это не zip или он повреждён";
    if (count > 0 && static_cast<std::uint64_t>(count) > limits_.entries)
        failure_ = fmt::format("файлов в нём больше {}, разделите его", limits_.entries);
    for (zip_int64_t i = 0; failure_.empty() && i < count; ++i) {
        take(static_cast<std::uint64_t>(i));
        if (declared_bytes_ > limits_.total_bytes)
            failure_ =
                fmt::format("распакованный он больше {} МБ, разделите его", limits_.total_bytes >> 20U);
    }
    if (failure_.empty()) return;
    files_.clear();
    folders_.clear();
    folders_[""];
}

ZipFiles::~ZipFiles() = default;

void ZipFiles::refuse(std::string_view path, std::string_view why) {
    if (problems_.size() < kMaxProblems)
        problems_.push_back(fmt::format("{}: {}, пропущено.", shown(path), why));
}

void ZipFiles::take(std::uint64_t index) {
    const char* raw = zip_get_name(archive_->zip, index, ZIP_FL_ENC_RAW);
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (raw == nullptr || zip_stat_index(archive_->zip, index, 0, &stat) != 0)
        return refuse(fmt::format("файл № {}", index + 1), "запись архива повреждена");
    const std::string name = name_text(raw);
    const char* why = nullptr;
    const std::string path = plain_path(name, why);
    const bool is_folder = name.ends_with('/') || name.ends_with('\\');
    if (why == nullptr && archive_->is_symlink(index)) why = "это ссылка, а не файл";
    if (why == nullptr && stat.encryption_method != ZIP_EM_NONE && !is_folder)
        why = "закрыто паролем (распакуйте архив сами)";
    if (why != nullptr) return refuse(name, why);
    if (path.empty() || is_folder) return;
    if (stat.size > limits_.entry_bytes)
        return refuse(path, fmt::format("больше {} МБ", limits_.entry_bytes >> 20U));
    if (stat.size > kSmall && stat.size / limits_.ratio > stat.comp_size)
        return refuse(path,
                      fmt::format("сжато больше чем в {} раз, так бывает у архивов-ловушек", limits_.ratio));
    declared_bytes_ += stat.size;
    put(path, {index, stat.size});
}

void ZipFiles::put(const std::string& path, const Entry& entry) {
    for (std::size_t at = path.find('/'); at != std::string::npos; at = path.find('/', at + 1))
        if (files_.contains(path.substr(0, at))) return refuse(path, "папка называется так же, как файл");
    if (files_.contains(path) || folders_.contains(path))
        return refuse(path, "такое имя в архиве уже было, взято первое");
    files_[path] = entry;
    std::string_view child = path;
    while (!child.empty()) {
        const std::size_t slash = child.rfind('/');
        const std::string_view folder = slash == std::string_view::npos ? "" : child.substr(0, slash);
        folders_[std::string(folder)].emplace(child.substr(slash == std::string_view::npos ? 0 : slash + 1));
        child = folder;
    }
}

std::optional<FileStat> ZipFiles::stat(const std::string& path) {
    FileStat stat;
    if (const auto file = files_.find(without_slash(path)); file != files_.end()) {
        stat.kind = FileStat::Kind::file;
        stat.size_bytes = file->second.size_bytes;
        return stat;
    }
    if (!folders_.contains(without_slash(path))) return std::nullopt;
    stat.kind = FileStat::Kind::folder;
    return stat;
}

std::optional<std::string> ZipFiles::unpacked(const Entry& entry) {
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen_index(archive_->zip, entry.index, 0), zip_fclose);
    std::string bytes;
    std::string chunk(kChunk, '\0');
    while (file) {
        const zip_int64_t count = zip_fread(file.get(), chunk.data(), chunk.size());
        if (count == 0) return bytes;
        if (count < 0) break;
        read_bytes_ += static_cast<std::uint64_t>(count);
        bytes.append(chunk, 0, static_cast<std::size_t>(count));
        if (bytes.size() > entry.size_bytes || read_bytes_ > 2 * limits_.total_bytes) break;
    }
    return std::nullopt;
}

std::optional<std::string> ZipFiles::read(const std::string& path) {
    const auto file = files_.find(without_slash(path));
    if (file == files_.end()) return std::nullopt;
    auto bytes = unpacked(file->second);
    if (!bytes) refuse(file->first, "файл в архиве повреждён");
    return bytes;
}

std::vector<std::string> ZipFiles::list(const std::string& folder) {
    const auto found = folders_.find(without_slash(folder));
    if (found == folders_.end())
        throw IoError(fmt::format("Не удалось прочитать папку «{}»: её нет в архиве.", folder));
    return {found->second.begin(), found->second.end()};
}

std::optional<std::string> ZipFiles::canonical(const std::string& path) {
    const std::string_view plain = without_slash(path);
    if (!files_.contains(plain) && !folders_.contains(plain)) return std::nullopt;
    return plain.empty() ? "" : fmt::format("/{}", plain);
}

void ZipFiles::write_atomically(const std::string& path, std::string_view) { refuse_writing(path); }
void ZipFiles::rename(const std::string& from, const std::string&) { refuse_writing(from); }
void ZipFiles::make_folders(const std::string& path) { refuse_writing(path); }
void ZipFiles::remove_all(const std::string& path) { refuse_writing(path); }

}  // namespace kb
