// SPDX-License-Identifier: GPL-2.0-or-later
// A text is gone through once. Every part put in leaves a piece, so that a place in the result leads back:
//
//     article   1. Позвоните {{phone}}.           pieces  0 → article 0
//               {{> warranty}}                            21 → value of {{phone}}
//     block     Гарантия — год.                           …  → blocks/warranty.md 0
//
// A block that stands alone on its line, perhaps after «- » or «> », keeps that indentation on all its lines,
// so that it stays in the list item. What it costs: a text without «{{» nothing; else one pass and one copy.
#include "indexer/expand.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/markdown_guard.h"
#include "indexer/nearest.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxParts = 500;  // put into one article

struct Mark {
    std::size_t end = 0;  // one past «}}»
    std::string_view name;
    bool is_block = false;
};

// «{{> name}}» or «{{name}}» at `at`; end 0: neither.
Mark mark_at(std::string_view text, std::size_t at) {
    std::size_t begin = at + 2;
    const std::size_t close = text.find("}}", begin);
    if (close == std::string_view::npos || close - begin > 100) return {};
    Mark mark{close + 2, text.substr(begin, close - begin), false};
    const auto trim = [&] {
        while (mark.name.starts_with(' ')) mark.name.remove_prefix(1);
        while (mark.name.ends_with(' ')) mark.name.remove_suffix(1);
    };
    trim();
    if (mark.name.starts_with('>')) {
        mark.is_block = true;
        mark.name.remove_prefix(1);
        trim();
    }
    return is_part_name(mark.name) ? mark : Mark{};
}

// Of a line: three or more of «`» or «~» after blanks, list and quote marks; empty: none.
std::string_view fence_of(std::string_view line) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t>-*+0123456789.)"), line.size()));
    const char sign = line.empty() ? ' ' : line.front();
    if (sign != '`' && sign != '~') return {};
    const std::size_t length = std::min(line.find_first_not_of(sign), line.size());
    return length < 3 ? std::string_view() : line.substr(0, length);
}

// What a line begins with before a block, as the block's other lines must begin: «  - » → four blanks.
std::string indentation_of(std::string_view before) {
    const bool is_alone = before.find_first_not_of(" \t>-*+0123456789.)") == std::string_view::npos;
    if (!is_alone) return "";
    std::string indentation;
    for (const char c : before) indentation += c == '>' || c == '\t' ? c : ' ';
    return indentation;
}

std::vector<std::string_view> names_of(const SharedParts& parts, bool is_block) {
    std::vector<std::string_view> names;
    if (is_block) {
        for (const auto& [name, block] : parts.blocks) names.push_back(name);
    } else {
        for (const auto& [name, value] : parts.variables) names.push_back(name);
    }
    return names;
}

}  // namespace

class Expander {
public:
    Expander(const ExpandRequest& request, const SharedParts& parts) : request_(request), parts_(parts) {}

