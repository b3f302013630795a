// SPDX-License-Identifier: GPL-2.0-or-later
// yaml-cpp's events are gathered into a small tree of our own. Its Node API is not used: it guesses types,
// follows anchors (a few lines can unfold into gigabytes) and keeps the first of two equal keys without a
// word.
//
// Its messages are for programmers («illegal map value»), so the source line decides what a writer is told:
//     title: Ошибка: не работает   →  «Двоеточие внутри значения «title»» + put quotes
#include "indexer/strict_yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxBytes = 1 << 20;
constexpr std::size_t kMaxDepth = 16;

std::vector<std::string_view> split_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? ""
                                           : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// The lines of the text, and how a place in it is told to the writer.
struct Source {
    std::string_view file;
    int first_line = 1;
    std::vector<std::string_view> lines;

    std::string_view line(int index) const {
        const auto at = static_cast<std::size_t>(std::max(index, 0));
        return at < lines.size() ? lines[at] : std::string_view();
    }
    Diagnostic error(std::string code, int line_index, int byte_column, std::string message,
                     std::string advice) const {
        const std::string_view before =
            line(line_index).substr(0, static_cast<std::size_t>(std::max(byte_column, 0)));
        return {Severity::error,
                std::move(code),
                std::string(file),
                first_line + line_index,
                static_cast<int>(count_code_points(before)) + 1,
                std::move(message),
                std::move(advice)};
    }
};

// What stands in the way of reading on; carries its own diagnostic out of yaml-cpp's callbacks.
struct Refusal {
    Diagnostic diagnostic;
};

// Where a value in quotes ends in its line, one past the quote; npos: not in this line.
std::size_t end_of_quoted(std::string_view line, std::size_t begin) {
    const char quote = line[begin];
    for (std::size_t at = begin + 1; at < line.size(); ++at) {
        if (quote == '"' && line[at] == '\\') {
            ++at;
        } else if (line[at] == quote) {
            const bool is_doubled = quote == '\'' && at + 1 < line.size() && line[at + 1] == quote;
            if (!is_doubled) return at + 1;
            ++at;
        }
    }
    return std::string_view::npos;
}

class TreeBuilder final : public YAML::EventHandler {
public:
    explicit TreeBuilder(const Source& source) : source_(source) {}

    YamlNode root;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    // The word «null» is a word like any other.
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
        const std::string_view line = source_.line(mark.line);
        const std::string_view word = line.substr(
            std::min<std::size_t>(static_cast<std::size_t>(std::max(mark.column, 0)), line.size()), 4);
        const bool is_word = word == "null" || word == "Null" || word == "NULL";
        YamlNode node = node_at(mark, is_word ? YamlNode::Kind::text : YamlNode::Kind::empty);
        if (is_word) node.text = word;
        add(std::move(node));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_anchor(mark); }
    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  const std::string& value) override {
        if (anchor != 0) refuse_anchor(mark);
        check_quotes(mark);
        YamlNode node = node_at(mark, YamlNode::Kind::text);
        node.text = valid_utf8(value);  // yaml-cpp makes half a character of «\N» and «\_»
        add(std::move(node));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, anchor, YamlNode::Kind::list);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, anchor, YamlNode::Kind::map);
    }
    void OnMapEnd() override { close(); }

