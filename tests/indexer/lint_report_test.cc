// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint_report.h"

#include <catch2/catch.hpp>

using namespace kb;

namespace {

const Diagnostics kSome = {
    {Severity::warning, "unknown-key", "b.md", 3, 1, "Неизвестный ключ «titel».", "Возможно, «title»?"},
    {Severity::error, "bad-quote", "a.md", 9, 2, "Не закрыта кавычка \".", ""},
    {Severity::hint, "long", "a.md", 0, 0, "Длинно\\коротко.", ""},
};

}  // namespace

TEST_CASE("numbers and words agree in Russian", "[lint_report]") {
    const std::pair<std::size_t, const char*> cases[] = {
        {0, "0 статей"},   {1, "1 статья"},     {2, "2 статьи"},       {4, "4 статьи"},
        {5, "5 статей"},   {11, "11 статей"},   {12, "12 статей"},     {21, "21 статья"},
        {22, "22 статьи"}, {111, "111 статей"}, {1001, "1001 статья"}, {1014, "1014 статей"}};
    for (const auto& [count, text] : cases) CHECK(counted(count, "статья", "статьи", "статей") == text);
}

TEST_CASE("the summary counts by severity", "[lint_report]") {
    CHECK(diagnostics_summary({}) == "Замечаний нет");
    CHECK(diagnostics_summary(kSome) == "1 ошибка, 1 предупреждение, 1 подсказка");
}

TEST_CASE("diagnostics come by file and line, the summary last", "[lint_report]") {
    const std::string text = diagnostics_text(kSome);
    const std::size_t hint = text.find("[long]");
    const std::size_t error = text.find("[bad-quote]");
    const std::size_t warning = text.find("[unknown-key]");
    CHECK(hint < error);
    CHECK(error < warning);
    CHECK(text.ends_with("1 ошибка, 1 предупреждение, 1 подсказка.\n"));
}

TEST_CASE("JSON carries every field, escaped", "[lint_report]") {
    CHECK(diagnostics_json({}, 3) ==
          "{\n  \"diagnostics\": [],\n  \"errors\": 0,\n  \"warnings\": 0,\n  \"hints\": 0,\n  \"articles\": "
          "3\n}\n");
    const std::string json = diagnostics_json(kSome, 2);
    CHECK(json.find(R"({"severity": "error", "code": "bad-quote", "file": "a.md", "line": 9, "column": 2, )"
                    R"("message": "Не закрыта кавычка \".", "advice": ""})") != std::string::npos);
    CHECK(json.find(R"("Длинно\\коротко.")") != std::string::npos);
    CHECK(json.find(R"("errors": 1,)") != std::string::npos);
}