    Expansion run() {
        out_.sources_.push_back(
            {std::string(request_.path), std::string(request_.text), request_.first_line});
        add_source(0, "");
        return std::move(out_);
    }

private:
    void add_source(std::size_t source, const std::string& indentation) {
        const std::string text = out_.sources_[source].text;  // sources_ grows while we read
        std::string fence;
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
            const std::string_view line = std::string_view(text).substr(begin, end - begin);
            const std::string_view found = fence_of(line);
            if (begin > 0 && !indentation.empty()) out_.text += indentation;
            if (!fence.empty() || !found.empty()) {
                copy(source, begin, line);
                const bool is_same = !found.empty() && (fence.empty() || found.front() == fence.front());
                if (fence.empty()) {
                    fence = found;
                } else if (is_same && found.size() >= fence.size()) {
                    fence.clear();
                }
            } else {
                add_line(source, begin, line);
            }
            begin = end;
            if (!out_.is_whole && is_full_) return;
        }
    }

    void add_line(std::size_t source, std::size_t begin, std::string_view line) {
        std::size_t copied = 0;
        for (std::size_t at = 0; at + 1 < line.size();) {
            if (line[at] == '`') {
                at = after_code(line, at);
            } else if (line[at] == '\\') {
                at += 2;
            } else if (line.substr(at).starts_with("{{")) {
                const Mark mark = mark_at(line, at);
                if (mark.end == 0 || (!mark.is_block && request_.keeps_slots)) {
                    at += 2;
                    continue;
                }
                copy(source, begin + copied, line.substr(copied, at - copied));
                put(source, begin + at, mark, line);
                at = copied = mark.end;
            } else {
                ++at;
            }
        }
        copy(source, begin + copied, line.substr(copied));
    }

    // Past a code span, or past its backquotes where it is not closed on this line.
    static std::size_t after_code(std::string_view line, std::size_t at) {
        const std::size_t length = std::min(line.find_first_not_of('`', at), line.size()) - at;
        for (std::size_t next = line.find('`', at + length); next != std::string_view::npos;) {
            const std::size_t run = std::min(line.find_first_not_of('`', next), line.size()) - next;
            if (run == length) return next + run;
            next = line.find('`', next + run);
        }
        return at + length;
    }

    void copy(std::size_t source, std::size_t source_at, std::string_view bytes) {
        if (bytes.empty()) return;
        const std::size_t article_at = source == 0 ? source_at : article_at_;
        out_.pieces_.push_back({out_.text.size(), source, source_at, article_at, false});
        append(bytes);
    }
    void append(std::string_view bytes) {
        if (is_full_) return;
        if (out_.text.size() + bytes.size() > kMaxArticleBytes) {
            is_full_ = true;
            fail("expansion-too-large", 0, 0, "Вместе с блоками статья вышла бы больше 256 КБ.",
                 "Разделите её или возьмите меньше блоков.");
            return;
        }
        out_.text += bytes;
    }

    void put(std::size_t source, std::size_t source_at, const Mark& mark, std::string_view line) {
        const std::string name(mark.name);
        out_.uses.insert((mark.is_block ? ">" : "") + name);
        if (source == 0) article_at_ = source_at;
        if (++put_ > kMaxParts) {
            if (put_ == kMaxParts + 1)
                fail("expansion-too-large", source, source_at, "Блоков и переменных в статье больше 500.",
                     "Разделите её.");
            return;
        }
        if (mark.is_block) {
            put_block(source, source_at, name, line);
        } else {
            put_value(source, source_at, mark, line);
        }
    }

    void put_value(std::size_t source, std::size_t source_at, const Mark& mark, std::string_view line) {
        const auto found = parts_.variables.find(mark.name);
        if (found != parts_.variables.end()) {
            out_.pieces_.push_back({out_.text.size(), source, source_at, article_at_, true});
            append(found->second);
            return;
        }
        report(Severity::warning, "unknown-variable", source, source_at,
               fmt::format("Переменной «{}» нет в variables.yaml.", mark.name),
               or_nearest(mark.name, false, "Допишите её туда или возьмите текст в `обратные кавычки`."));
        const std::size_t in_line = source_at - out_.sources_[source].text.rfind('\n', source_at) - 1;
        copy(source, source_at, line.substr(in_line, mark.end - in_line));
    }

    void put_block(std::size_t source, std::size_t source_at, const std::string& name,
                   std::string_view line) {
        const auto found = parts_.blocks.find(name);
        if (found == parts_.blocks.end()) {
            return fail(
                "missing-block", source, source_at, fmt::format("Блока «{}» нет в папке blocks.", name),
                or_nearest(name, true, fmt::format("Создайте файл blocks/{}.md или исправьте имя.", name)));
        }
        if (found->second.audience == Audience::internal && request_.audience == Audience::public_) {
            return fail("internal-block", source, source_at,
                        fmt::format("Блок «{}» для сотрудников, а статья открыта всем.", name),
                        "Возьмите открытый блок или сделайте статью внутренней.");
        }
        if (std::find(stack_.begin(), stack_.end(), name) != stack_.end()) {
            return fail("circular-block", source, source_at,
                        fmt::format("Блоки ссылаются друг на друга по кругу: {} → {}.",
                                    fmt::join(stack_, " → "), name),
                        "Уберите одну из ссылок.");
        }
        if (static_cast<int>(stack_.size()) >= kMaxDepth) {
            return fail("block-too-deep", source, source_at, "Блоки вложены глубже восьми уровней.",
                        "Хватит одного-двух.");
        }
        const std::string& text = out_.sources_[source].text;
        const std::size_t line_begin = source_at == 0 ? 0 : text.rfind('\n', source_at - 1) + 1;
        const std::string indentation = indentation_of(line.substr(0, source_at - line_begin));
        out_.sources_.push_back({found->second.path, found->second.text, found->second.line});
        stack_.push_back(name);
        add_source(out_.sources_.size() - 1, indentation);
        stack_.pop_back();
    }

    std::string or_nearest(std::string_view name, bool is_block, const std::string& advice) const {
        const std::string_view near = nearest(name, names_of(parts_, is_block));
        return near.empty() ? advice : fmt::format("Возможно, «{}»?", near);
    }

    // The article cannot be shown without this.
    void fail(const char* code, std::size_t source, std::size_t source_at, std::string message,
              std::string advice) {
        out_.is_whole = false;
        report(Severity::error, code, source, source_at, std::move(message), std::move(advice));
    }
    void report(Severity severity, const char* code, std::size_t source, std::size_t source_at,
                std::string message, std::string advice) {
        const Expansion::Source& from = out_.sources_[source];
        const std::string_view before = std::string_view(from.text).substr(0, source_at);
        const std::size_t begin = before.rfind('\n') + 1;  // npos + 1 is 0
        const int line = from.first_line + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
        const int column = static_cast<int>(count_code_points(before.substr(begin))) + 1;
        out_.diagnostics.push_back(
            {severity, code, from.path, line, column, std::move(message), std::move(advice)});
    }

    const ExpandRequest& request_;
    const SharedParts& parts_;
    Expansion out_;
    std::vector<std::string> stack_;  // names of the blocks being put in
    std::size_t article_at_ = 0;      // of the outermost mark
    std::size_t put_ = 0;
    bool is_full_ = false;
};

