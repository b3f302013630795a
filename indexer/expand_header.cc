// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/expand_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/expand.h"

namespace kb {

namespace {

class Header {
public:
    Header(const FrontMatterBlock& block, const SharedParts& parts, Article& article,
           std::set<std::string>& uses, Diagnostics& diagnostics)
        : block_(block), article_(article), uses_(uses), diagnostics_(diagnostics) {
        values_.variables = parts.variables;  // and no block
    }

    void put(const char* key, std::string& value) {
        if (!may_hold_parts(value)) return;
        const bool is_template = article_.type == ArticleType::template_;
        const Expansion made = expand({article_.path, value, 1, article_.audience, is_template}, values_);
        const int line = line_of(key, value);
        for (const auto& use : made.uses)
            if (!use.starts_with('>')) uses_.insert(use);
        if (!made.is_whole) {
            report("block-in-header", line,
                   fmt::format("В «{}» стоит блок: в шапку блоки не подставляются.", key),
                   "Впишите текст или возьмите переменную.");
            return;
        }
        for (Diagnostic diagnostic : made.diagnostics) {
            diagnostic.line = line;
            diagnostic.column = 0;
            diagnostics_.push_back(std::move(diagnostic));
        }
        value = made.text;
    }

    void put(const char* key, std::vector<std::string>& values) {
        for (auto& value : values) put(key, value);
    }

    void refuse(const char* key, const std::string& value) {
        if (!may_hold_parts(value)) return;
        report("variable-in-name", line_of(key, value),
               fmt::format("В «{}» стоит переменная, а её значение однажды сменится.", key),
               "Впишите сюда само имя.");
    }

    void refuse(const char* key, const std::vector<std::string>& values) {
        for (const auto& value : values) refuse(key, value);
    }

private:
    void report(const char* code, int line, std::string message, std::string advice) {
        diagnostics_.push_back(
            {Severity::warning, code, article_.path, line, 0, std::move(message), std::move(advice)});
    }

    // Of the value as it is written, from its key's line on; the key's line where it is written otherwise.
    int line_of(std::string_view key, std::string_view value) const {
        const std::string_view yaml = block_.yaml;
        std::size_t at = yaml.starts_with(key) ? 0 : yaml.find(fmt::format("\n{}:", key));
        if (at == std::string_view::npos) return block_.yaml_line;
        if (at > 0) ++at;
        if (const auto written = yaml.find(value, at); written != std::string_view::npos) at = written;
        return block_.yaml_line + static_cast<int>(std::count(
                                      yaml.begin(), yaml.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    }

    const FrontMatterBlock& block_;
    Article& article_;
    SharedParts values_;
    std::set<std::string>& uses_;
    Diagnostics& diagnostics_;
};

}  // namespace

void put_values_in(const FrontMatterBlock& block, const SharedParts& parts, Article& article,
                   std::set<std::string>& uses, Diagnostics& diagnostics) {
    if (!may_hold_parts(block.yaml)) return;
    Header header(block, parts, article, uses, diagnostics);
    header.put("title", article.title);
    header.put("summary", article.summary);
    header.put("aliases", article.aliases);
    header.put("pin_for", article.pin_for);
    header.put("tags", article.tags);
    for (auto& ask : article.ask) {
        header.put("ask", ask.question);
        header.put("ask", ask.why);
    }
    header.put("escalate_to", article.escalate_to);
    header.put("collect", article.collect);
    header.put("price", article.price);
    header.put("term", article.term);
    header.refuse("id", article.id);
    header.refuse("slug", article.slug);
    header.refuse("category", article.category);
    header.refuse("related", article.related);
    header.refuse("redirect_from", article.redirect_from);
    header.refuse("suggest_for", article.suggest_for);
    header.refuse("attachments", article.attachments);
    header.refuse("translation_of", article.translation_of);
}

}  // namespace kb
