// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/case_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "server/case_file.h"
#include "server/http/errors.h"
#include "server/time_text.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMaxDepth = 4;
constexpr std::size_t kMaxFields = kMaxCasesAtOnce * 8;
constexpr std::size_t kMaxNameCharacters = 300;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

[[noreturn]] void refuse(std::size_t number, const std::string& detail) {
    throw HttpError(Refusal::bad_json, fmt::format("Обращение {}: {}", number, detail));
}

Json parse(std::string_view body) {
    bool is_too_deep = false;
    std::size_t field_count = 0;
    const auto watch = [&](int depth, Json::parse_event_t event, Json&) {
        is_too_deep = is_too_deep || depth > kMaxDepth;
        if (event == Json::parse_event_t::key) ++field_count;
        return !is_too_deep && field_count <= kMaxFields;
    };
    Json json = Json::parse(body, watch, false);
    if (is_too_deep)
        throw HttpError(Refusal::bad_json, fmt::format("Вложенность больше {} уровней.", kMaxDepth));
    if (field_count > kMaxFields)
        throw HttpError(Refusal::bad_json, fmt::format("За раз — не больше {} обращений.", kMaxCasesAtOnce));
    if (json.is_discarded())
        throw HttpError(Refusal::bad_json, "Тело запроса не разбирается как JSON в UTF-8.");
    if (json.is_object()) json = Json::array({std::move(json)});
    if (!json.is_array() || json.empty())
        throw HttpError(Refusal::bad_json,
                        R"(Нужно обращение {"text": "…", "article": "…"} или список таких.)");
    if (json.size() > kMaxCasesAtOnce)
        throw HttpError(Refusal::bad_json, fmt::format("За раз — не больше {} обращений.", kMaxCasesAtOnce));
    return json;
}

bool outcome_named(const std::string& word, std::size_t number) {
    if (word == "solved") return true;
    if (word == "not_solved") return false;
    refuse(number, "«outcome» — solved или not_solved.");
}

void read_field(NewCase& one, const std::string& key, const Json& value, std::size_t number) {
    if (!value.is_string()) refuse(number, fmt::format("«{}» — это строка.", first_code_points(key, 40)));
    const auto text = value.get<std::string>();
    if (key != "text" && count_code_points(text) > kMaxNameCharacters)
        refuse(number,
               fmt::format("«{}» длиннее {} знаков.", first_code_points(key, 40), kMaxNameCharacters));
    if (key == "text") {
        one.text = text;
    } else if (key == "article") {
        one.article = text;
    } else if (key == "outcome") {
        one.is_solved = outcome_named(text, number);
    } else if (key == "date") {
        const auto at = time_of(text);
        if (!at) refuse(number, "«date» — день или время: 2026-11-22T10:20:30Z.");
        one.at_s = *at;
    } else if (key == "lang") {
        one.lang = text;
    } else if (key == "source") {
        if (text != "api" && text != "desk") refuse(number, "«source» — api или desk.");
        one.source = text;
    } else if (key == "id") {
        one.external_id = text;
    } else {
        refuse(number,
               fmt::format("неизвестное поле «{}». Бывают: text, article, outcome, date, id, lang, source.",
                           first_code_points(key, 40)));
    }
}

NewCase parse_case(const Json& json, std::size_t number) {
    if (!json.is_object()) refuse(number, R"(нужно {"text": "…", "article": "…"}.)");
    NewCase one;
    one.source = "api";
    for (const auto& [key, value] : json.items()) read_field(one, key, value, number);
    if (one.text.find_first_not_of(" \t\r\n") == std::string::npos)
        refuse(number, "нет текста: поле «text».");
    if (one.text.size() > kMaxCaseBytes)
        refuse(number, fmt::format("текст больше {} КБ.", kMaxCaseBytes / 1000));
    if (one.article.empty()) refuse(number, "не сказано, какая статья помогла: поле «article».");
    return one;
}

const char* change_name(CaseChange change) {
    switch (change) {
        case CaseChange::added:
            return "added";
        case CaseChange::changed:
            return "changed";
        case CaseChange::unchanged:
            return "unchanged";
    }
    return "";
}

}  // namespace

std::vector<NewCase> parse_cases(std::string_view body) {
    const Json json = parse(body);
    std::vector<NewCase> cases;
    for (const Json& item : json) cases.push_back(parse_case(item, cases.size() + 1));
    return cases;
}

std::string case_receipts_json(const std::vector<CaseReceipt>& receipts) {
    Json list = Json::array();
    for (const CaseReceipt& receipt : receipts)
        list.push_back({{"id", receipt.id}, {"change", change_name(receipt.change)}});
    return dump({{"cases", std::move(list)}});
}

std::string cases_json(const std::vector<StoredCase>& cases, std::int64_t total) {
    Json list = Json::array();
    for (const StoredCase& one : cases) {
        list.push_back({{"id", one.id},
                        {"text", one.text},
                        {"article", one.article},
                        {"outcome", one.is_solved ? "solved" : "not_solved"},
                        {"date", time_text(one.at_s)},
                        {"lang", one.lang},
                        {"source", one.source},
                        {"external_id", one.external_id}});
    }
    return dump({{"total", total}, {"cases", std::move(list)}});
}

}  // namespace kb