private:
    YamlNode node_at(const YAML::Mark& mark, YamlNode::Kind kind) const {
        YamlNode node;
        const Diagnostic place = source_.error("", mark.line, mark.column, "", "");
        node.kind = kind;
        node.line = place.line;
        node.column = place.column;
        return node;
    }

    void add(YamlNode node) {
        if (open_.empty()) {
            root = std::move(node);
            return;
        }
        YamlNode& parent = open_.back();
        const bool is_key = parent.kind == YamlNode::Kind::map && parent.keys.size() == parent.items.size();
        if (!is_key) {
            parent.items.push_back(std::move(node));
            return;
        }
        check_key(parent, node);
        parent.keys.push_back(std::move(node));
    }

    void check_key(const YamlNode& map, const YamlNode& key) const {
        Diagnostic diagnostic{Severity::error, "", std::string(source_.file), key.line, key.column, "", ""};
        if (key.kind != YamlNode::Kind::text || key.text.empty()) {
            diagnostic.code = "yaml-syntax";
            diagnostic.message = "Ключ должен быть простым словом.";
            if (key.kind == YamlNode::Kind::map)
                diagnostic.advice =
                    "Значение, которое начинается с «{», возьмите в кавычки: \"{{company}}: возврат\".";
            throw Refusal{diagnostic};
        }
        for (const YamlNode& known : map.keys) {
            if (known.text != key.text) continue;
            diagnostic.code = "duplicate-key";
            diagnostic.message =
                fmt::format("Ключ «{}» написан дважды, первый раз в строке {}.", key.text, known.line);
            diagnostic.advice = "Оставьте один.";
            throw Refusal{diagnostic};
        }
    }

    void check_quotes(const YAML::Mark& mark) const {
        const std::string_view line = source_.line(mark.line);
        const auto column = static_cast<std::size_t>(std::max(mark.column, 0));
        if (column >= line.size() || (line[column] != '"' && line[column] != '\'')) return;
        if (end_of_quoted(line, column) != std::string_view::npos) return;
        throw Refusal{source_.error("unclosed-quote", mark.line, mark.column,
                                    "Кавычка открыта, но в этой строке не закрыта.",
                                    "Закройте её; длинный текст начните с «>» на строке ключа.")};
    }

    [[noreturn]] void refuse_anchor(const YAML::Mark& mark) const {
        throw Refusal{source_.error("yaml-anchor", mark.line, mark.column,
                                    "Знаки «&» и «*» в начале значения здесь не поддерживаются.",
                                    "Если это часть текста, возьмите значение в кавычки.")};
    }

    void open(const YAML::Mark& mark, YAML::anchor_t anchor, YamlNode::Kind kind) {
        if (anchor != 0) refuse_anchor(mark);
        if (open_.size() >= kMaxDepth) {
            throw Refusal{source_.error("yaml-too-deep", mark.line, mark.column,
                                        "Слишком глубокая вложенность.", "Хватит двух-трёх уровней.")};
        }
        open_.push_back(node_at(mark, kind));
    }

    void close() {
        YamlNode node = std::move(open_.back());
        open_.pop_back();
        add(std::move(node));
    }

    const Source& source_;
    std::vector<YamlNode> open_;
};

// «title: Ошибка: не работает» → "title" and where the second colon's value begins; nothing when there is no
// such colon.
struct InnerColon {
    std::string_view key, value;
};
std::optional<InnerColon> inner_colon(std::string_view line) {
    std::string_view rest = trimmed(line);
    if (rest.starts_with("- ")) rest = trimmed(rest.substr(2));
    const std::size_t first = rest.find(": ");
    if (first == std::string_view::npos) return std::nullopt;
    const std::string_view value = trimmed(rest.substr(first + 1));
    const bool is_quoted = value.starts_with('"') || value.starts_with('\'');
    const bool has_colon = value.find(": ") != std::string_view::npos || value.ends_with(':');
    if (is_quoted || !has_colon) return std::nullopt;
    return InnerColon{rest.substr(0, first), value};
}

// A value that begins with a quote and goes on after it: «title: "Как" включить».
bool goes_on_after_quote(std::string_view line) {
    const std::size_t colon = line.find(':');
    const std::size_t begin =
        colon == std::string_view::npos ? colon : line.find_first_not_of(" \t", colon + 1);
    if (begin == std::string_view::npos || (line[begin] != '"' && line[begin] != '\'')) return false;
    const std::size_t end = end_of_quoted(line, begin);
    return end != std::string_view::npos && !trimmed(line.substr(end)).empty();
}

