// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/relink.h"

#include <catch2/catch.hpp>
#include <set>

using namespace kb;

namespace {

const FileMove kMove{"public/wifi/weak.md", "public/home/weak signal.md"};

std::string mended(const std::string& path, const std::string& text, const FileMove& move = kMove) {
    const std::set<std::string> files = {"public/a.md", "public/wifi/weak.md", "public/wifi/plan.png",
                                         "public/wifi/reset.md", "public/home/weak signal.md"};
    return relinked(text, path, move, [&](const std::string& one) { return files.contains(one); });
}

}  // namespace

TEST_CASE("links to a moved article follow it", "[relink]") {
    struct Line {
        const char *before, *after;
    };
    for (const auto& [before, after] : {
             Line{"[сигнал](wifi/weak.md)", "[сигнал](home/weak%20signal.md)"},
             Line{"[сигнал](wifi/weak#где) и [б](wifi/weak.md \"Имя\")",
                  "[сигнал](home/weak%20signal.md#где) и [б](home/weak%20signal.md \"Имя\")"},
             Line{"[сигнал](/public/wifi/weak.md)", "[сигнал](/public/home/weak%20signal.md)"},
             Line{"[сигнал](<wifi/weak.md>)", "[сигнал](<home/weak%20signal.md>)"},
             Line{"- [имя]: wifi/weak.md", "- [имя]: wifi/weak.md"},
             Line{"[имя]: wifi/weak.md", "[имя]: home/weak%20signal.md"},
             Line{"[![](wifi/plan.png)](wifi/weak.md)", "[![](wifi/plan.png)](home/weak%20signal.md)"},
         }) {
        INFO(before);
        CHECK(mended("public/a.md", std::string("# А\n\n") + before + "\n") ==
              std::string("# А\n\n") + after + "\n");
    }
}

TEST_CASE("what a move does not break stays, code and strange signs too", "[relink]") {
    for (const char* text :
         {"[сброс](wifi/reset.md), [сайт](https://a.example/wifi/weak.md), [ниже](#weak), [нет](wifi/no.md)",
          "`[сигнал](wifi/weak.md)`", "```\n[сигнал](wifi/weak.md)\n```\n", "~~~\n[имя]: wifi/weak.md\n",
          "[](", "](", "[имя]: ", "[а](<", "](\n", "", "[а](../../../wifi/weak.md)", "\xff](\xfe"}) {
        INFO(text);
        CHECK(mended("public/a.md", text) == text);
    }
}

TEST_CASE("a moved article's own links lead where they led", "[relink]") {
    CHECK(mended(kMove.to,
                 "![схема](plan.png) [сброс](reset.md#х) [выше](../a.md) [я](weak.md) [нет](no.md)") ==
          "![схема](../wifi/plan.png) [сброс](../wifi/reset.md#х) [выше](../a.md) [я](weak%20signal.md) "
          "[нет](no.md)");
    CHECK(mended(kMove.to, "![схема](/public/wifi/plan.png)\r\n") == "![схема](/public/wifi/plan.png)\r\n");
}
