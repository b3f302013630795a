// SPDX-License-Identifier: GPL-2.0-or-later
// Hidden articles are made of the public ones' words too, so that they shift every count and frequency
// they can reach; public articles link to hidden ones, name them as related and show their pictures, as
// writers do by mistake.
#include "tests/leaks/random_base.h"

#include <fmt/format.h>

#include <array>

#include "stemming/keyboard_layout.h"
#include "stemming/utf8.h"

namespace kb::test {
namespace {

// clang-format off
constexpr const char* kWords[] = {
    "роутер", "пароль", "договор", "оплата", "счёт", "карта", "возврат", "кабель", "скорость", "тариф",
    "личный", "кабинет", "настроить", "проверьте", "перезагрузите", "введите", "номер", "телефон", "сеть",
    "Wi-Fi", "ошибка", "651", "приставка", "пульт", "заявка", "мастер", "адрес", "доставка", "заказ",
    "магазин", "чек", "деньги", "вернуть", "подключить", "отключить", "услуга", "интернет", "вход", "логин"};
constexpr const char* kTypes[] = {"article", "steps", "qa", "policy", "limitation"};
constexpr const char* kHidden[] = {"internal", "staff", "draft", "archived", "template", "category"};
// clang-format on

constexpr std::array kConsonants = {"б", "в", "г", "д", "ж", "з", "к", "л", "м", "н",
                                    "п", "р", "с", "т", "ф", "х", "ц", "ч", "ш"};
constexpr std::array kVowels = {"а", "е", "и", "о", "у", "ы", "э", "ю", "я"};

class Maker {
public:
    explicit Maker(unsigned seed) : random_(seed) {}

    RandomBase make();

private:
    std::size_t below(std::size_t count) { return random_() % count; }
    bool once_in(std::size_t count) { return below(count) == 0; }

    std::string word() { return kWords[below(std::size(kWords))]; }
    std::string words(std::size_t count);
    std::string paragraph() { return words(6 + below(14)) + ".\n\n"; }

    std::string cyrillic(const std::string& place);
    std::string latin(const std::string& place);

    void add_open_article(std::size_t number);
    void add_hidden_article(const std::string& kind);
    void add_name_of_hidden(const std::string& kind, const std::string& path, std::string& head);
    std::string hidden_body(const std::string& kind);
    void add_mistakes_of_writers();
    void add_base_texts();
    void add_blocks();
    void add_cases();