// «audience:internal»: a key whose colon has no space after it.
bool lacks_space(std::string_view line) {
    const std::size_t end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
    return end != std::string_view::npos && end > 0 && line[end] == ':' && end + 1 < line.size() &&
           line[end + 1] != ' ' && line[end + 1] != '/';
}

// The nearest line, this one or above, that opens more brackets than it closes; else this one.
int line_with_open_bracket(const Source& source, int at) {
    const auto count = [](std::string_view line, char sign) {
        return std::count(line.begin(), line.end(), sign);
    };
    for (int index = std::min(at, static_cast<int>(source.lines.size()) - 1); index >= 0; --index) {
        const std::string_view line = source.line(index);
        if (count(line, '[') > count(line, ']') || count(line, '{') > count(line, '}')) return index;
    }
    return at;
}

Diagnostic explain(const Source& source, const YAML::Exception& problem) {
    const int at = problem.mark.line;
    const int column = problem.mark.column;
    const std::string_view line = source.line(at);
    if (line.find('\t') < line.find_first_not_of(" \t")) {
        return source.error("yaml-tab", at, 0, "Отступ сделан табуляцией.", "Замените её пробелами.");
    }
    if (const auto colon = inner_colon(line)) {
        return source.error(
            "yaml-colon", at, column, fmt::format("Двоеточие внутри значения «{}».", colon->key),
            fmt::format("Возьмите значение в кавычки: {}: \"{}\".", colon->key, colon->value));
    }
    if (goes_on_after_quote(line)) {
        return source.error("yaml-quote", at, column, "После закрытой кавычки стоит ещё текст.",
                            "Возьмите всё значение в одинарные кавычки или поставьте «ёлочки».");
    }
    if (problem.msg.find("flow") != std::string::npos) {
        const int open = line_with_open_bracket(source, at);
        const std::size_t sign = source.line(open).find_first_of("[{");
        return source.error("yaml-bracket", open, sign == std::string_view::npos ? 0 : static_cast<int>(sign),
                            "Скобка «[» или «{» не закрыта или закрыта лишняя.",
                            "Проверьте, что у каждой скобки есть пара.");
    }
    for (const int near : {at, at - 1}) {
        if (near < 0 || !lacks_space(source.line(near))) continue;
        return source.error("yaml-space", near, 0, "После двоеточия нет пробела.",
                            "Напишите «ключ: значение».");
    }
    if (problem.msg.find("anchor") != std::string::npos ||
        problem.msg.find("unknown token") != std::string::npos) {
        return source.error("yaml-sign", at, column, "Значение начинается со служебного знака.",
                            "Возьмите значение в кавычки.");
    }
    return source.error("yaml-syntax", at, column,
                        "Эту строку не удалось прочитать: ожидалось «ключ: значение».",
                        "Проверьте отступы, кавычки и двоеточия здесь и строкой выше.");
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].text == key) return &items[i];
    }
    return nullptr;
}

YamlResult parse_yaml(std::string_view text, std::string_view file, int first_line) {
    YamlResult result;
    text = text.substr(0, kMaxBytes);
    const Source source{file, first_line, split_lines(text)};
    TreeBuilder builder(source);
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder);
        const int end_of_first = builder.root.line;
        YamlNode root = std::move(builder.root);
        if (parser.HandleNextDocument(builder)) {
            const int line = std::max(builder.root.line, end_of_first) - first_line;
            result.diagnostics.push_back(source.error("yaml-indent", line, 0,
                                                      "Отступ этой строки не такой, как у строк выше.",
                                                      "Начните все ключи с первого столбца."));
            return result;
        }
        result.root = std::move(root);
    } catch (const YAML::Exception& problem) {
        result.diagnostics.push_back(explain(source, problem));
    } catch (const Refusal& refusal) {
        result.diagnostics.push_back(refusal.diagnostic);
    }
    return result;
}

}  // namespace kb
