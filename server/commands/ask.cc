// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/ask.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "indexer/error.h"
#include "server/http/json.h"
#include "server/http/texts.h"
#include "server/search/xapian_searcher.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

Caller caller_of(const AskOptions& options) {
    return options.audience == "internal" ? Caller::internal : Caller::public_;
}

std::unique_ptr<Searcher> ready_searcher(const AskOptions& options) {
    std::unique_ptr<Searcher> searcher = open_searcher(options.index_dir);
    if (!searcher->is_ready()) throw IndexError(searcher->why_not_ready());
    return searcher;
}

std::string read_ticket(const std::string& file) {
    std::string text;
    if (file == "-") {
        text.assign(std::istreambuf_iterator<char>(std::cin), {});
    } else {
        std::ifstream in(file, std::ios::binary);
        if (!in) throw IoError(fmt::format("{}: файл не читается. Проверьте путь и права.", file));
        text.assign(std::istreambuf_iterator<char>(in), {});
    }
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        throw ConfigError("Обращение пустое. Дайте файл с письмом или его текст через стандартный ввод.");
    if (text.size() > Searcher::kMaxTicketBytes) {
        throw ConfigError(fmt::format("Обращение больше {} КБ. Оставьте само письмо, без вложений.",
                                      Searcher::kMaxTicketBytes / 1000));
    }
    return text;
}

// For reading: with the section's name as it is written, not percent-encoded.
std::string address_of(const Hit& hit) {
    return hit.section.anchor.empty() ? hit.article.url : hit.article.url + "#" + hit.section.anchor;
}

void print_hit(int number, const Hit& hit, bool explain) {
    fmt::print("{}. {}  {}\n", number, hit.article.title, address_of(hit));
    if (!hit.section.title.empty()) fmt::print("   Раздел: {}\n", hit.section.title);
    if (!hit.snippet.text.empty()) fmt::print("   {}\n", hit.snippet.text);
    if (!explain) return;
    fmt::print("   вес {:.3f}, уверенность {:.2f}\n", hit.score, hit.confidence);
    for (const Match& match : hit.matches) {
        fmt::print("   «{}» → «{}» ({})\n", match.word, match.matched, via_title(match.via));
    }
}

void print_hits(const std::vector<Hit>& hits, bool explain) {
    int number = 0;
    for (const Hit& hit : hits) print_hit(++number, hit, explain);
}

std::string joined(const std::vector<std::string>& words, const char* between) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : between) + word;
    return out;
}

void print_search(const SearchAnswer& answer, bool explain) {
    if (answer.rewritten)
        fmt::print("{} Ищем «{}».\n", rewritten_reason(*answer.rewritten), answer.shown_query);
    if (!answer.missing_words.empty())
        fmt::print("Ни в одной статье нет: {}\n", joined(answer.missing_words, ", "));
    if (answer.hits.empty()) fmt::print("Ничего не нашлось.\n");
    if (!answer.hits.empty() && !answer.is_confident)
        fmt::print("Точного ответа, похоже, нет. Самое близкое:\n");
    print_hits(answer.hits, explain);
}

void print_suggest(const SuggestAnswer& answer, bool explain) {
    if (answer.verdict == Verdict::none) fmt::print("Подходящей статьи нет.\n");
    if (answer.verdict == Verdict::maybe) fmt::print("Возможно, подойдёт:\n");
    print_hits(answer.suggestions, explain);
    if (!explain) return;
    fmt::print("Главные слова: {}\n", joined(answer.terms, ", "));
    for (const RemovedPart& part : answer.removed)
        fmt::print("Не учтено ({}): {}\n", removed_title(part.kind), part.text);
}

}  // namespace

int ask_search(const AskOptions& options) {
    SearchRequest request;
    request.query = valid_utf8(joined(options.words, " "));
    if (options.limit > 0) request.limit = options.limit;
    if (count_code_points(request.query) > Searcher::kMaxQueryCharacters) {
        throw ConfigError(fmt::format("Запрос длиннее {} знаков.", Searcher::kMaxQueryCharacters));
    }
    const SearchAnswer answer = ready_searcher(options)->search(caller_of(options), request);
    if (options.as_json) {
        fmt::print("{}\n", search_json(request, answer));
    } else {
        print_search(answer, options.explain);
    }
    return exit_code::ok;
}

int ask_suggest(const AskOptions& options) {
    SuggestRequest request;
    request.text = valid_utf8(read_ticket(options.file));
    if (options.limit > 0) request.limit = std::min(options.limit, 10);
    const Caller caller = caller_of(options);
    const SuggestAnswer answer = ready_searcher(options)->suggest(caller, request);
    if (options.as_json) {
        fmt::print("{}\n", suggest_json(caller, answer));
    } else {
        print_suggest(answer, options.explain);
    }
    return exit_code::ok;
}

}  // namespace kb
