// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/static_files.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>

#include "server/http/assets.h"
#include "server/http/errors.h"
#include "server/http/file_range.h"
#include "server/http/headers.h"
#include "server/http/site.h"
#include "server/search/lru_cache.h"

namespace kb {
namespace {

constexpr std::uintmax_t kMaxFileBytes = 20 * 1024 * 1024;

struct FileType {
    std::string_view extension;
    std::string_view content_type;
    bool is_shown;  // in the page; everything else is a download
};

constexpr std::array<FileType, 16> kFileTypes = {{
    {".png", "image/png", true},
    {".jpg", "image/jpeg", true},
    {".jpeg", "image/jpeg", true},
    {".gif", "image/gif", true},
    {".webp", "image/webp", true},
    {".svg", "image/svg+xml", false},
    {".pdf", "application/pdf", false},
    {".txt", "text/plain; charset=utf-8", false},
    {".csv", "text/csv; charset=utf-8", false},
    {".zip", "application/zip", false},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", false},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false},
    {".mp4", "video/mp4", true},
    {".webm", "video/webm", true},
    {".vtt", "text/vtt; charset=utf-8", true},
    {".exe", "application/octet-stream", false},
}};

const FileType* file_type_of(std::string_view path) {
    std::string extension(path.substr(std::min(path.rfind('.'), path.size())));
    for (char& c : extension) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    for (const FileType& type : kFileTypes) {
        if (extension == type.extension) return &type;
    }
    return nullptr;
}

const Asset* find_asset(std::string_view name, std::string_view Asset::*by) {
    for (const Asset& asset : assets()) {
        if (asset.*by == name) return &asset;
    }
    return nullptr;
}

// Whether Accept-Encoding names the coding without refusing it («br;q=0»).
bool accepts(const HttpRequest& request, std::string_view coding) {
    std::string_view list = value_or(request.headers, "accept-encoding");
    while (!list.empty()) {
        std::string_view item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(list.size(), item.size() + 1));
        while (item.starts_with(' ')) item.remove_prefix(1);
        if (item.substr(0, item.find(';')) != coding) continue;
        return item.find("q=0") == std::string_view::npos || item.find("q=0.") != std::string_view::npos;
    }
    return false;
}

HttpResponse asset_response(const HttpRequest& request, const Asset& asset, const char* cache_control) {
    HttpResponse response{200, std::string(asset.content_type), "", {}};
    if (accepts(request, "br")) {
        response.body = asset.brotli;
        response.set("Content-Encoding", "br");
    } else if (accepts(request, "gzip")) {
        response.body = asset.gzip;
        response.set("Content-Encoding", "gzip");
    } else {
        response.body = asset.plain;
    }
    response.set("ETag", "W/" + std::string(asset.etag));
    response.set("Cache-Control", cache_control);
    response.set("Vary", "Accept-Encoding");
    return response;
}

// Subtitles go with the film they lie beside.
bool is_subtitles(const Services& services, Caller caller, std::string_view path) {
    if (!path.ends_with(".vtt")) return false;
    const std::string film(path.substr(0, path.size() - 4));
    return services.searcher.shows_file(caller, film + ".mp4") ||
           services.searcher.shows_file(caller, film + ".webm");
}

}  // namespace

HttpResponse get_static(const Services& services, const Exchange& exchange) {
    const SiteLogo& logo = services.site.logo();
    if (!logo.path.empty() && exchange.argument == logo.path) {
        HttpResponse response{200, logo.content_type, logo.bytes, {}};
        response.set("ETag", logo.etag);
        response.set("Cache-Control", "public, max-age=31536000, immutable");
        response.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        return response;
    }
    const Asset* asset = find_asset(exchange.argument, &Asset::path);
    if (asset == nullptr) throw HttpError(Refusal::not_found, "Такого файла нет.");
    return asset_response(exchange.request, *asset, "public, max-age=31536000, immutable");
}

HttpResponse get_favicon(const Services&, const Exchange& exchange) {
    const Asset* asset = find_asset("favicon.svg", &Asset::name);
    if (asset == nullptr) throw HttpError(Refusal::not_found, "Такого файла нет.");
    return asset_response(exchange.request, *asset, "public, max-age=86400");
}

HttpResponse get_widget_script(const Services&, const Exchange& exchange) {
    const Asset* asset = find_asset("widget.js", &Asset::name);
    if (asset == nullptr) throw HttpError(Refusal::not_found, "Такого файла нет.");
    return asset_response(exchange.request, *asset, "public, max-age=3600");
}

