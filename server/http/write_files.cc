// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/article_parser.h"
#include "indexer/error.h"
#include "indexer/json_text.h"
#include "indexer/links.h"
#include "server/clock.h"
#include "server/config.h"
#include "server/file_type.h"
#include "server/http/audit.h"
#include "server/http/errors.h"
#include "server/http/multipart.h"
#include "server/http/static_files.h"
#include "server/http/write_desk.h"
#include "server/http/write_handlers.h"
#include "server/http/write_json.h"
#include "server/search/hit_builder.h"
#include "server/store/analytics_store.h"
#include "server/store/feedback_store.h"
#include "server/writing/front_matter_edit.h"
#include "server/writing/relink.h"
#include "server/writing/review.h"

namespace kb {
namespace {

UseById use_of(const Services& services) {
    UseById use;
    const std::int64_t now_s = unix_seconds(services.clock);
    for (const auto& [id, count] : services.analytics.view_counts(now_s)) use[id].views = count;
    for (const auto& [id, votes] : services.feedback.all_votes()) use[id].votes = votes;
    return use;
}

std::vector<Category> categories_of(const Services& services) {
    std::vector<Category> out;
    if (!services.searcher.is_ready()) return out;
    const auto categories = services.searcher.categories(Caller::internal);
    for (const auto& one : *categories) out.push_back(one.category);
    return out;
}

// The page the article has now; empty while it is not published.
std::string url_of(const Services& services, std::string_view path, std::string_view text) {
    const ParseResult parsed = parse_article(path, text);
    if (!parsed.article || !services.searcher.is_ready()) return {};
    const auto view = services.searcher.article(Caller::internal, parsed.article->id);
    return view ? view->card.url : std::string();
}

std::string title_of(ArticleFolder& folder, std::string_view path, std::string_view text) {
    const ParseResult parsed = parse_article(path, text, folder.parts().parts.get());
    return parsed.article ? parsed.article->title : std::string(path);
}

HttpResponse saved_or_conflict(const Services& services, const Exchange& exchange, const std::string& path,
                               const ArticleFolder::Saved& saved, const std::vector<std::string>& touched,
                               const std::string& message, std::string_view changed_text = {}) {
    if (saved.conflict) return write_json_response(conflict_json(*saved.conflict), 409);
    const auto recorded = workshop_of(services).history.record(touched, author_of(exchange), message);
    const bool is_moved = touched.size() > 1;
    note_change(services, exchange, is_moved ? "article.moved" : "article.saved",
                is_moved ? touched[0] + " → " + touched[1] : touched[0]);
    return write_json_response(saved_json(path, saved.version, recorded, changed_text));
}

// What is to be saved, with who asked for a review. Throws HttpError when it may not be published by them.
std::string reviewed_text(const Services& services, const Exchange& exchange, const SaveRequest& request) {
    const auto source = workshop_of(services).folder.read(request.path);
    const ParseResult before = source ? parse_article(request.path, source->text) : ParseResult{};
    const Article* article = before.article ? &*before.article : nullptr;
    const std::string& login = exchange.identity.login;
    if (services.config.writing.needs_second_eyes) {
        const std::string why = why_not_publish(request.text, request.path, article, login);
        if (!why.empty()) throw HttpError(Refusal::forbidden, why);
    }
    return with_review(request.text, request.path, article, login);
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

// The text under its new name: the id stays what it was, and the old address leads here.
std::string moved_text(const std::string& text, const Article& before, const std::string& new_slug) {
    std::string out = with_key(text, "id", json_quoted(before.id));
    const std::string slug = new_slug.empty() ? before.slug : new_slug;
    if (slug != before.id) out = with_key(out, "slug", json_quoted(slug));
    if (slug == before.slug) return out;
    std::vector<std::string> old = before.redirect_from;
    std::erase(old, slug);
    if (!contains(old, before.slug)) old.push_back(before.slug);
    return with_key(out, "redirect_from", yaml_list(old));
}

// How a link to this file may call it: by its name, or its folder's where it is the folder's page.
std::string link_name_of(std::string_view path) {
    std::string_view stem = path.substr(0, path.size() - std::string_view(".md").size());
    std::string_view name = stem.substr(stem.rfind('/') + 1);
    if (name == "index" || name == "README") {
        stem = stem.substr(0, stem.size() - std::min(stem.size(), name.size() + 1));
        name = stem.substr(stem.rfind('/') + 1);
    }
    return std::string(name);
}

// Mends the links of other articles to a file that has moved. Which of them belong into the commit: not
// those that somebody has changed without committing.
std::vector<std::string> relink_others(Workshop& workshop, const FileMove& move) {
    std::vector<std::string> touched;
    const std::string name = link_name_of(move.from);
    const auto is_there = [&](const std::string& path) { return workshop.folder.has_file(path); };
    const auto listing = workshop.folder.listing({});  // the folder lets go of it at its next look
    for (const FolderArticle& one : listing->articles) {
        if (one.path == move.to || one.path == move.from) continue;
        try {
            const auto source = workshop.folder.read(one.path);
            if (!source || (source->text.find(name) == std::string::npos &&
                            source->text.find(encode_path(name)) == std::string::npos))
                continue;
            const std::string text = relinked(source->text, one.path, move, is_there);
            if (text == source->text) continue;
            const bool is_committed = workshop.history.is_last(one.path, source->text);
            if (workshop.folder.save(one.path, text, source->version).conflict) continue;
            if (is_committed) touched.push_back(one.path);
        } catch (const ConfigError&) {
            continue;  // larger than the workshop reads, or it leads out of the folder
        }
    }
    return touched;
}

}  // namespace

HttpResponse get_write_tree(const Services& services, const Exchange&) {
    Workshop& workshop = workshop_of(services);
    return write_json_response(
        tree_json(*workshop.folder.listing(), use_of(services), workshop.history, categories_of(services)));
}

HttpResponse get_write_version(const Services& services, const Exchange&) {
    return write_json_response(
        fmt::format(R"({{"version":"{}"}})", workshop_of(services).folder.listing()->version));
}

HttpResponse get_write_article(const Services& services, const Exchange& exchange) {
    return mended_by_writer([&] {
        const auto source = workshop_of(services).folder.read(exchange.argument);
        if (!source) throw HttpError(Refusal::not_found, "Такого файла нет.");
        return write_json_response(
            source_json(exchange.argument, *source, url_of(services, exchange.argument, source->text)));
    });
}

HttpResponse post_write_article(const Services& services, const Exchange& exchange) {
    need_json(exchange.request);
    const SaveRequest request = parse_save(exchange.request.body);
    Workshop& workshop = workshop_of(services);
    return mended_by_writer([&] {
        const std::string text = reviewed_text(services, exchange, request);
        const auto saved = workshop.folder.save(request.path, text, request.base_version);
        const bool is_new = request.base_version.empty();
        const std::string message = !request.message.empty()
                                        ? request.message
                                        : fmt::format("{}: {}", is_new ? "Новая статья" : "Правка",
                                                      title_of(workshop.folder, request.path, request.text));
        return saved_or_conflict(services, exchange, request.path, saved, {request.path}, message,
                                 text == request.text ? std::string_view() : text);
    });
}

HttpResponse post_write_move(const Services& services, const Exchange& exchange) {
    need_json(exchange.request);
    const MoveRequest request = parse_move(exchange.request.body);
    Workshop& workshop = workshop_of(services);
    return mended_by_writer([&] {
        const auto source = workshop.folder.read(request.from);
        if (!source) throw HttpError(Refusal::not_found, "Такого файла нет.");
        const ParseResult parsed = parse_article(request.from, source->text);
        if (!parsed.article)
            throw HttpError(Refusal::bad_parameter, "Сначала исправьте шапку статьи: её не разобрать.");
        const std::string to = request.to.empty() ? request.from : request.to;
        const FileMove move{request.from, to};
        const auto is_there = [&](const std::string& path) { return workshop.folder.has_file(path); };
        const std::string text =
            relinked(moved_text(source->text, *parsed.article, request.slug), to, move, is_there);
        const ParseResult after = parse_article(to, text);
        if (!after.article || (!request.slug.empty() && after.article->slug != request.slug))
            throw HttpError(Refusal::bad_parameter,
                            "Такой адрес не годится: буквы, цифры, дефис и «/», без пробелов.");
        const auto saved = workshop.folder.move(request.from, to, text, request.base_version);
        std::vector<std::string> touched{request.from};
        if (to != request.from) touched.push_back(to);
        if (to != request.from && !saved.conflict) {
            for (std::string& path : relink_others(workshop, move)) touched.push_back(std::move(path));
        }
        return saved_or_conflict(services, exchange, to, saved, touched,
                                 fmt::format("Переименована: {}", parsed.article->title));
    });
}

HttpResponse post_write_image(const Services& services, const Exchange& exchange) {
    Workshop& workshop = workshop_of(services);
    const FormBody form = parse_form(exchange.request);
    if (form.files.empty()) throw HttpError(Refusal::bad_request, "В запросе нет картинки.");
    const UploadedFile& file = form.files.front();
    const auto type = file_type_of(file.content);
    if (!type || !std::string_view(type->media_type).starts_with("image/"))
        throw HttpError(Refusal::unsupported_media, "Это не картинка. Годятся PNG, JPEG, GIF и WebP.");
    return mended_by_writer([&] {
        const std::string article(value_or(form.fields, "path"));
        const std::string name = safe_file_name(file.name, *type);
        const std::string path = workshop.folder.add_image(article, name, file.content);
        workshop.history.record({path}, author_of(exchange), fmt::format("Картинка: {}", name));
        note_change(services, exchange, "image.saved", path);
        const std::string from_article = encode_path(path.substr(path.rfind('/') + 1));
        return write_json_response(image_json(path, fmt::format("![]({})", from_article)), 201);
    });
}

HttpResponse get_write_file(const Services& services, const Exchange& exchange) {
    Workshop& workshop = workshop_of(services);
    if (!workshop.folder.has_file(exchange.argument) || exchange.argument.ends_with(".md"))
        throw HttpError(Refusal::not_found, "Такого файла нет.");
    auto bytes = read_below(workshop.folder.dir(), exchange.argument);
    if (!bytes) throw HttpError(Refusal::not_found, "Такого файла нет.");
    HttpResponse response{200, std::string(content_type_of(exchange.argument)), std::move(*bytes), {}};
    if (!response.content_type.starts_with("image/")) response.set("Content-Disposition", "attachment");
    response.set("Cache-Control", "no-store");
    return response;
}

}  // namespace kb