std::size_t Expansion::offset_of(int line, int column) const {
    std::size_t at = 0;
    for (int i = 1; i < line; ++i) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string::npos) return text.size();
        at = end + 1;
    }
    const std::size_t end = std::min(text.find('\n', at), text.size());
    return at +
           first_code_points(std::string_view(text).substr(at, end - at), std::max(column - 1, 0)).size();
}

const Expansion::Piece* Expansion::piece_of(std::size_t offset) const {
    const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), offset,
                                        [](std::size_t at, const Piece& piece) { return at < piece.at; });
    return after == pieces_.begin() ? nullptr : &*std::prev(after);
}

Origin Expansion::origin_of(int line, int column) const {
    const std::size_t offset = offset_of(line, column);
    const Piece* piece = piece_of(offset);
    if (piece == nullptr) return {sources_.at(0).path, line, column};
    const Source& source = sources_[piece->source];
    const std::size_t at =
        std::min(piece->source_at + (piece->is_value ? 0 : offset - piece->at), source.text.size());
    const std::string_view before = std::string_view(source.text).substr(0, at);
    const int source_line =
        source.first_line + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t begin = before.rfind('\n') + 1;
    const int source_column = column == 0 ? 0 : static_cast<int>(count_code_points(before.substr(begin))) + 1;
    return {source.path, source_line, source_column};
}

int Expansion::article_line(int line) const {
    const std::size_t offset = offset_of(line, 1);
    const Piece* piece = piece_of(offset);
    if (piece == nullptr) return line;
    const bool is_own = piece->source == 0 && !piece->is_value;
    const std::size_t at = is_own ? piece->source_at + (offset - piece->at) : piece->article_at;
    const std::string_view before = std::string_view(sources_[0].text).substr(0, at);
    return sources_[0].first_line + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

Expansion expand(const ExpandRequest& request, const SharedParts& parts) {
    return Expander(request, parts).run();
}

bool is_part_name(std::string_view name) {
    const auto is_sign = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || static_cast<unsigned char>(c) >= 0x80;
    };
    return !name.empty() && name.size() <= 80 && std::all_of(name.begin(), name.end(), is_sign);
}

bool may_hold_parts(std::string_view text) { return text.find("{{") != std::string_view::npos; }

}  // namespace kb
