// SPDX-License-Identifier: GPL-2.0-or-later
// One table names every key and how it is read. A value that cannot be used is reported and left out, but who
// may read an article (`audience`) and whether it is finished (`status`) are never guessed, nor is a key that
// looks like a slip of one of them: «audence: internal» must not publish an internal article.
#include "indexer/front_matter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "indexer/front_matter_values.h"
#include "indexer/header_line.h"
#include "indexer/header_slips.h"
#include "indexer/links.h"
#include "indexer/nearest.h"
#include "indexer/strict_yaml.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxBytes = 16 * 1024;

using Kind = YamlNode::Kind;

// The fields of one block being read, and what is wrong with them.
class Reader {
public:
    explicit Reader(Article& article_) : article(article_) {}

    Article& article;
    FrontMatterResult result;

    void report(Severity severity, std::string code, const YamlNode& node, std::string message,
                std::string advice) {
        result.diagnostics.push_back({severity, std::move(code), article.path, node.line, node.column,
                                      std::move(message), std::move(advice)});
    }

    // One line of text; empty when nothing usable is written.
    std::string text(const YamlNode& key, const YamlNode& value) {
        if (value.kind == Kind::text) return trimmed_value(value.text);
        if (value.kind != Kind::empty) {
            report(Severity::warning, "bad-value", value,
                   fmt::format("У ключа «{}» должно быть одно значение, а не список.", key.text),
                   "Оставьте одну строку текста.");
        }
        return "";
    }

    // A single value is a list of one.
    std::vector<std::string> texts(const YamlNode& key, const YamlNode& value) {
        std::vector<std::string> list;
        const auto add = [&](const YamlNode& item) {
            if (std::string item_text = text(key, item); !item_text.empty())
                list.push_back(std::move(item_text));
        };
        if (value.kind == Kind::list) {
            std::for_each(value.items.begin(), value.items.end(), add);
        } else {
            add(value);
        }
        return list;
    }

    // The index of the word among `words`; nothing (and a diagnostic) when it is none of them.
    template <typename Words>
    std::optional<std::size_t> choice(const YamlNode& key, const YamlNode& value, const Words& words,
                                      Severity severity) {
        const std::string written = text(key, value);
        const auto found = std::find(words.begin(), words.end(), std::string_view(written));
        if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
        if (severity == Severity::error) result.is_readable = false;
        const std::string_view near = nearest(written, words);
        std::string advice = near.empty() ? fmt::format("Можно: {}.", fmt::join(words, ", "))
                                          : fmt::format("Возможно, «{}»?", near);
        if (severity == Severity::error) advice += kHidden;
        report(severity, "unknown-" + key.text, value.kind == Kind::empty ? key : value,
               written.empty() ? fmt::format("У ключа «{}» нет значения.", key.text)
                               : fmt::format("Неизвестное значение «{}» ключа «{}».", written, key.text),
               std::move(advice));
        return std::nullopt;
    }
};

using ReadValue = void (*)(Reader&, const YamlNode& key, const YamlNode& value);

template <std::string Article::*field>
void read_text(Reader& reader, const YamlNode& key, const YamlNode& value) {
    if (std::string text = reader.text(key, value); !text.empty()) reader.article.*field = std::move(text);
}

template <std::vector<std::string> Article::*field>
void read_texts(Reader& reader, const YamlNode& key, const YamlNode& value) {
    reader.article.*field = reader.texts(key, value);
}

// An id or slug: it becomes part of an address.
template <std::string Article::*field>
void read_address(Reader& reader, const YamlNode& key, const YamlNode& value) {
    const std::string text = reader.text(key, value);
    if (text.empty()) return;
    if (is_address(text)) {
        reader.article.*field = text;
        return;
    }
    reader.report(Severity::warning, "bad-" + key.text, value,
                  fmt::format("«{}» не годится для адреса, поэтому ключ «{}» пропущен.", text, key.text),
                  "Возьмите буквы, цифры, дефис и «/» между частями, без пробелов.");
}

void read_category(Reader& reader, const YamlNode& key, const YamlNode& value) {
    std::string text = reader.text(key, value);
    while (text.starts_with('/')) text.erase(0, 1);
    while (text.ends_with('/')) text.pop_back();
    if (!text.empty()) reader.article.category = std::move(text);
}

void read_lang(Reader& reader, const YamlNode& key, const YamlNode& value) {
    const std::string text = lower(reader.text(key, value));
    const bool is_code = text.size() >= 2 && (text.size() == 2 || text[2] == '-') && text[0] >= 'a' &&
                         text[0] <= 'z' && text[1] >= 'a' && text[1] <= 'z';
    if (is_code) {
        reader.article.lang = text.substr(0, 2);
    } else if (value.kind == Kind::text) {
        reader.report(Severity::warning, "unknown-lang", value, fmt::format("Неизвестный язык «{}».", text),
                      "Напишите две латинские буквы: ru, en.");
    }
}

