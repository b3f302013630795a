// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/store/masking.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <map>

#include "stemming/utf8.h"
#include "tests/support/cpu_time.h"
#include "tests/support/table.h"

namespace kb::test {
namespace {

struct Expected {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string label;  // «‹карта›»
};

struct Sample {
    std::string text;
    std::vector<Expected> personal;
};

// «карта {карта:4111 …} не проходит» without its braces, and what stood in them.
Sample sample_of(std::string_view marked) {
    Sample sample;
    while (!marked.empty()) {
        const std::size_t open = std::min(marked.find('{'), marked.size());
        sample.text += marked.substr(0, open);
        marked.remove_prefix(open);
        if (marked.empty()) break;
        const std::size_t colon = marked.find(':');
        const std::size_t close = marked.find('}');
        const std::size_t begin = sample.text.size();
        sample.text += marked.substr(colon + 1, close - colon - 1);
        sample.personal.push_back(
            {begin, sample.text.size(), "‹" + std::string(marked.substr(1, colon - 1)) + "›"});
        marked.remove_prefix(close + 1);
    }
    return sample;
}

struct Score {
    int expected = 0, covered = 0, named = 0;
};

double share(int part, int whole) { return whole == 0 ? 1 : static_cast<double>(part) / whole; }

// Sets the operator's shapes for a test and takes them back.
struct Shapes {
    explicit Shapes(std::vector<std::string> shapes) { set_order_shapes(std::move(shapes)); }
    ~Shapes() { set_order_shapes({}); }
};

}  // namespace

TEST_CASE("of two hundred sentences nearly everything personal is found, and hardly anything else",
          "[masking]") {
    const Shapes shapes({"МК-######"});
    std::map<std::string, Score> scores;
    int found = 0;
    int right = 0;
    const auto rows = read_table("personal_data.tsv", 1);
    for (const TableRow& row : rows) {
        const Sample sample = sample_of(row.cells[0]);
        const auto ranges = personal_ranges(sample.text);
        for (const Expected& one : sample.personal) {
            Score& score = scores[one.label];
            ++score.expected;
            for (const PersonalRange& range : ranges) {
                if (range.begin > one.begin || range.end < one.end) continue;
                ++score.covered;
                score.named += personal_label(range.kind) == one.label ? 1 : 0;
            }
        }
        for (const PersonalRange& range : ranges) {
            ++found;
            bool is_right = false;
            for (const Expected& one : sample.personal)
                is_right = is_right || (range.begin == one.begin && range.end == one.end);
            right += is_right ? 1 : 0;
            if (!is_right)
                std::printf("masked too much, line %d: %s\n", row.line, mask_text(sample.text).c_str());
        }
    }
    std::printf("personal data: %zu sentences, precision %.1f %% (%d of %d)\n", rows.size(),
                100 * share(right, found), right, found);
    for (const auto& [label, score] : scores) {
        std::printf("  %s recall %.1f %% (%d of %d), rightly named %.1f %%\n", label.c_str(),
                    100 * share(score.covered, score.expected), score.covered, score.expected,
                    100 * share(score.named, score.expected));
        CHECK(share(score.covered, score.expected) >= 0.9);
    }
    CHECK(rows.size() >= 200);
    CHECK(share(right, found) >= 0.95);
    for (const char* label : {"‹карта›", "‹телефон›", "‹почта›"}) {
        INFO(label);
        CHECK(scores[label].expected >= 20);
        CHECK(share(scores[label].covered, scores[label].expected) >= 0.98);
    }
}

TEST_CASE("names are found in every case, and words that look like them stay", "[masking]") {
    Score score;
    int found = 0;
    const auto rows = read_table("personal_names.tsv", 1);
    for (const TableRow& row : rows) {
        const Sample sample = sample_of(row.cells[0]);
        const auto ranges = personal_ranges(sample.text);
        found += static_cast<int>(ranges.size());
        int right = 0;
        for (const Expected& one : sample.personal)
            for (const PersonalRange& range : ranges)
                right += range.begin == one.begin && range.end == one.end ? 1 : 0;
        score.expected += static_cast<int>(sample.personal.size());
        score.covered += right;
        if (right != static_cast<int>(sample.personal.size()) || right != static_cast<int>(ranges.size()))
            std::printf("line %d: %s\n", row.line, mask_text(sample.text).c_str());
    }
    std::printf("names in cases: %zu sentences, recall %.1f %% (%d of %d), precision %.1f %% (of %d)\n",
                rows.size(), 100 * share(score.covered, score.expected), score.covered, score.expected,
                100 * share(score.covered, found), found);
    CHECK(score.expected >= 40);
    CHECK(share(score.covered, score.expected) >= 0.95);
    CHECK(share(score.covered, found) >= 0.95);
}

TEST_CASE("a signature stands on its own line, a heading «Подпись» signs nothing", "[masking]") {
    CHECK(mask_text("Жду ответа\nПодпись\nПетров И. И.") == "Жду ответа\nПодпись\n‹имя›");
    CHECK(mask_text("Подпись:\nСоколова") == "Подпись:\n‹имя›");
    CHECK(mask_text("Подпись:\r\nАнна\r\n") == "Подпись:\r\n‹имя›\r\n");
    for (const char* text :
         {"Цифровая подпись\n\nДобавляет метку в файл", "## Подпись\n\nОпределение параметров",
          "ставится подпись.\n\nУзнайте больше о ней"})
        CHECK(mask_text(text) == text);
}

TEST_CASE("a masked text is masked: a second time nothing changes", "[masking]") {
    const Shapes shapes({"МК-######"});
    for (const TableRow& row : read_table("personal_data.tsv", 1)) {
        const std::string once = mask_text(sample_of(row.cells[0]).text);
        CHECK(mask_text(once) == once);
    }
}

TEST_CASE("shapes of order numbers are the operator's", "[masking]") {
    CHECK(mask_text("заказ МК-104512") == "заказ МК-‹номер›");
    const Shapes shapes({"МК-####", "###/##"});
    CHECK(mask_text("заказ мк-1045, 123/45") == "заказ ‹заказ›, ‹заказ›");
    CHECK(mask_text("заказ АМК-1045, 1123/45, 123/456") == "заказ АМК-1045, 1123/45, 123/456");
}

TEST_CASE("whatever the bytes, masking ends soon and gives valid text", "[masking]") {
    const Shapes shapes({"МК-######", "######", std::string(40, '#')});
    constexpr std::size_t kMegabyte = 1 << 20;
    for (const char* seed :
         {"1",       "1 ",   "1.",     "1-",          "@",     "a@",          "a@b .",       "(at)",
          "собака ", "+7",   "8 900 ", "ул. Ленина ", "Иван ", "А. ",         "меня зовут ", "тел. 1 ",
          "4111 ",   "МК-1", "‹",      "\xff",        "\xd0",  "с уважением,"}) {
        std::string text;
        while (text.size() < kMegabyte) text += seed;
        const double begin = cpu_ms();
        const std::string masked = mask_text(text);
        const double ms = cpu_ms() - begin;
        INFO(seed << ": " << ms << " ms");
        CHECK(ms < 60'000);  // what is not linear in a megabyte takes hours
        CHECK(is_valid_utf8(masked));
    }
}

TEST_CASE("a query keeps two hundred characters", "[masking]") {
    CHECK(mask_query(std::string(5000, 'a')).size() == 200);
    CHECK(mask_query("\xff") == "\uFFFD");
    CHECK(mask_query("@маяк и a@") == "@маяк и a@");
    CHECK(mask_query("").empty());
}

}  // namespace kb::test
