// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/params.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "server/http/errors.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kMaxLimit = 50;
constexpr int kMaxOffset = 1000;
constexpr std::size_t kMaxFilterCharacters = 200;
constexpr std::size_t kMaxExclude = 100;

constexpr std::array kTypes = {ArticleType::article, ArticleType::steps,     ArticleType::qa,
                               ArticleType::video,   ArticleType::template_, ArticleType::script,
                               ArticleType::policy,  ArticleType::limitation};

bool is_known_type(std::string_view name) {
    for (const ArticleType type : kTypes) {
        if (name == type_name(type)) return true;
    }
    return false;
}

}  // namespace

int int_param(const NamedValues& values, std::string_view name, int otherwise, int low, int high) {
    const std::string_view text = value_or(values, name);
    if (text.empty()) return otherwise;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < low || value > high) {
        throw HttpError(Refusal::bad_parameter,
                        fmt::format("«{}» — целое число от {} до {}.", name, low, high));
    }
    return value;
}

std::string text_param(const NamedValues& values, std::string_view name, std::size_t max_characters) {
    std::string text(value_or(values, name));
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    if (count_code_points(text) > max_characters) {
        if (name == "q")
            throw HttpError(Refusal::query_too_long,
                            "Оставьте главное: для поиска хватит одного-двух предложений.");
        throw HttpError(Refusal::bad_parameter, fmt::format("«{}» длиннее {} знаков.", name, max_characters));
    }
    return text;
}

SearchRequest search_request(const NamedValues& values) {
    SearchRequest request;
    request.query = text_param(values, "q", Searcher::kMaxQueryCharacters);
    request.limit = int_param(values, "limit", request.limit, 1, kMaxLimit);
    request.offset = int_param(values, "offset", request.offset, 0, kMaxOffset);
    request.category = text_param(values, "category", kMaxFilterCharacters);
    request.type = text_param(values, "type", kMaxFilterCharacters);
    request.lang = text_param(values, "lang", kMaxFilterCharacters);
    request.literal = value_or(values, "literal") == "1";
    if (!request.type.empty() && !is_known_type(request.type)) {
        throw HttpError(Refusal::bad_parameter,
                        "«type» — один из типов статей: article, steps, qa, video, template, "
                        "script, policy, limitation.");
    }
    return request;
}

void check_suggest_request(const SuggestRequest& request) {
    if (request.subject.size() + request.text.size() > Searcher::kMaxTicketBytes) {
        throw HttpError(Refusal::ticket_too_large,
                        "Пришлите само обращение, без вложений и старой переписки.");
    }
    if (request.limit < 1 || request.limit > 10) {
        throw HttpError(Refusal::bad_parameter, "«limit» — целое число от 1 до 10.");
    }
    if (request.exclude.size() > kMaxExclude) {
        throw HttpError(Refusal::bad_parameter, fmt::format("В «exclude» больше {} статей.", kMaxExclude));
    }
}

}  // namespace kb