void read_audience(Reader& reader, const YamlNode& key, const YamlNode& value) {
    constexpr std::array<std::string_view, 2> kWords = {"public", "internal"};
    const auto index = reader.choice(key, value, kWords, Severity::error);
    if (!index) return;
    reader.article.audience = *index == 0 ? Audience::public_ : Audience::internal;
    reader.result.has_audience = true;
}

void read_status(Reader& reader, const YamlNode& key, const YamlNode& value) {
    constexpr std::array<std::string_view, 4> kWords = {"draft", "review", "published", "archived"};
    if (const auto index = reader.choice(key, value, kWords, Severity::error)) {
        reader.article.status = static_cast<Status>(*index);
    }
}

void read_type(Reader& reader, const YamlNode& key, const YamlNode& value) {
    constexpr std::array<std::string_view, 8> kWords = {"article",  "steps",  "qa",     "video",
                                                        "template", "script", "policy", "limitation"};
    if (const auto index = reader.choice(key, value, kWords, Severity::warning)) {
        reader.article.type = static_cast<ArticleType>(*index);
    }
}

void read_level(Reader& reader, const YamlNode& key, const YamlNode& value) {
    constexpr std::array<std::string_view, 2> kWords = {"basic", "advanced"};
    if (const auto index = reader.choice(key, value, kWords, Severity::warning)) {
        reader.article.level = static_cast<Level>(*index + 1);
    }
}

// «{question, why}»; the words are the map's only keys.
AskQuestion ask_map(Reader& reader, const YamlNode& map) {
    constexpr std::array<std::string_view, 2> kWords = {"question", "why"};
    AskQuestion ask;
    for (std::size_t i = 0; i < map.keys.size(); ++i) {
        const YamlNode& key = map.keys[i];
        if (key.text == kWords[0]) {
            ask.question = reader.text(key, map.items[i]);
        } else if (key.text == kWords[1]) {
            ask.why = reader.text(key, map.items[i]);
        } else {
            const std::string_view near = nearest(key.text, kWords);
            reader.report(Severity::warning, "unknown-key", key,
                          fmt::format("Неизвестный ключ «{}» в «ask».", key.text),
                          near.empty() ? "Можно: question, why." : fmt::format("Возможно, «{}»?", near));
        }
    }
    return ask;
}

void read_ask(Reader& reader, const YamlNode& key, const YamlNode& value) {
    const auto add = [&](const YamlNode& item) {
        AskQuestion ask =
            item.kind == Kind::map ? ask_map(reader, item) : AskQuestion{reader.text(key, item), ""};
        if (!ask.question.empty()) {
            reader.article.ask.push_back(std::move(ask));
        } else if (item.kind != Kind::list) {
            reader.report(Severity::warning, "bad-value", item, "В «ask» есть пункт без вопроса.",
                          "Напишите «question: …».");
        }
    };
    reader.article.ask.clear();
    if (value.kind == Kind::list) {
        std::for_each(value.items.begin(), value.items.end(), add);
    } else if (value.kind != Kind::empty) {
        add(value);
    }
}

// A day or a moment; what is none is left out.
void read_time(Reader& reader, const YamlNode& key, const YamlNode& value, std::string& out, bool is_day) {
    const std::string text = reader.text(key, value);
    if (is_day ? is_date(text) : is_moment(text)) {
        out = text;
    } else if (!text.empty()) {
        const char* what = is_day ? "не дата" : "не день и не время";
        reader.report(Severity::warning, "bad-date", value,
                      fmt::format("«{}» — {}, ключ «{}» пропущен.", text, what, key.text),
                      is_day ? "Напишите год, месяц и день: 2027-05-01."
                             : "Напишите день или день и время: 2027-05-01 09:00.");
    }
}

template <std::string Article::*field>
void read_date(Reader& reader, const YamlNode& key, const YamlNode& value) {
    read_time(reader, key, value, reader.article.*field, true);
}

template <std::string Article::*field>
void read_moment(Reader& reader, const YamlNode& key, const YamlNode& value) {
    read_time(reader, key, value, reader.article.*field, false);
}

void read_attachments(Reader& reader, const YamlNode& key, const YamlNode& value) {
    for (const std::string& written : reader.texts(key, value)) {
        if (const auto target = resolve_file(reader.article.path, encode_path(written))) {
            reader.article.attachments.push_back(target->path);
            continue;
        }
        reader.report(Severity::warning, "bad-value", value,
                      fmt::format("Вложение «{}» лежит за пределами папки статей.", written),
                      "Положите файл рядом со статьёй и напишите путь от неё.");
    }
}

