// SPDX-License-Identifier: GPL-2.0-or-later
// Line by line, from the top:
//
//   From: / Тема: / Отправлено: …              header      left out
//   > старый текст                             quote       left out
//   12.10.2026, 10:15, Иван <i@x.ru> пишет:    quote       and everything below
//   пн, 12 окт. 2026 г. в 10:15, <i@x.ru>:     quote       and everything below
//   From: / От: with other headers below, after some text
//                                              quote       and everything below
//   ----- Исходное сообщение -----             quote       and everything below
//   Здравствуйте!                              greeting    left out, the rest of the line stays
//   С уважением, / Best regards / -- / Отправлено с iPhone
//                                              signature   and the short lines below
//   Это сообщение конфиденциально …            disclaimer  and everything below
//
// A rule must be sure of itself: a line that merely begins like a greeting keeps
// its other words, and a «signature» with more than a few lines below it is
// taken for text after all.
#include "server/search/ticket_text.h"

#include <algorithm>
#include <array>

#include "stemming/normalize.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kShownOfRemoved = 200;      // characters
constexpr std::size_t kSignatureLines = 8;        // below «С уважением» at most
constexpr std::size_t kSignatureLineLength = 80;  // characters

// Blanks of all kinds: mail programs put no-break ones at the beginnings of lines.
std::string_view trim(std::string_view text) {
    static constexpr std::array<std::string_view, 8> kBlanks{" ",      "\t",     "\r",     "\n",
                                                             "\u00A0", "\u200B", "\u202F", "\uFEFF"};
    const auto drop = [&](auto is_at_edge, auto cut) {
        for (bool found = true; found;) {
            found = false;
            for (const auto blank : kBlanks) {
                if (!is_at_edge(blank)) continue;
                cut(blank.size());
                found = true;
            }
        }
    };
    drop([&](auto blank) { return text.starts_with(blank); }, [&](auto bytes) { text.remove_prefix(bytes); });
    drop([&](auto blank) { return text.ends_with(blank); }, [&](auto bytes) { text.remove_suffix(bytes); });
    return text;
}

template <std::size_t N>
bool starts_with_any(std::string_view line, const std::array<std::string_view, N>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](auto beginning) { return line.starts_with(beginning); });
}

template <std::size_t N>
bool contains_any(std::string_view line, const std::array<std::string_view, N>& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](auto part) { return line.find(part) != std::string_view::npos; });
}

bool is_header(std::string_view line) {
    static constexpr std::array<std::string_view, 26> kHeaders{"from:",
                                                               "to:",
                                                               "cc:",
                                                               "bcc:",
                                                               "sent:",
                                                               "date:",
                                                               "reply-to:",
                                                               "message-id:",
                                                               "received:",
                                                               "return-path:",
                                                               "mime-version:",
                                                               "content-type:",
                                                               "content-transfer-encoding:",
                                                               "x-",
                                                               "от:",
                                                               "от кого:",
                                                               "кому:",
                                                               "копия:",
                                                               "дата:",
                                                               "отправлено:",
                                                               "отправитель:",
                                                               "получатель:",
                                                               "dkim-signature:",
                                                               "references:",
                                                               "in-reply-to:",
                                                               "user-agent:"};
    if (line.starts_with("x-"))
        return line.find(':') != std::string_view::npos && line.find(' ') > line.find(':');
    return starts_with_any(line, kHeaders);
}

// «Тема: …» is a header whose value is worth keeping.
std::string_view subject_of(std::string_view line, std::string_view lowered) {
    for (const std::string_view key : {"subject:", "тема:"})
        if (lowered.starts_with(key)) return trim(line.substr(key.size()));
    return {};
}

