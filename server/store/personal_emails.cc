// SPDX-License-Identifier: GPL-2.0-or-later
// «@» is looked for, then the name before it and the host after it are taken, whatever alphabet and however
// the person has spaced them: «ivan @ mail . ru», «иван@почта.рф», «ivan@mail,ru». People who hide from
// robots write «ivan собака mail точка ru» and «ivan(at)mail(dot)ru»: a sign in words counts where a host
// with a dot follows. A nick is personal where the word before says so: «телеграм @ivan_petrov».
#include <algorithm>
#include <array>

#include "server/store/personal_data.h"

namespace kb {
namespace {

constexpr std::size_t kLongestName = 64;   // bytes before the sign
constexpr std::size_t kLongestHost = 128;  // bytes after it
constexpr std::size_t kShortestNick = 4;

bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '%' || c == '+' || c == '-' || static_cast<unsigned char>(c) == 0xD0 ||
           static_cast<unsigned char>(c) == 0xD1 || (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}
bool is_host_byte(char c) { return is_name_byte(c) && c != '%' && c != '+' && c != '_' && c != '.'; }
bool is_letter_byte(char c) { return is_host_byte(c) && c != '-' && !(c >= '0' && c <= '9'); }

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] == ' ') ++at;
    return at;
}

struct Sign {
    std::string_view text;
    bool needs_blank = false;  // a word: it must stand apart
};
constexpr std::array<Sign, 10> kAts{{{"@", false},
                                     {"(at)", false},
                                     {"[at]", false},
                                     {"{at}", false},
                                     {"(собака)", false},
                                     {"[собака]", false},
                                     {"«собака»", false},
                                     {"собака", true},
                                     {"собачка", true},
                                     {"dog", true}}};
constexpr std::array<Sign, 7> kDots{{{".", false},
                                     {"(dot)", false},
                                     {"[dot]", false},
                                     {"(точка)", false},
                                     {"точка", true},
                                     {"dot", true},
                                     {",", false}}};

// One past the sign at `at` with the blanks around it, or `at` when none of `signs` stands there.
template <std::size_t N>
std::size_t after_sign(const PersonalText& text, std::size_t at, const std::array<Sign, N>& signs) {
    const std::size_t begin = skip_blanks(text.low, at);
    for (const Sign& sign : signs) {
        if (text.low.compare(begin, sign.text.size(), sign.text) != 0) continue;
        const std::size_t end = skip_blanks(text.low, begin + sign.text.size());
        const bool stands_apart = begin > at && end > begin + sign.text.size();
        if (!sign.needs_blank || stands_apart) return end;
    }
    return at;
}

std::size_t end_of_label(std::string_view text, std::size_t at) {
    const std::size_t limit = std::min(text.size(), at + kLongestHost);
    while (at < limit && is_host_byte(text[at])) ++at;
    return at;
}

bool has_letter(std::string_view text) { return std::any_of(text.begin(), text.end(), is_letter_byte); }

// «.» within a word, or with blanks around where a known ending follows: «mail . ru», «mail, ru» but not
// «mail. Ответьте».
bool may_go_on(const PersonalText& text, std::size_t from, std::size_t to, std::size_t label_end) {
    const std::string_view gap = text.text.substr(from, to - from);
    const bool is_in_words = gap.find_first_not_of(" .,") != std::string_view::npos;  // « точка », «(dot)»
    if (gap == "." || is_in_words) return true;
    static constexpr std::array<std::string_view, 12> kEndings{"ru",  "ру",  "com", "ком", "рф", "su",
                                                               "net", "org", "by",  "kz",  "ua", "info"};
    const std::string_view label = std::string_view(text.low).substr(to, label_end - to);
    return std::find(kEndings.begin(), kEndings.end(), label) != kEndings.end();
}

struct Host {
    std::size_t end = 0;
    int dots = 0;
};

Host host_at(const PersonalText& text, std::size_t at) {
    Host host{end_of_label(text.text, at), 0};
    while (host.end > at && host.end - at < kLongestHost) {
        std::size_t next = after_sign(text, host.end, kDots);
        if (next == host.end) next = skip_blanks(text.text, host.end);  // «собака yandex ру»
        if (next == host.end) break;
        const std::size_t end = end_of_label(text.text, next);
        if (end == next || !may_go_on(text, host.end, next, end)) break;
        host = {end, host.dots + 1};
    }
    while (host.end > at && text.text[host.end - 1] == '-') --host.end;
    return host;
}

// Where the name that ends at `end` begins; `end` when there is none.
std::size_t name_before(std::string_view text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0 && end - begin < kLongestName && is_name_byte(text[begin - 1])) --begin;
    while (begin < end && ((static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80 || text[begin] == '.' ||
                           text[begin] == '-'))
        ++begin;
    return begin;
}

void take_nick(const PersonalText& text, std::size_t at, PersonalRanges& out) {
    static const std::vector<std::string_view> kPlaces{
        "телегр", "телег", "тг", "тг-", "telegram", "tg", "ник", "инст", "insta", "вк", "vk", "мессендж"};
    std::size_t end = at + 1;
    while (end < text.text.size() && end - at < kLongestName && is_name_byte(text.text[end]) &&
           text.text[end] != '.')
        ++end;
    if (end - at <= kShortestNick || !any_begins(text.words_before(at), kPlaces)) return;
    out.push_back({at, end, Personal::nick});
}

// The sign itself stands at `at`, blanks before it are skipped.
void take_address(const PersonalText& text, std::size_t at, std::size_t after, bool is_sure,
                  PersonalRanges& out) {
    std::size_t name_end = at;
    while (name_end > 0 && at - name_end < 3 && text.text[name_end - 1] == ' ') --name_end;
    const std::size_t begin = name_before(text.text, name_end);
    if (begin == name_end) {
        if (is_sure && after == at + 1) take_nick(text, at, out);
        return;
    }
    const Host host = host_at(text, after);
    const bool is_spaced = name_end < at || (after > at && text.text[after - 1] == ' ');
    const bool has_host = host.end > after && has_letter(text.text.substr(after, host.end - after));
    if (!has_host || (host.dots == 0 && (!is_sure || is_spaced))) return;
    out.push_back({begin, host.end, Personal::email});
}

}  // namespace

void find_emails(const PersonalText& text, PersonalRanges& out) {
    for (std::size_t at = 0; at < text.low.size(); ++at) {
        const char c = text.low[at];
        const bool may_begin =
            c == '@' || c == '(' || c == '[' || c == '{' || c == 'd' || c == '\xD1' || c == '\xC2';
        if (!may_begin) continue;
        for (const Sign& sign : kAts) {
            if (text.low.compare(at, sign.text.size(), sign.text) != 0) continue;
            const std::size_t after = skip_blanks(text.low, at + sign.text.size());
            const bool stands_apart = at > 0 && text.low[at - 1] == ' ' && after > at + sign.text.size();
            if (sign.needs_blank && !stands_apart) continue;
            if (!out.empty() && at < out.back().end) break;
            take_address(text, at, after, sign.text == "@", out);
            break;
        }
    }
}

}  // namespace kb