    std::mt19937 random_;
    RandomBase base_;
    std::vector<std::string> open_paths_;    // below the articles folder
    std::vector<std::string> hidden_paths_;  // the same
    std::string hidden_category_;
    std::string hidden_redirects_;
    std::string open_redirects_;
};

std::string Maker::words(std::size_t count) {
    std::string text = word();
    while (--count > 0) text += " " + word();
    return text;
}

std::string Maker::cyrillic(const std::string& place) {
    std::string text;
    for (int i = 0; i < 5; ++i) {
        text += kConsonants[below(kConsonants.size())];
        text += kVowels[below(kVowels.size())];
    }
    base_.canaries.push_back({text, place});
    return text;
}

std::string Maker::latin(const std::string& place) {
    std::string text;
    for (int i = 0; i < 5; ++i) {
        text += "bdfgklmnprstvz"[below(14)];
        text += "aeiou"[below(5)];
    }
    base_.canaries.push_back({text, place});
    return text;
}

void Maker::add_open_article(std::size_t number) {
    const std::string name = fmt::format("a{}", number);
    const char* folder = number % 3 == 0 ? "public/internet" : number % 3 == 1 ? "public/pay" : "public";
    const std::string path = fmt::format("{}/{}.md", folder, name);
    std::string head = fmt::format("title: {} {}\nid: {}\ntype: {}\n", words(2 + below(3)), number, name,
                                   kTypes[below(std::size(kTypes))]);
    if (once_in(3)) head += fmt::format("aliases: [{}]\n", words(2));
    if (once_in(3)) head += fmt::format("tags: [{}]\n", word());
    if (once_in(4)) head += fmt::format("pin_for: [{}]\n", words(2));
    if (once_in(3)) {
        head += fmt::format("redirect_from: [old-{}]\n", name);
        base_.addresses.push_back("old-" + name);
    }
    std::string body = paragraph();
    for (std::size_t i = below(3); i > 0; --i) body += fmt::format("## {}\n\n{}", words(2), paragraph());
    base_.open[path] = fmt::format("---\n{}---\n\n{}", head, body);
    base_.ids.push_back(name);
    base_.slugs.push_back(name);
    open_paths_.push_back(path);
}

// Names by which an address could be guessed: id, slug, old slug, picture, attachment.
void Maker::add_name_of_hidden(const std::string& kind, const std::string& path, std::string& head) {
    const std::string id = latin(kind + " id");
    const std::string slug = latin(kind + " slug");
    const std::string old = latin(kind + " redirect_from");
    const std::string file = latin(kind + " attachment") + ".txt";
    head += fmt::format("id: {}\nslug: {}\nredirect_from: [{}]\nattachments: [{}]\n", id, slug, old, file);
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    base_.hidden[folder + file] = "Текст вложения: " + cyrillic(kind + " attachment text");
    base_.ids.push_back(id);
    base_.slugs.push_back(slug);
    for (const std::string& address : {old, folder + file, id}) base_.addresses.push_back(address);
    hidden_redirects_ += fmt::format("{} -> {}\n", latin(kind + " redirects.txt"), id);
    base_.addresses.push_back(base_.canaries.back().word);
}

std::string Maker::hidden_body(const std::string& kind) {
    std::string body = fmt::format("{} {} {}", cyrillic(kind + " body"), words(5), paragraph());
    body += fmt::format("## {} {}\n\n{}", cyrillic(kind + " heading"), word(), paragraph());
    const std::string& target = open_paths_[below(open_paths_.size())];
    body += fmt::format("[{} {}](/{})\n\n", cyrillic(kind + " link text"), word(), target);
    body += fmt::format("| {} | {} |\n|---|---|\n| {} | {} |\n", word(), cyrillic(kind + " table"), word(),
                        word());
    return body;
}

void Maker::add_hidden_article(const std::string& kind) {
    const std::string name = latin(kind + " file name");
    const bool is_in_folder = kind == "internal" || kind == "template";
    const std::string folder = kind == "template"   ? "templates"
                               : kind == "internal" ? "internal"
                               : once_in(2)         ? "public/internet"
                                                    : "public";
    const std::string path = fmt::format("{}/{}.md", folder, name);
    std::string head = fmt::format("title: {} {}\n", words(2), cyrillic(kind + " title"));
    if (kind == "staff" || (is_in_folder && once_in(3))) head += "audience: internal\n";
    if (kind == "draft" || kind == "archived") head += fmt::format("status: {}\n", kind);
    if (kind == "template") head += "type: template\n";
    if (kind != "template" && once_in(4)) head += "type: script\n";
    if (kind == "category") head += fmt::format("category: {}\n", hidden_category_);
    head += fmt::format("tags: [{}, {}]\n", cyrillic(kind + " tag"), word());
    head += fmt::format("aliases: [{} {}]\n", cyrillic(kind + " alias"), word());
    head += fmt::format("pin_for: [{}, {}]\n", cyrillic(kind + " pin"), words(2));
    head += fmt::format("summary: {} {}\n", cyrillic(kind + " summary"), words(3));
    head += fmt::format("owner: {}\nescalate_to: {}\n", latin(kind + " owner"), cyrillic(kind + " escalate"));
    head += fmt::format("ask:\n  - question: {} {}\n    why: {}\n", cyrillic(kind + " question"), word(),
                        cyrillic(kind + " why"));
    add_name_of_hidden(kind, path, head);
    base_.hidden[path] = fmt::format("---\n{}---\n\n{}", head, hidden_body(kind));
    hidden_paths_.push_back(path);
}

void Maker::add_mistakes_of_writers() {
    for (const std::string& path : hidden_paths_) {
        const std::string& open = open_paths_[below(open_paths_.size())];
        const std::string folder = path.substr(0, path.rfind('/') + 1);
        std::string& text = base_.open[open];
        if (once_in(2)) text += fmt::format("\n{} [{}](/{}) {}\n", word(), words(2), path, word());
        if (once_in(3)) text += fmt::format("\n![{}](/{}x.png)\n", word(), folder);
        if (once_in(3)) {
            const std::string& id = base_.ids.back();
            text.insert(text.find("---\n\n"), fmt::format("related: [{}]\n", id));
            return;  // a second `related` would be a mistake of another kind
        }
    }
}

void Maker::add_base_texts() {
    const std::string open =
        "- id: internet\n  title: Интернет\n- id: pay\n  title: Оплата\n  description: Счета и карты\n";
    base_.open["categories.yaml"] = open;
    base_.hidden["categories.yaml"] =
        open + fmt::format("- id: {}\n  title: {}\n  description: {}\n  audience: internal\n",
                           hidden_category_, cyrillic("category title"), cyrillic("category description"));
    base_.open["synonyms.txt"] = "деньги = оплата\nвход -> логин\n";
    base_.hidden["internal/synonyms.txt"] =
        fmt::format("{} = {}\n{} -> {}\nprotect: {}, {}\n", cyrillic("synonyms"), word(), word(),
                    cyrillic("synonyms target"), cyrillic("protected"), word());
    const std::string& target = base_.ids.front();
    open_redirects_ = fmt::format("old/address -> {}\n", target);
    base_.open["redirects.txt"] = open_redirects_;
    base_.hidden["redirects.txt"] = open_redirects_ + hidden_redirects_;
    for (const char* address : {"old/address", "internet", "pay"}) base_.addresses.push_back(address);
    base_.addresses.push_back(hidden_category_);
}

// Blocks for staff: in hidden articles; by mistake in a public one, which then is shown to nobody; and one
// that bears the name of a block for everybody.
void Maker::add_blocks() {
    base_.open["variables.yaml"] = "phone: 8 800 000-10-20\n";
    base_.open["blocks/shared.md"] = fmt::format("Звоните {{{{phone}}}}: {}.\n", words(3));
    const std::string name = latin("block name");
    base_.hidden[fmt::format("internal/blocks/{}.md", name)] =
        fmt::format("{} {{{{phone}}}} {}.\n", cyrillic("block"), words(2));
    base_.hidden["internal/blocks/shared.md"] = cyrillic("block of a taken name") + "\n";
    for (const std::string& path : hidden_paths_)
        if (path.starts_with("internal/")) base_.hidden[path] += fmt::format("\n{{{{> {}}}}}\n", name);
    base_.open[open_paths_.front()] += "\n{{> shared}}\n";
    if (once_in(3)) base_.open[open_paths_.back()] += fmt::format("\n{{{{> {}}}}}\n", name);
}

// What people wrote and which article answered it. Each text has a word of its own and some of everybody's.
void Maker::add_cases() {
    std::int64_t id = 0;
    const auto text = [&](const std::string& kind) {
        return fmt::format("{} {}", cyrillic(kind + " case"), words(5));
    };
    for (std::size_t i = 0; i < base_.ids.size(); ++i) {
        const bool is_open = i < open_paths_.size();
        auto& cases = is_open ? base_.open_cases : base_.hidden_cases;
        for (std::size_t n = below(3); n > 0; --n)
            cases.push_back(
                {++id, text(is_open ? "open" : "hidden"), base_.ids[i], !once_in(4), 1'770'000'000});
    }
}

RandomBase Maker::make() {
    const std::size_t open_count = 3 + below(6);
    for (std::size_t i = 0; i < open_count; ++i) add_open_article(i);
    hidden_category_ = latin("category id");
    for (const char* kind : kHidden)
        if (!once_in(3)) add_hidden_article(kind);
    if (hidden_paths_.empty()) add_hidden_article("internal");
    add_mistakes_of_writers();
    add_base_texts();
    add_blocks();
    add_cases();
    for (const char* each : kWords) base_.words.emplace_back(each);
    return std::move(base_);
}

}  // namespace

RandomBase random_base(unsigned seed) { return Maker(seed).make(); }

std::vector<std::string> guesses_at(const std::string& canary, std::mt19937& random) {
    const std::size_t letters = count_code_points(canary);
    const std::string beginning(first_code_points(canary, 3 + random() % (letters - 3)));
    const std::size_t at = 2 + random() % (letters - 4);
    const std::string before(first_code_points(canary, at));
    const std::string after = canary.substr(first_code_points(canary, at + 1).size());
    return {canary, beginning, before + after, to_english_layout(canary), to_russian_layout(canary)};
}

}  // namespace kb::test
