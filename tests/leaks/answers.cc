// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/leaks/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "stemming/utf8.h"

namespace kb::test {
namespace {

constexpr std::size_t kAround = 160;

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    if (from.empty()) return;
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

bool is_word_byte(char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Runs of letters.
template <typename OnWord>
void for_each_word(std::string_view text, const OnWord& on_word) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        while (at < text.size() && is_word_byte(text[at])) ++at;
        if (at > begin) on_word(text.substr(begin, at - begin));
        if (at == begin) ++at;
    }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

// «9f…-6a1…-5c…» of 74 characters is a form's token, «1234-5678» a ticket's number.
bool is_drawn(std::string_view run) {
    if (run.size() >= 60) return true;
    return run.size() == 9 && run[4] == '-' && std::count_if(run.begin(), run.end(), is_digit) == 8;
}

std::string without_drawn(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && (is_hex(text[end]) || text[end] == '-')) ++end;
        const std::string_view run = text.substr(at, end - at);
        out += is_drawn(run) ? std::string_view("DRAWN") : run;
        if (end < text.size()) out += text[end];
        at = end + 1;
    }
    return out;
}

std::string excerpt(std::string_view text, std::size_t at) {
    const std::size_t begin = at < kAround ? 0 : at - kAround;
    return valid_utf8(text.substr(begin, 2 * kAround));
}

void add_between(std::vector<std::string>& out, std::string_view text, std::string_view before,
                 std::string_view after) {
    for (std::size_t at = text.find(before); at != std::string_view::npos; at = text.find(before, at + 1)) {
        const std::size_t begin = at + before.size();
        const std::size_t end = text.find(after, begin);
        if (end == std::string_view::npos) return;
        out.emplace_back(text.substr(begin, end - begin));
    }
}

}  // namespace

std::string comparable(const HttpResponse& response) {
    std::string body = response.body;
    replace_all(body, response.header("X-Request-Id").value_or(""), "REQUEST");
    const std::string plain = without_drawn(body);
    const bool is_drawn_anew = plain != body;  // then so is its ETag
    std::string text = fmt::format("{} {}\n\n{}\n\n", response.status, response.content_type, plain);
    std::vector<std::string> lines;
    for (const auto& [name, value] : response.headers)
        if (name != "X-Request-Id" && !(name == "ETag" && is_drawn_anew))
            lines.push_back(fmt::format("{}: {}\n", name, without_drawn(value)));
    std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines) text += line;
    return text;
}

std::string first_difference(std::string_view with, std::string_view without) {
    const auto [a, b] = std::mismatch(with.begin(), with.end(), without.begin(), without.end());
    const auto at = static_cast<std::size_t>(a - with.begin());
    return fmt::format("with what is hidden:\n…{}…\nwithout it:\n…{}…", excerpt(with, at),
                       excerpt(without, at));
}

std::vector<std::string> addresses_in(const HttpResponse& response) {
    std::vector<std::string> found;
    for (const char* before : {"href=\"", "src=\"", "action=\"", "\"url\":\""})
        add_between(found, response.body, before, "\"");
    add_between(found, response.body, "<loc>", "</loc>");
    add_between(found, response.body, "Sitemap: ", "\n");
    if (const auto location = response.header("Location")) found.emplace_back(*location);
    for (std::string& address : found) {
        replace_all(address, "&amp;", "&");
        const std::size_t scheme = address.find("://");
        if (scheme != std::string::npos) address.erase(0, address.find('/', scheme + 3));
        address.erase(std::min(address.find('#'), address.size()));
    }
    std::erase_if(found, [](const std::string& address) { return !address.starts_with('/'); });
    return found;
}

CanaryWatch::CanaryWatch(const std::vector<Canary>& canaries) {
    for (const Canary& canary : canaries) place_of_.emplace(canary.word, canary.place);
}

std::vector<std::string> CanaryWatch::seen_in(std::string_view text, std::string_view said) const {
    std::map<std::string, std::string> places;  // by word
    const auto look = [&](std::string_view plain) {
        for_each_word(plain, [&](std::string_view word) {
            if (const auto found = place_of_.find(word); found != place_of_.end())
                places.emplace(found->first, found->second);
        });
    };
    look(lower(text));
    if (text.find('%') != std::string_view::npos) look(lower(percent_decode(text, false)));
    if (!places.empty())
        for_each_word(lower(percent_decode(said, true)),
                      [&](std::string_view word) { places.erase(std::string(word)); });
    std::set<std::string> out;
    for (const auto& [word, place] : places) out.insert(place);
    return {out.begin(), out.end()};
}

}  // namespace kb::test
