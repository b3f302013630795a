// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include <set>

#include "server/search/case_base.h"
#include "server/search/desk.h"
#include "tests/support/small_base.h"

namespace kb::test {
namespace {

// The small base with what a desk needs beside it: templates, levels, prices.
struct DeskBase {
    Base base;
    CaseBase cases;
    std::unique_ptr<Searcher> searcher;

    DeskBase() {
        write_public_articles(base);
        write_internal_articles(base);
        write_base_texts(base);
        base.write(
            "templates/late.md",
            "---\ntitle: Заказ задерживается\ntags: [приставка, доставка]\ntype: template\nterm: два дня\n"
            "escalate_to: Склад\n---\n## Когда подходит\n\nЗаказ ещё не приехал, доставка задержалась.\n\n"
            "## Текст ответа\n\n{имя}, здравствуйте!\n\nЗаказ **{номер заказа}** ({товар}) приедет через "
            "{срок}. Подробнее: {ссылка}\n\n## Что приложить\n\n- Номер заказа\n- Снимок экрана\n");
        base.write(
            "public/mesh/easy.md",
            "---\ntitle: Настройка повторителя сигнала\nlevel: basic\n---\nВключите повторитель в розетку. "
            "Нажмите кнопку на корпусе и подождите минуту.\n");
        base.write("public/mesh/deep.md",
                   "---\ntitle: Настройка повторителя сигнала вручную\nlevel: advanced\nprice: от 500 "
                   "₽\n---\nВключите "
                   "повторитель в розетку. Задайте канал и мощность в веб-интерфейсе.\n");
        base.build();
        searcher = open_searcher(base.paths.index_dir, {}, &cases);
    }
    DeskAnswer ask(const std::string& text) const {
        DeskRequest request;
        request.messages = {{true, text}};
        return searcher->desk(request);
    }
};

DeskBase& desk_base() {
    static DeskBase base;
    return base;
}

std::vector<std::string> ids(const DeskAnswer& answer) {
    std::vector<std::string> out;
    for (const auto& item : answer.items) out.push_back(item.hit.article.id);
    return out;
}

std::string first(const DeskAnswer& answer) {
    return answer.items.empty() ? "" : answer.items.front().hit.article.id;
}

}  // namespace

TEST_CASE("a template comes with its places filled from the ticket", "[desk]") {
    DeskRequest request;
    request.subject = "Где доставка?";
    request.name = "Соколова Анна Петровна";
    request.messages = {{true, "Заказ 40-1234 с приставкой ещё не приехал, задержалась доставка"}};
    request.products = {{"приставка"}, {"роутер"}};
    const auto answer = desk_base().searcher->desk(request);
    REQUIRE(first(answer) == "templates/late");
    const auto& item = answer.items.front();
    CHECK(item.kind == DeskKind::template_);
    CHECK(item.reply.text ==
          "Анна Петровна, здравствуйте!\n\nЗаказ 40-1234 (приставка) приедет через два дня. Подробнее: "
          "{{link}}");
    CHECK(item.reply.slots.back().label == "ссылка");
    CHECK_FALSE(item.reply.slots.back().is_found);
    CHECK(item.hit.escalate_to == "Склад");
    CHECK(item.collect == std::vector<std::string>{"Номер заказа", "Снимок экрана"});
    CHECK(answer.verdict != Verdict::none);
}

TEST_CASE("the words of the ticket that were answered are marked in it", "[desk]") {
    const std::string text = "Добрый день! Низкая скорость у нас 💳, кабель цел";
    const auto answer = desk_base().ask(text);
    REQUIRE(first(answer) == "public/internet/speed");
    CHECK(answer.text == text);
    std::string marked;
    for (const auto& mark : answer.marks) marked += text.substr(mark.begin, mark.end - mark.begin) + " ";
    CHECK(marked.find("скорость") != std::string::npos);
    CHECK(marked.find("день") == std::string::npos);
}

TEST_CASE("near variants stand side by side, the reader's level first", "[desk]") {
    DeskRequest request;
    request.messages = {{true, "настройка повторителя сигнала"}};
    for (const Level level : {Level::basic, Level::advanced}) {
        request.level = level;
        const auto answer = desk_base().searcher->desk(request);
        const bool is_basic = level == Level::basic;
        REQUIRE(first(answer) == (is_basic ? "public/mesh/easy" : "public/mesh/deep"));
        CHECK(answer.used == level);
        CHECK(answer.guessed == Level::none);
        const auto& variants = answer.items.front().variants;
        REQUIRE(variants.size() == 1);
        CHECK(variants[0].article.id == (is_basic ? "public/mesh/deep" : "public/mesh/easy"));
        CHECK(variants[0].difference.find(is_basic ? "мощность" : "подождите") != std::string::npos);
        CHECK(variants[0].own.find(is_basic ? "подождите" : "мощность") != std::string::npos);
        const auto shown = ids(answer);
        CHECK(std::count(shown.begin(), shown.end(), variants[0].article.id) == 0);
    }
}

TEST_CASE("the level guessed from the text changes the order", "[desk]") {
    CHECK(first(desk_base().ask("Я пенсионерка, не понимаю, как сделать: настройка повторителя сигнала")) ==
          "public/mesh/easy");
    CHECK(first(desk_base().ask("Настройка повторителя сигнала, SSH и MTU проверил")) == "public/mesh/deep");
}

TEST_CASE("what was sent stands at the end, what was refused is gone", "[desk]") {
    DeskRequest request;
    request.messages = {{true, "низкая скорость интернета и сброс роутера"}};
    const auto before = ids(desk_base().searcher->desk(request));
    REQUIRE(before.size() >= 2);
    request.sent = {before[0], "no/such"};
    const auto after = desk_base().searcher->desk(request);
    CHECK(first(after) == before[1]);
    CHECK(after.items.back().hit.article.id == before[0]);
    CHECK(after.items.back().is_sent);
    CHECK(std::count_if(after.items.begin(), after.items.end(), [](auto& item) { return item.is_sent; }) ==
          1);
    request.sent.clear();
    request.wrong = {before[0]};
    const auto refused = ids(desk_base().searcher->desk(request));
    CHECK(std::count(refused.begin(), refused.end(), before[0]) == 0);
}

TEST_CASE("the first message counts more than later ones, and the newest is heard", "[desk]") {
    DeskRequest request;
    request.messages = {
        {true, "приставка не включается, пульт"}, {false, "Пришлите чек"}, {true, "возврат товара"}};
    CHECK(first(desk_base().searcher->desk(request)) == "public/tv/box");
    request.messages = {
        {true, "здравствуйте, вопрос"}, {false, "слушаю"}, {true, "приставка не включается, пульт"}};
    CHECK(first(desk_base().searcher->desk(request)) == "public/tv/box");
    request.messages = {{true, "возврат товара чек упаковка"},
                        {false, "приставка приставка пульт приставка"}};
    CHECK(first(desk_base().searcher->desk(request)) == "public/shop/return");
}

TEST_CASE("a solved case of an article that no word found is an item of its own", "[desk]") {
    DeskBase& base = desk_base();
    base.cases.put(
        {{1, "мигает сиреневая лампочка на коробке", "public/internet/wifi", true, 1'790'000'000}});
    const auto answer = base.ask("сиреневая лампочка мигает");
    REQUIRE(first(answer) == "public/internet/wifi");
    const auto& item = answer.items.front();
    CHECK(item.kind == DeskKind::case_);
    CHECK(item.case_id == 1);
    CHECK(item.hit.snippet.text.find("сиреневая") != std::string::npos);
    CHECK_FALSE(item.hit.snippet.marks.empty());
    REQUIRE(answer.cases.size() == 1);
    CHECK_FALSE(answer.cases[0].is_same_customer);
    base.cases.forget({1});
}

TEST_CASE("cases of the same customer come first", "[desk]") {
    DeskBase& base = desk_base();
    base.cases.put({{1, "подвисает кино вечером", "public/internet/speed", true, 1'790'000'000},
                    {2, "кино подвисает на телевизоре каждый вечер", "public/tv/box", true, 1'780'000'000}});
    DeskRequest request;
    request.messages = {{true, "подвисает кино вечером"}};
    CHECK(base.searcher->desk(request).cases.at(0).found.id == 1);
    request.own_cases = {2};
    const auto cases = base.searcher->desk(request).cases;
    REQUIRE(cases.size() == 2);
    CHECK((cases[0].found.id == 2 && cases[0].is_same_customer));
    base.cases.forget({1, 2});
}

TEST_CASE("prices come first for those who want it done for them", "[desk]") {
    CHECK(first(desk_base().ask("Настройка повторителя сигнала: сделайте за меня")) == "public/mesh/deep");
    const auto answer = desk_base().ask("Настройка повторителя сигнала: сделайте за меня");
    CHECK(answer.wants_service);
    CHECK(answer.items.front().price == "от 500 ₽");
}

TEST_CASE("an article has two items at most, where a ticket asks two things", "[desk]") {
    const auto answer = desk_base().ask(
        "не могу настроить wi-fi: какой пароль сети на наклейке роутера и куда написать в "
        "поддержку, если не помогло");
    int items = 0;
    std::set<std::string> sections;
    for (const auto& item : answer.items) {
        if (item.hit.article.id != "public/internet/wifi") continue;
        ++items;
        sections.insert(item.hit.section.title);
    }
    CHECK(items == 2);
    CHECK(sections.size() == 2);
}

TEST_CASE("the same question is answered the same, until something changes", "[desk]") {
    DeskBase& base = desk_base();
    const std::string text = "сиреневая лампочка мигает";
    CHECK(base.ask(text).items.empty());
    CHECK(base.ask(text).items.empty());
    base.cases.put(
        {{5, "мигает сиреневая лампочка на коробке", "public/internet/wifi", true, 1'790'000'000}});
    CHECK(first(base.ask(text)) == "public/internet/wifi");
    base.cases.forget({5});
    CHECK(base.ask(text).items.empty());
}

TEST_CASE("nothing like it is no answer, and hostile text is only text", "[desk][hostile]") {
    CHECK(desk_base().ask("кракозябра зюзюка").verdict == Verdict::none);
    std::string marks = "интернет";
    for (int i = 0; i < 100'000; ++i) marks += "\xCC\x81";
    const std::string texts[] = {"",
                                 std::string(1 << 20, 'x'),
                                 marks,
                                 "<script>alert(1)</script><b>скорость",
                                 std::string(5000, '<'),
                                 "\xFF\xFE\x00скорость",
                                 "{{name}} {имя}"};
    for (const auto& text : texts) {
        const auto answer = desk_base().ask(text);
        for (const auto& mark : answer.marks) CHECK(mark.end <= answer.text.size());
    }
    DeskRequest request;
    for (int i = 0; i < 300; ++i)
        request.messages.push_back({true, "скорость интернета " + std::to_string(i)});
    CHECK(first(desk_base().searcher->desk(request)) == "public/internet/speed");
    CHECK(desk_base().searcher->desk({}).items.empty());
}

}  // namespace kb::test