namespace {

struct FileBelow {
    std::filesystem::path path;
    std::size_t size = 0;
    std::int64_t changed_ns = 0;  // in the file system's own clock
};

// Nothing: there is none, or it lies outside, is hidden, or larger than kMaxFileBytes.
std::optional<FileBelow> file_below(const std::string& folder, std::string_view path) {
    namespace fs = std::filesystem;
    if (path.empty() || path.find('\0') != std::string_view::npos) return std::nullopt;
    std::error_code error;
    const fs::path root = fs::canonical(folder, error);
    if (error) return std::nullopt;
    const fs::path file = fs::canonical(root / fs::path(path).relative_path(), error);
    if (error) return std::nullopt;
    const fs::path inside = file.lexically_relative(root);
    if (inside.empty() || *inside.begin() == ".." || *inside.begin() == ".") return std::nullopt;
    if (!fs::is_regular_file(file, error)) return std::nullopt;
    const auto size = fs::file_size(file, error);
    if (error || size > kMaxFileBytes) return std::nullopt;
    const auto changed = fs::last_write_time(file, error);
    if (error) return std::nullopt;
    return FileBelow{file, size, std::chrono::nanoseconds(changed.time_since_epoch()).count()};
}

// Nothing: it cannot be read, or is shorter by now.
std::optional<std::string> read_piece(const FileBelow& file, BytePiece piece) {
    std::ifstream in(file.path, std::ios::binary);
    std::string bytes(piece.end - piece.begin, '\0');
    in.seekg(static_cast<std::streamoff>(piece.begin));
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in || in.gcount() != static_cast<std::streamsize>(bytes.size())) return std::nullopt;
    return bytes;
}

// Of its bytes, and made once for each version of a file: whoever asks for a piece must not make us read all
// of it.
std::optional<std::string> etag_of_file(const FileBelow& file) {
    static LruCache<std::string, std::string> known(std::size_t{1} << 20);
    const std::string version = fmt::format("{}\n{}\n{}", file.path.string(), file.size, file.changed_ns);
    if (const auto kept = known.find(version)) return *kept;
    const auto bytes = read_piece(file, {0, file.size});
    if (!bytes) return std::nullopt;
    auto etag = std::make_shared<const std::string>(etag_of(*bytes));
    known.keep(version, etag, version.size() + 200);
    return *etag;
}

}  // namespace

HttpResponse get_file(const Services& services, const Exchange& exchange) {
    if (services.articles_dir.empty() || !(services.searcher.shows_file(exchange.caller, exchange.argument) ||
                                           is_subtitles(services, exchange.caller, exchange.argument))) {
        throw HttpError(Refusal::not_found, "Такого файла нет.");
    }
    const auto file = file_below(services.articles_dir, exchange.argument);
    if (!file) throw HttpError(Refusal::not_found, "Такого файла нет.");
    HttpResponse response{200, std::string(content_type_of(exchange.argument)), "", {}};
    const FileType* type = file_type_of(exchange.argument);
    if (type == nullptr || !type->is_shown) response.set("Content-Disposition", "attachment");
    if (exchange.caller != Caller::internal) {  // what staff see is kept nowhere, so it needs no version
        const auto etag = etag_of_file(*file);
        if (!etag) throw HttpError(Refusal::not_found, "Такого файла нет.");
        response.set("ETag", *etag);
        add_etag(exchange.request, response);
        if (response.status != 200) return response;
    }
    const BytePiece piece = cut_range(exchange.request, file->size, response);
    if (exchange.request.method == "HEAD") {
        response.left_out_bytes = file->size;
        return response;
    }
    auto bytes = read_piece(*file, piece);
    if (!bytes) throw HttpError(Refusal::not_found, "Такого файла нет.");
    response.body = std::move(*bytes);
    return response;
}

std::string asset_url(std::string_view name) {
    const Asset* asset = find_asset(name, &Asset::name);
    return asset == nullptr ? std::string() : "/static/" + std::string(asset->path);
}

std::string_view content_type_of(std::string_view path) {
    const FileType* type = file_type_of(path);
    return type == nullptr ? "application/octet-stream" : type->content_type;
}

std::optional<std::string> read_below(const std::string& folder, std::string_view path) {
    const auto file = file_below(folder, path);
    return file ? read_piece(*file, {0, file->size}) : std::nullopt;
}

}  // namespace kb
