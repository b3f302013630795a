// SPDX-License-Identifier: GPL-2.0-or-later
// A term counts as explained where it first stands: followed by «—» or «(», preceded by «(», or inside a
// link. An article whose title holds the term is about it and explains it as a whole.
#include "indexer/lint/glossary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/lint/subject.h"
#include "indexer/nearest.h"
#include "indexer/strict_yaml.h"
#include "stemming/analyzer.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

// Without compounds: their parts follow.
std::vector<Token> plain_tokens(Analyzer& analyzer, std::string_view text) {
    std::vector<Token> tokens = analyzer.analyze(text);
    std::erase_if(tokens, [](const Token& token) { return token.is_compound; });
    return tokens;
}

std::vector<std::string> stems_of(Analyzer& analyzer, std::string_view text) {
    std::vector<std::string> stems;
    for (const Token& token : plain_tokens(analyzer, text)) stems.push_back(token.stem);
    return stems;
}

struct Found {
    const ProseBlock* block = nullptr;
    ByteRange range;
};

// Where the stems stand one after another.
std::optional<ByteRange> first_place(const std::vector<Token>& tokens,
                                     const std::vector<std::string>& stems) {
    for (std::size_t at = 0; at + stems.size() <= tokens.size(); ++at) {
        std::size_t same = 0;
        while (same < stems.size() && tokens[at + same].stem == stems[same]) ++same;
        if (same == stems.size()) return ByteRange{tokens[at].range.begin, tokens[at + same - 1].range.end};
    }
    return std::nullopt;
}

bool is_explained(const ProseBlock& block, const ByteRange& range) {
    const auto holds = [&](const ByteRange& link) {
        return link.begin <= range.begin && range.end <= link.end;
    };
    if (std::any_of(block.links.begin(), block.links.end(), holds)) return true;
    const std::string_view text = block.text;
    std::string_view after = text.substr(range.end);
    for (const std::string_view skipped : {"»", "\"", " ", "\u00A0"}) {
        if (after.starts_with(skipped)) after.remove_prefix(skipped.size());
    }
    if (after.starts_with("(") || after.starts_with("—") || after.starts_with("–") || after.starts_with("- "))
        return true;
    std::string_view before = text.substr(0, range.begin);
    for (const std::string_view skipped : {"«", "\""}) {
        if (before.ends_with(skipped)) before.remove_suffix(skipped.size());
    }
    return before.ends_with("(");
}

class TermReader {
public:
    TermReader(std::string_view file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

    std::optional<Glossary::Term> read(const YamlNode& map) {
        Glossary::Term term;
        std::vector<std::string> names;
        for (std::size_t i = 0; i < map.keys.size(); ++i) {
            const YamlNode& value = map.items[i];
            if (map.keys[i].text == "term") {
                term.term = value.text;
                names.push_back(value.text);
            } else if (map.keys[i].text == "means") {
                term.means = value.text;
            } else if (map.keys[i].text == "also") {
                for (const YamlNode& item : value.items) names.push_back(item.text);
            } else {
                unknown_key(map.keys[i]);
            }
        }
        if (term.term.empty() || term.means.empty()) {
            report(map, "У термина нет term или means.", "Напишите «term: DNS» и «means: …».");
            return std::nullopt;
        }
        for (const std::string& name : names) {
            if (auto stems = stems_of(analyzer_, name); !stems.empty())
                term.stems.push_back(std::move(stems));
        }
        return term;
    }
    void report(const YamlNode& node, std::string message, std::string advice) {
        diagnostics_.push_back({Severity::warning, "bad-glossary", file_, node.line, node.column,
                                std::move(message), std::move(advice)});
    }

private:
    void unknown_key(const YamlNode& key) {
        constexpr std::array<std::string_view, 3> kKeys = {"term", "means", "also"};
        const std::string_view near = nearest(key.text, kKeys);
        report(key, fmt::format("Неизвестный ключ «{}».", key.text),
               near.empty() ? "Можно: term, means, also." : fmt::format("Возможно, «{}»?", near));
    }

    std::string file_;
    Diagnostics& diagnostics_;
    Analyzer analyzer_;
};

// The first place of a term in the prose, under any of its names.
std::optional<Found> find_term(const Glossary::Term& term, const std::vector<const ProseBlock*>& blocks,
                               const std::vector<std::vector<Token>>& tokens) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        for (const std::vector<std::string>& stems : term.stems) {
            if (const auto place = first_place(tokens[i], stems)) return Found{blocks[i], *place};
        }
    }
    return std::nullopt;
}

}  // namespace

Diagnostics Glossary::add(std::string_view file, std::string_view bytes) {
    const YamlResult parsed = parse_yaml(valid_utf8(bytes), file, 1);
    Diagnostics diagnostics = parsed.diagnostics;
    if (!parsed.root || parsed.root->kind == YamlNode::Kind::empty) return diagnostics;
    TermReader reader(file, diagnostics);
    if (parsed.root->kind != YamlNode::Kind::list) {
        reader.report(*parsed.root, "Словарь должен быть списком.", "Начните каждый термин с «- term: …».");
        return diagnostics;
    }
    for (const YamlNode& item : parsed.root->items) {
        if (auto term = reader.read(item)) terms_.push_back(std::move(*term));
    }
    return diagnostics;
}

void find_unexplained_terms(const Subject& subject, const std::vector<BlockWords>& blocks) {
    const Glossary* glossary = subject.context.glossary;
    const Article& article = subject.article;
    if (glossary == nullptr || glossary->terms().empty() || article.audience != Audience::public_) return;
    if (article.level == Level::advanced) return;
    Analyzer analyzer;
    const std::vector<Token> title = plain_tokens(analyzer, article.title);
    std::vector<const ProseBlock*> texts;
    std::vector<std::vector<Token>> tokens;
    for (const BlockWords& block : blocks) {
        if (block.block->kind == ProseBlock::Kind::heading) continue;
        texts.push_back(block.block);
        tokens.push_back(plain_tokens(analyzer, block.block->text));
    }
    for (const Glossary::Term& term : glossary->terms()) {
        const auto is_in_title = [&](const auto& stems) { return first_place(title, stems).has_value(); };
        if (std::any_of(term.stems.begin(), term.stems.end(), is_in_title)) continue;
        const auto found = find_term(term, texts, tokens);
        if (!found || is_explained(*found->block, found->range)) continue;
        subject.report("unexplained-term", *found->block, found->range.begin,
                       fmt::format("«{}» здесь впервые и без объяснения.", term.term),
                       fmt::format("Объясните: «{} — {}».", term.term, term.means));
    }
}

}  // namespace kb
