// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/schedule.h"

#include <fmt/format.h>

#include <array>
#include <ctime>

#include "indexer/article_parser.h"
#include "indexer/error.h"
#include "server/writing/front_matter_edit.h"

namespace kb {
namespace {

constexpr std::size_t kMinuteLength = 16;

// A day alone means its first minute; «T» may stand between day and time.
bool is_due(std::string moment, const std::string& now) {
    if (moment.empty()) return false;
    if (moment.size() < kMinuteLength) moment += " 00:00";
    moment[10] = ' ';
    return moment <= now;
}

struct Change {
    const char* key;
    const char* status;
    const char* what;  // for the history
};

// What is to happen to an article now. Archiving wins: its time is the later decision.
const Change* due_change(const Article& article, const std::string& now) {
    static constexpr Change kPublish{"publish_at", "published", "Опубликована по расписанию"};
    static constexpr Change kArchive{"archive_at", "archived", "Убрана в архив по расписанию"};
    if (article.status != Status::archived && is_due(article.archive_at, now)) return &kArchive;
    const bool is_waiting = article.status == Status::draft || article.status == Status::review;
    return is_waiting && is_due(article.publish_at, now) ? &kPublish : nullptr;
}

// Whether the changed text is the same article for the same readers. A header written in a way that
// with_key() does not know stays as it is: an article that should not be seen must not come out by mistake.
bool says_the_same(const Article& before, const std::string& path, const std::string& text,
                   std::string_view status) {
    const ParseResult after = parse_article(path, text);
    return after.article && after.article->audience == before.audience && after.article->id == before.id &&
           after.article->title == before.title && status_name(after.article->status) == status;
}

// False: somebody else has saved since, or the text is none to be saved (another encoding); its writer
// decides.
bool is_saved(ArticleFolder& folder, const std::string& path, const std::string& text,
              const std::string& version) {
    try {
        return !folder.save(path, text, version).conflict;
    } catch (const ConfigError&) {
        return false;
    }
}

}  // namespace

std::string local_minute(std::int64_t at_s) {
    const auto at = static_cast<std::time_t>(at_s);
    std::tm parts = {};
    localtime_r(&at, &parts);
    std::array<char, kMinuteLength + 1> text = {};
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &parts);
    return text.data();
}

std::vector<std::string> apply_schedule(ArticleFolder& folder, GitHistory& history, std::int64_t now_s) {
    std::vector<std::string> changed;
    const std::string now = local_minute(now_s);
    const auto listing = folder.listing();
    for (const FolderArticle& one : listing->articles) {
        const Change* change = one.article ? due_change(*one.article, now) : nullptr;
        if (change == nullptr) continue;
        const auto source = folder.read(one.path);
        if (!source || source->version != one.version) continue;
        const std::string text = with_key(with_key(source->text, "status", change->status), change->key, "");
        if (!says_the_same(*one.article, one.path, text, change->status)) continue;
        if (!is_saved(folder, one.path, text, source->version)) continue;
        history.record({one.path}, {"Расписание", "schedule@localhost"},
                       fmt::format("{}: {}", change->what, one.article->title));
        changed.push_back(one.path);
    }
    return changed;
}

}  // namespace kb