bool begins_quoted_history(std::string_view line) {
    static constexpr std::array<std::string_view, 8> kMarks{
        "исходное сообщение", "пересылаемое сообщение", "пересланное сообщение", "original message",
        "forwarded message",  "начало пересылаемого",   "конец пересылаемого",   "предыдущее сообщение"};
    if (contains_any(line, kMarks) && (line.starts_with("-") || line.starts_with("_") ||
                                       line.starts_with("=") || line.starts_with("начало")))
        return true;
    if (line.ends_with(">:") && line.find('@') != std::string_view::npos)
        return true;  // Gmail, Mail.ru, Yandex
    const bool ends = line.ends_with("пишет:") || line.ends_with("написал:") || line.ends_with("написала:") ||
                      line.ends_with("написал(а):") || line.ends_with("wrote:") ||
                      line.ends_with("пишет(а):") || line.ends_with("писал(а):");
    const bool has_digit = std::any_of(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
    return ends && (has_digit || line.find('@') != std::string_view::npos ||
                    line.find('<') != std::string_view::npos);
}

// Whether a farewell ends with these words: a stop, a name or nothing follows. «С уважением
// отношусь к вам, но…» is text.
bool is_farewell_rest(std::string_view rest) {
    if (rest.empty() || std::string_view(",.!-:").find(rest.front()) != std::string_view::npos) return true;
    rest = trim(rest);
    return rest.empty() || lower(first_code_points(rest, 1)) != first_code_points(rest, 1);
}

bool is_signature_start(std::string_view line, std::string_view lowered) {
    static constexpr std::array<std::string_view, 12> kFarewells{
        "с уважением",     "с наилучшими пожеланиями",
        "best regards",    "kind regards",
        "regards",         "sincerely",
        "sincerely yours", "всего доброго",
        "всего хорошего",  "с ув",
        "искренне ваш",    "искренне ваша"};
    static constexpr std::array<std::string_view, 12> kPrograms{
        "отправлено с iphone",   "отправлено с ipad",   "отправлено с моего",   "отправлено с мобильного",
        "отправлено из мобильн", "отправлено из почты", "отправлено из яндекс", "отправлено из приложения",
        "отправлено из outlook", "отправлено из mail",  "отправлено из gmail",  "sent from my"};
    if (lowered == "--" || lowered == "—" || starts_with_any(lowered, kPrograms)) return true;
    if (lowered.size() != line.size()) return false;
    return std::any_of(kFarewells.begin(), kFarewells.end(), [&](auto farewell) {
        return lowered.starts_with(farewell) && is_farewell_rest(line.substr(farewell.size()));
    });
}

bool is_disclaimer(std::string_view line) {
    static constexpr std::array<std::string_view, 12> kParts{
        "сообщение конфиденциально",        "содержит конфиденциальн",
        "содержать конфиденциальн",         "является конфиденциальн",
        "получили это сообщение по ошибке", "получили это письмо по ошибке",
        "получили данное письмо по ошибке", "если вы не являетесь адресатом",
        "if you are not the intended",      "this message is confidential",
        "this email and any attachments",   "подумайте об экологии"};
    return contains_any(line, kParts);
}

// Outlook quotes without a mark: «От: … / Отправлено: … / Кому: …». One header alone may be text.
bool begins_header_block(std::string_view line, std::string_view below) {
    if (!line.starts_with("from:") && !line.starts_with("от:") && !line.starts_with("от кого:")) return false;
    while (!below.empty()) {
        const auto end = below.find('\n');
        const auto next = trim(below.substr(0, end));
        if (!next.empty()) {
            const auto lowered = lower(next);
            return is_header(lowered) || !subject_of(next, lowered).empty();
        }
        below.remove_prefix(end == std::string_view::npos ? below.size() : end + 1);
    }
    return false;
}

// How many bytes of the line greet; 0: none.
std::size_t greeting_length(std::string_view line, std::string_view lowered) {
    static constexpr std::array<std::string_view, 22> kGreetings{"здравствуйте",
                                                                 "здраствуйте",
                                                                 "здравствуй",
                                                                 "добрый день",
                                                                 "добрый вечер",
                                                                 "доброе утро",
                                                                 "доброго дня",
                                                                 "доброго времени суток",
                                                                 "доброй ночи",
                                                                 "приветствую",
                                                                 "привет",
                                                                 "уважаемая поддержка",
                                                                 "уважаемые коллеги",
                                                                 "уважаемые господа",
                                                                 "уважаемая служба поддержки",
                                                                 "коллеги, добрый день",
                                                                 "hello",
                                                                 "hi",
                                                                 "dear support",
                                                                 "good day",
                                                                 "good morning",
                                                                 "добрый"};
    if (lowered.size() != line.size()) return 0;  // case folding moved bytes; let the line be
    std::size_t length = 0;
    for (const auto greeting : kGreetings) {
        if (!lowered.starts_with(greeting) || greeting.size() <= length) continue;
        const auto next = lowered.substr(greeting.size(), 1);
        if (next.empty() || std::string_view(" !,.:;)\t").find(next[0]) != std::string_view::npos)
            length = greeting.size();
    }
    while (length > 0 && length < line.size() &&
           std::string_view(" !,.:;)\t").find(line[length]) != std::string_view::npos)
        ++length;
    return length;
}

class Cleaner {
public:
    TicketText run(std::string_view raw);

private:
    enum class State { body, history, signature, disclaimer };

    void take(std::string_view line, std::string_view below);
    void take_body(std::string_view line, const std::string& lowered, std::string_view below);
    void remove(std::string_view kind, std::string_view text);
    void keep(std::string_view line);
    void return_long_signature();

    TicketText out_;
    State state_ = State::body;
    bool has_text_ = false;
    std::vector<std::string> signature_;  // lines below its start, until we know
};

void Cleaner::remove(std::string_view kind, std::string_view text) {
    text = trim(text);
    if (text.empty()) return;
    if (!out_.removed.empty() && out_.removed.back().kind == kind) {
        auto& shown = out_.removed.back().text;
        if (count_code_points(shown) >= kShownOfRemoved) return;
        shown = std::string(first_code_points(shown + "\n" + std::string(text), kShownOfRemoved));
        return;
    }
    out_.removed.push_back({std::string(kind), std::string(first_code_points(text, kShownOfRemoved))});
}

void Cleaner::keep(std::string_view line) {
    has_text_ = has_text_ || !trim(line).empty();
    out_.text.append(line);
    out_.text.push_back('\n');
}

void Cleaner::take_body(std::string_view line, const std::string& lowered, std::string_view below) {
    if (begins_quoted_history(lowered) || (has_text_ && begins_header_block(lowered, below))) {
        state_ = State::history;
        remove("quote", line);
    } else if (is_disclaimer(lowered)) {
        state_ = State::disclaimer;
        remove("disclaimer", line);
    } else if (is_signature_start(line, lowered) && count_code_points(line) <= kSignatureLineLength) {
        state_ = State::signature;
        remove("signature", line);
    } else if (const auto subject = subject_of(line, lowered); !subject.empty()) {
        remove("header", line.substr(0, static_cast<std::size_t>(subject.data() - line.data())));
        keep(subject);
    } else if (is_header(lowered)) {
        remove("header", line);
    } else if (const auto greets = greeting_length(line, lowered); greets > 0) {
        remove("greeting", line.substr(0, greets));
        if (greets < line.size()) keep(line.substr(greets));
    } else {
        keep(line);
    }
}

// More lines below than a signature has, or long ones: it was text after all.
void Cleaner::return_long_signature() {
    for (const auto& line : signature_) keep(line);
    signature_.clear();
    state_ = State::body;
}

void Cleaner::take(std::string_view raw, std::string_view below) {
    const auto line = trim(raw);
    const auto lowered = lower(line);
    if (line.starts_with(">") || state_ == State::history) {
        remove("quote", line);
    } else if (state_ == State::body) {
        take_body(line, lowered, below);
    } else if (state_ == State::disclaimer) {
        remove("disclaimer", line);
    } else if (begins_quoted_history(lowered) || begins_header_block(lowered, below) ||
               is_disclaimer(lowered)) {
        for (const auto& kept : signature_) remove("signature", kept);
        signature_.clear();
        state_ = State::body;
        take_body(line, lowered, below);
    } else if (!line.empty()) {
        signature_.emplace_back(line);
        const bool is_long = count_code_points(line) > kSignatureLineLength;
        if (is_long || signature_.size() > kSignatureLines) return_long_signature();
    }
}

TicketText Cleaner::run(std::string_view raw) {
    const std::string letter = valid_utf8(raw);
    const std::string text = text_of_html(letter);
    if (text != letter) out_.removed.push_back({"html", "разметка HTML"});
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = rest.find('\n');
        const auto line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        take(line, rest);
    }
    for (const auto& line : signature_) remove("signature", line);
    if (trim(out_.text).empty()) out_ = TicketText{text, {}};
    out_.text = std::string(trim(out_.text));
    return std::move(out_);
}

}  // namespace

TicketText clean_ticket(std::string_view raw) { return Cleaner().run(raw); }

}  // namespace kb
