// SPDX-License-Identifier: GPL-2.0-or-later
// Who forgets to change the layout often changes it in the middle, for a name: «Pfghjc yf PHP». So each
// blank-separated piece is judged by itself, «Pfghjc» → «Запрос», «PHP» known as typed, and what most of the
// text turns out to be decides for pieces that say nothing in either layout.
#include "server/search/layout_repair.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "stemming/keyboard_layout.h"
#include "stemming/script.h"
#include "stemming/stop_words.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kLongChunk = 4;  // letters from which a word is hardly known by chance

class LayoutRepair {
public:
    LayoutRepair(Analyzer& analyzer, const std::function<bool(const Token&)>& is_known)
        : analyzer_(analyzer), is_known_(is_known) {}

    std::string run(std::string_view text);

private:
    struct Chunk {
        std::string typed, other;
        bool is_known = false;
        bool has_meaning = false;  // as typed, though perhaps by chance
    };

    bool are_known(const std::vector<Token>& tokens) const;
    std::optional<std::string> in_other_layout(const std::string& chunk);
    std::optional<std::string> parts_in_other_layout(const std::string& chunk);
    Chunk read(std::string typed);

    Analyzer& analyzer_;
    const std::function<bool(const Token&)>& is_known_;
};

// A word must be known in its own right: function words count, chance letters do not.
bool LayoutRepair::are_known(const std::vector<Token>& tokens) const {
    return !tokens.empty() && std::all_of(tokens.begin(), tokens.end(), [&](const Token& token) {
        return token.is_compound || token.is_stop_word || is_frame_word(token.text) || is_known_(token);
    });
}

// What one blank-separated piece says in the other layout; nothing when that is
// no known word either. A comma at its end may be a comma after all.
std::optional<std::string> LayoutRepair::in_other_layout(const std::string& chunk) {
    const auto letters = to_utf32(chunk);
    const bool latin = std::any_of(letters.begin(), letters.end(), is_latin);
    const auto convert = [&](std::string_view text) {
        return latin ? to_russian_layout(text) : to_english_layout(text);
    };
    auto whole = convert(chunk);
    if (are_known(analyzer_.analyze(whole))) return whole;
    const auto end = chunk.find_last_not_of(",.;:!?") + 1;
    if (end == 0 || end == chunk.size()) return std::nullopt;
    auto shorter = convert(std::string_view(chunk).substr(0, end)) + chunk.substr(end);
    if (are_known(analyzer_.analyze(shorter))) return shorter;
    return std::nullopt;
}

// «SaaS-ghbkj;tybt»: the layout was changed at the hyphen, and the base knows the one half as typed and the
// other in the other layout. Nothing when a part is known in neither, or each as typed.
std::optional<std::string> LayoutRepair::parts_in_other_layout(const std::string& chunk) {
    if (chunk.find('-') == std::string::npos) return std::nullopt;
    std::string joined;
    bool is_changed = false;
    for (std::size_t at = 0; at <= chunk.size();) {
        const auto end = std::min(chunk.find('-', at), chunk.size());
        const auto part = chunk.substr(at, end - at);
        const bool stays = are_known(analyzer_.analyze(part));
        const auto other = stays ? part : in_other_layout(part);
        if (!other) return std::nullopt;
        is_changed = is_changed || !stays;
        joined += *other;
        if (end < chunk.size()) joined.push_back('-');
        at = end + 1;
    }
    return is_changed ? std::optional(joined) : std::nullopt;
}

LayoutRepair::Chunk LayoutRepair::read(std::string typed) {
    Chunk chunk{std::move(typed), "", false, false};
    const auto tokens = analyzer_.analyze(chunk.typed);
    const bool is_long = count_code_points(chunk.typed) >= kLongChunk;
    chunk.has_meaning = tokens.empty() || are_known(tokens);
    chunk.is_known = tokens.empty() || (chunk.has_meaning && (is_long || tokens.front().is_stop_word));
    if (chunk.is_known) return chunk;
    auto other = in_other_layout(chunk.typed);
    if (!other && !chunk.has_meaning) other = parts_in_other_layout(chunk.typed);
    chunk.other = other.value_or("");
    return chunk;
}

// The text with the pieces typed in the wrong layout put right; empty when there are none. One longer
// unknown word that the other layout makes known decides; then short ones follow («yf» → «на»), and
// unknown ones when most of the rest was wrong too. A short word that the base knows as typed and not
// otherwise («nbgf sdn») stays.
std::string LayoutRepair::run(std::string_view text) {
    std::vector<Chunk> chunks;
    std::size_t sure = 0;
    std::size_t known = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = text.find_first_not_of(" \t\r\n", at);
        if (begin == std::string_view::npos) break;
        at = std::min(text.find_first_of(" \t\r\n", begin), text.size());
        auto chunk = read(std::string(text.substr(begin, at - begin)));
        const bool is_long = count_code_points(chunk.typed) >= kLongChunk;
        known += chunk.is_known && is_long;
        sure += !chunk.other.empty() && is_long;
        chunks.push_back(std::move(chunk));
    }
    if (sure == 0) return {};
    std::string repaired;
    for (auto& chunk : chunks) {
        if (!repaired.empty()) repaired.push_back(' ');
        const auto& typed = chunk.typed;
        if (!chunk.other.empty())
            repaired += chunk.other;
        else if (chunk.has_meaning || sure <= known || script_of(to_utf32(typed)) != Script::latin)
            repaired += typed;
        else
            repaired += to_russian_layout(typed);
    }
    return repaired;
}

}  // namespace

std::string repair_layout(std::string_view text, Analyzer& analyzer,
                          const std::function<bool(const Token&)>& is_known) {
    return LayoutRepair(analyzer, is_known).run(text);
}

}  // namespace kb