struct Field {
    std::string_view key;
    ReadValue read;
};
constexpr std::array kFields = {
    Field{"title", read_text<&Article::title>},
    Field{"id", read_address<&Article::id>},
    Field{"slug", read_address<&Article::slug>},
    Field{"category", read_category},
    Field{"tags", read_texts<&Article::tags>},
    Field{"lang", read_lang},
    Field{"audience", read_audience},
    Field{"status", read_status},
    Field{"type", read_type},
    Field{"level", read_level},
    Field{"summary", read_text<&Article::summary>},
    Field{"aliases", read_texts<&Article::aliases>},
    Field{"ask", read_ask},
    Field{"related", read_texts<&Article::related>},
    Field{"pin_for", read_texts<&Article::pin_for>},
    Field{"suggest_for", read_texts<&Article::suggest_for>},
    Field{"redirect_from", read_texts<&Article::redirect_from>},
    Field{"review_after", read_date<&Article::review_after>},
    Field{"updated", read_date<&Article::updated>},
    Field{"checked", read_date<&Article::checked>},
    Field{"review_by", read_text<&Article::review_by>},
    Field{"publish_at", read_moment<&Article::publish_at>},
    Field{"archive_at", read_moment<&Article::archive_at>},
    Field{"owner", read_text<&Article::owner>},
    Field{"escalate_to", read_text<&Article::escalate_to>},
    Field{"collect", read_texts<&Article::collect>},
    Field{"price", read_text<&Article::price>},
    Field{"term", read_text<&Article::term>},
    Field{"attachments", read_attachments},
    Field{"lint_ignore", read_texts<&Article::lint_ignore>},
    Field{"translation_of", read_address<&Article::translation_of>},
    Field{"translated_paragraphs", read_texts<&Article::translated_paragraphs>},
};

std::vector<std::string_view> known_keys() {
    std::vector<std::string_view> keys;
    for (const Field& field : kFields) keys.push_back(field.key);
    return keys;
}

void report_unknown_key(Reader& reader, const YamlNode& key) {
    const bool hides = may_hide(key.text);
    if (hides) reader.result.is_readable = false;
    const std::string_view near = nearest(key.text, known_keys());
    std::string advice = near.empty()
                             ? "Он ни на что не влияет; уберите его, если он не нужен другой программе."
                             : fmt::format("Возможно, «{}»?", near);
    if (key.text.find(':') != std::string::npos) advice = "После двоеточия нужен пробел.";
    if (hides) advice += kHidden;
    reader.report(hides ? Severity::error : Severity::warning, "unknown-key", key,
                  fmt::format("Неизвестный ключ «{}».", key.text), std::move(advice));
}

// Takes what was found, if anything; the article is hidden then.
bool refuse(Reader& reader, std::optional<Diagnostic> found) {
    if (!found) return false;
    found->file = reader.article.path;
    reader.result.is_readable = false;
    reader.result.diagnostics.push_back(*std::move(found));
    return true;
}

void read_fields(Reader& reader, const YamlNode& root) {
    for (std::size_t i = 0; i < root.keys.size(); ++i) {
        const auto has_key = [&](const Field& field) { return field.key == root.keys[i].text; };
        const auto field = std::find_if(kFields.begin(), kFields.end(), has_key);
        if (field != kFields.end()) {
            field->read(reader, root.keys[i], root.items[i]);
        } else {
            report_unknown_key(reader, root.keys[i]);
        }
    }
}

}  // namespace

bool is_front_matter_key(std::string_view word) {
    return std::any_of(kFields.begin(), kFields.end(), [&](const Field& field) { return field.key == word; });
}

FrontMatterResult read_front_matter(std::string_view yaml, int first_line, Article& article) {
    Reader reader(article);
    if (yaml.size() > kMaxBytes) {
        reader.result.is_readable = false;
        reader.report(Severity::error, "front-matter-too-large", YamlNode{}, "Шапка статьи больше 16 КБ.",
                      "Перенесите текст в статью под вторую строку «---».");
        return std::move(reader.result);
    }
    if (refuse(reader, find_slipped_line(yaml, first_line))) return std::move(reader.result);
    const YamlResult parsed = parse_yaml(yaml, article.path, first_line);
    reader.result.diagnostics = parsed.diagnostics;
    reader.result.is_readable = parsed.root.has_value();
    if (!parsed.root || parsed.root->kind == Kind::empty) return std::move(reader.result);
    const YamlNode& root = *parsed.root;
    if (root.kind != Kind::map) {
        reader.result.is_readable = false;
        reader.report(Severity::error, "front-matter-shape", root,
                      "Между строками «---» должны стоять «ключ: значение».",
                      "После двоеточия поставьте пробел; если это не шапка статьи, уберите «---».");
    }
    refuse(reader, find_nested_key(root));
    read_fields(reader, root);
    return std::move(reader.result);
}

}  // namespace kb
