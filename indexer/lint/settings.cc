// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "indexer/nearest.h"
#include "indexer/strict_yaml.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxBytes = 64 * 1024;

constexpr std::array<std::string_view, 4> kSeverities = {"hint", "warning", "error", "off"};

struct Limit {
    std::string_view name;
    int LintSettings::*value;
    int least;
    int most;
};
constexpr std::array kLimits = {
    Limit{"sentence_words", &LintSettings::sentence_words, 5, 1000},
    Limit{"paragraph_words", &LintSettings::paragraph_words, 20, 10000},
    Limit{"table_columns", &LintSettings::table_columns, 1, 30},
    Limit{"readability", &LintSettings::readability, -1000, 200},
    Limit{"stale_days", &LintSettings::stale_days, 1, 10000},
    Limit{"stale_score", &LintSettings::stale_score, 1, 1000000},
};

class SettingsReader {
public:
    explicit SettingsReader(std::string_view file) : file_(file) {}

    LintSettingsResult result;

    void read(const YamlNode& root) {
        for (std::size_t i = 0; i < root.keys.size(); ++i) {
            const YamlNode& key = root.keys[i];
            const YamlNode& value = root.items[i];
            if (key.text == "rules") {
                for_each(value, [&](const auto& name, const auto& word) { read_rule(name, word); });
            } else if (key.text == "limits") {
                for_each(value, [&](const auto& name, const auto& number) { read_limit(name, number); });
            } else if (key.text == "you") {
                read_choice<3>(key, value, {"lower", "upper", "any"}, result.settings.you);
            } else if (key.text == "yo") {
                read_choice<2>(key, value, {"mixed", "any"}, result.settings.yo);
            } else {
                unknown<4>(key, {"rules", "limits", "you", "yo"});
            }
        }
    }

private:
    template <typename Use>
    void for_each(const YamlNode& map, const Use& use) {
        for (std::size_t i = 0; i < map.keys.size(); ++i) use(map.keys[i], map.items[i]);
        if (map.kind != YamlNode::Kind::map && map.kind != YamlNode::Kind::empty)
            report(map, "Здесь нужны строки «название: значение».", "Сдвиньте их вправо пробелами.");
    }
    void read_rule(const YamlNode& code, const YamlNode& word) {
        const auto found = std::find(kSeverities.begin(), kSeverities.end(), word.text);
        if (find_rule(code.text) == nullptr) {
            result.diagnostics.push_back(unknown_rule(file_, code.line, code.column, code.text));
        } else if (found == kSeverities.end()) {
            report(word, fmt::format("Неизвестная важность «{}».", word.text),
                   fmt::format("Можно: {}.", fmt::join(kSeverities, ", ")));
        } else {
            const auto index = static_cast<std::size_t>(found - kSeverities.begin());
            result.settings.severities[code.text] =
                index == 3 ? std::nullopt : std::optional(static_cast<Severity>(index));
        }
    }
    void read_limit(const YamlNode& name, const YamlNode& number) {
        const auto limit = std::find_if(kLimits.begin(), kLimits.end(),
                                        [&](const Limit& row) { return row.name == name.text; });
        if (limit == kLimits.end()) {
            std::array<std::string_view, kLimits.size()> names;
            std::transform(kLimits.begin(), kLimits.end(), names.begin(),
                           [](const Limit& row) { return row.name; });
            return unknown(name, names);
        }
        int value = 0;
        const char* end = number.text.data() + number.text.size();
        const auto parsed = std::from_chars(number.text.data(), end, value);
        if (parsed.ec == std::errc() && parsed.ptr == end && value >= limit->least && value <= limit->most) {
            result.settings.*(limit->value) = value;
        } else {
            report(number, fmt::format("«{}» не годится для «{}».", number.text, name.text),
                   fmt::format("Нужно целое число от {} до {}.", limit->least, limit->most));
        }
    }
    template <std::size_t count>
    void read_choice(const YamlNode& key, const YamlNode& value,
                     const std::array<std::string_view, count>& words, std::string& into) {
        if (std::find(words.begin(), words.end(), value.text) != words.end()) {
            into = value.text;
        } else {
            report(value, fmt::format("Неизвестное значение «{}» ключа «{}».", value.text, key.text),
                   fmt::format("Можно: {}.", fmt::join(words, ", ")));
        }
    }
    template <std::size_t count>
    void unknown(const YamlNode& key, const std::array<std::string_view, count>& words) {
        const std::string_view near = nearest(key.text, words);
        report(key, fmt::format("Неизвестный ключ «{}».", key.text),
               near.empty() ? fmt::format("Можно: {}.", fmt::join(words, ", "))
                            : fmt::format("Возможно, «{}»?", near));
    }
    void report(const YamlNode& node, std::string message, std::string advice) {
        result.diagnostics.push_back({Severity::warning, "bad-lint-settings", file_, node.line, node.column,
                                      std::move(message), std::move(advice)});
    }

    std::string file_;
};

}  // namespace

std::optional<Severity> LintSettings::severity_of(std::string_view code, Severity severity) const {
    if (const auto found = severities.find(code); found != severities.end()) return found->second;
    const LintRule* rule = find_rule(code);
    return rule == nullptr ? severity : rule->severity;
}

bool LintSettings::is_on(std::string_view code) const {
    return severity_of(code, Severity::hint).has_value();
}

LintSettingsResult parse_lint_settings(std::string_view file, std::string_view bytes) {
    SettingsReader reader(file);
    if (bytes.size() > kMaxBytes) {
        reader.result.diagnostics.push_back({Severity::warning, "bad-lint-settings", std::string(file), 0, 0,
                                             "Файл больше 64 КБ, он пропущен.", "Сократите его."});
        return std::move(reader.result);
    }
    const YamlResult parsed = parse_yaml(valid_utf8(bytes), file, 1);
    reader.result.diagnostics = parsed.diagnostics;
    if (parsed.root && parsed.root->kind == YamlNode::Kind::map) reader.read(*parsed.root);
    return std::move(reader.result);
}

Diagnostic unknown_rule(std::string file, int line, int column, std::string_view code) {
    std::vector<std::string_view> codes;
    for (const LintRule& rule : lint_rules()) codes.push_back(rule.code);
    const std::string_view near = nearest(code, codes);
    return {Severity::warning,
            "unknown-rule",
            std::move(file),
            line,
            column,
            fmt::format("Правила «{}» нет.", code),
            near.empty() ? "Список правил: kb-index lint --rules." : fmt::format("Возможно, «{}»?", near)};
}

}  // namespace kb
