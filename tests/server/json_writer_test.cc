// SPDX-License-Identifier: GPL-2.0-or-later
// The writer's bytes are those of nlohmann's dump for any valid text and number.
#include "server/json_writer.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

namespace kb {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

template <typename Value>
std::string written(const Value& value) {
    return JsonWriter().value(value).take();
}

TEST_CASE("json writer: texts come out as nlohmann's") {
    std::vector<std::string> texts{"",
                                   "простой текст",
                                   "\"кавычки\" и \\",
                                   "таб\tстрока\nвозврат\r\b\f",
                                   std::string("нуль\0внутри", 21),
                                   "\x7f",
                                   "\x01\x1f",
                                   "эмодзи 🦊, é, €",
                                   "\u2028\u2029\uFEFF\uFFFD"};
    std::mt19937 random(20261127);  // NOLINT: the same texts in every run
    const std::vector<std::string> pieces{"а", "Ё", "\"",   "\\", "\n", "\x02",
                                          "z", "€", "🦊", " ",  "/",  "</script>"};
    for (int i = 0; i < 300; ++i) {
        std::string text;
        for (auto length = random() % 40; length > 0; --length) text += pieces[random() % pieces.size()];
        texts.push_back(std::move(text));
    }
    for (const std::string& text : texts) CHECK(written(text) == dumped(text));
}

TEST_CASE("json writer: one odd byte in long plain text is seen wherever it stands") {
    const std::vector<std::string> odd{"\"",   "\\",   "\n",   "\x1f",     "\x7f", "\x80",
                                       "\xbf", "\xc0", "\xd0", "\xd2\x80", "\xff"};
    for (const std::string plain : {"plain text of one byte each", "простой текст"}) {
        for (std::size_t at = 0; at <= plain.size(); ++at) {
            for (const std::string& one : odd) {
                const std::string text = plain.substr(0, at) + one + plain.substr(at);
                CAPTURE(text);
                CHECK(written(text) == dumped(text));
            }
        }
    }
}

TEST_CASE("json writer: broken bytes become U+FFFD and the result reads back") {
    CHECK(written(std::string("а\xff"
                              "б")) == "\"а\uFFFDб\"");
    CHECK(written(std::string("\xd0")) == "\"\uFFFD\"");
    CHECK(written(std::string("\xe2\x82")) == "\"\uFFFD\uFFFD\"");  // one a byte
    std::mt19937 random(7);                                         // NOLINT
    for (int i = 0; i < 500; ++i) {
        std::string text;
        for (auto length = random() % 20; length > 0; --length) text += static_cast<char>(random() % 256);
        const Json back = Json::parse(written(text), nullptr, false);
        CHECK(back.is_string());
    }
}

TEST_CASE("json writer: numbers come out as nlohmann's") {
    std::mt19937_64 random(1);  // NOLINT
    std::uniform_real_distribution<double> any(-1e6, 1e6), share(0, 1);
    std::vector<double> numbers{0, -0.0, 1, 0.5, 1e300, 1e-300, 123456789012345678.0, 0.1, 1.0 / 3};
    for (int i = 0; i < 300; ++i) {
        numbers.push_back(any(random));
        numbers.push_back(share(random));
    }
    for (const double number : numbers) CHECK(written(number) == dumped(number));
    CHECK(written(std::numeric_limits<double>::quiet_NaN()) == "null");
    CHECK(written(std::numeric_limits<double>::infinity()) == "null");
    CHECK(written(-42) == "-42");
    CHECK(written(true) == "true");
}

TEST_CASE("json writer: commas stand between fields and items, and nowhere else") {
    JsonWriter out;
    out.begin_object().field("a", 1).key("empty").begin_array().end_array();
    out.key("list").begin_array().value("x").null().begin_object().end_object().value(false).end_array();
    out.key("raw").raw("[1,2]").field("last", "да").end_object();
    CHECK(out.take() == R"({"a":1,"empty":[],"list":["x",null,{},false],"raw":[1,2],"last":"да"})");
}

}  // namespace
}  // namespace kb
