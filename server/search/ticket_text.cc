// SPDX-License-Identifier: GPL-2.0-or-later
// Line by line, from the top:
//
//   From: / Тема: / Отправлено: …              header      left out
//   > старый текст                             quote       left out
//   12.10.2026, 10:15, Иван <i@x.ru> пишет:    quote       and everything below
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

constexpr std::size_t kShownOfRemoved = 200;     // characters
constexpr std::size_t kSignatureLines = 8;       // below «С уважением» at most
constexpr std::size_t kSignatureLineLength = 80;  // characters

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

template <std::size_t N>
bool starts_with_any(std::string_view line, const std::array<std::string_view, N>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](auto beginning) { return line.starts_with(beginning); });
}

template <std::size_t N>
bool contains_any(std::string_view line, const std::array<std::string_view, N>& parts) {
    return std::any_of(parts.begin(), parts.end(), [&](auto part) { return line.find(part) != std::string_view::npos; });
}

bool is_header(std::string_view line) {
    static constexpr std::array<std::string_view, 26> kHeaders{
        "from:", "to:", "cc:", "bcc:", "sent:", "date:", "reply-to:", "message-id:", "received:", "return-path:",
        "mime-version:", "content-type:", "content-transfer-encoding:", "x-", "от:", "от кого:", "кому:", "копия:",
        "дата:", "отправлено:", "отправитель:", "получатель:", "dkim-signature:", "references:", "in-reply-to:", "user-agent:"};
    if (line.starts_with("x-")) return line.find(':') != std::string_view::npos && line.find(' ') > line.find(':');
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
    if (contains_any(line, kMarks) && (line.starts_with("-") || line.starts_with("_") || line.starts_with("=") || line.starts_with("начало")))
        return true;
    const bool ends = line.ends_with("пишет:") || line.ends_with("написал:") || line.ends_with("написала:") ||
                      line.ends_with("написал(а):") || line.ends_with("wrote:") || line.ends_with("пишет(а):") || line.ends_with("писал(а):");
    const bool has_digit = std::any_of(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
    return ends && (has_digit || line.find('@') != std::string_view::npos || line.find('<') != std::string_view::npos);
}

bool is_signature_start(std::string_view line) {
    static constexpr std::array<std::string_view, 14> kBeginnings{
        "с уважением", "с наилучшими пожеланиями", "best regards", "kind regards", "regards,", "sincerely",
        "отправлено с iphone", "отправлено с моего", "отправлено из", "sent from my", "всего доброго", "всего хорошего",
        "с ув.", "искренне ваш"};
    return line == "--" || line == "—" || line == "-- " || starts_with_any(line, kBeginnings);
}

bool is_disclaimer(std::string_view line) {
    static constexpr std::array<std::string_view, 9> kParts{
        "сообщение конфиденциально", "конфиденциальную информацию", "является конфиденциальн", "если вы получили это",
        "если вы не являетесь адресатом", "if you are not the intended", "this message is confidential",
        "this email and any attachments", "подумайте об экологии"};
    return contains_any(line, kParts);
}

// How many bytes of the line greet; 0: none.
std::size_t greeting_length(std::string_view line, std::string_view lowered) {
    static constexpr std::array<std::string_view, 22> kGreetings{
        "здравствуйте", "здраствуйте", "здравствуй", "добрый день", "добрый вечер", "доброе утро", "доброго дня", "доброго времени суток",
        "доброй ночи", "приветствую", "привет", "уважаемая поддержка", "уважаемые коллеги", "уважаемые господа", "уважаемая служба поддержки",
        "коллеги, добрый день", "hello", "hi", "dear support", "good day", "good morning", "добрый"};
    if (lowered.size() != line.size()) return 0;  // case folding moved bytes; let the line be
    std::size_t length = 0;
    for (const auto greeting : kGreetings) {
        if (!lowered.starts_with(greeting) || greeting.size() <= length) continue;
        const auto next = lowered.substr(greeting.size(), 1);
        if (next.empty() || std::string_view(" !,.:;)\t").find(next[0]) != std::string_view::npos) length = greeting.size();
    }
    while (length > 0 && length < line.size() && std::string_view(" !,.:;)\t").find(line[length]) != std::string_view::npos)
        ++length;
    return length;
}

class Cleaner {
public:
    TicketText run(std::string_view raw);

private:
    enum class State { body, history, signature, disclaimer };

    void take(std::string_view line);
    void take_body(std::string_view line, const std::string& lowered);
    void remove(std::string_view kind, std::string_view text);
    void keep(std::string_view line);
    void return_long_signature();

    TicketText out_;
    State state_ = State::body;
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
    out_.text.append(line);
    out_.text.push_back('\n');
}

void Cleaner::take_body(std::string_view line, const std::string& lowered) {
    if (begins_quoted_history(lowered)) {
        state_ = State::history;
        remove("quote", line);
    } else if (is_disclaimer(lowered)) {
        state_ = State::disclaimer;
        remove("disclaimer", line);
    } else if (is_signature_start(lowered) && count_code_points(line) <= kSignatureLineLength) {
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

void Cleaner::take(std::string_view raw) {
    const auto line = trim(raw);
    const auto lowered = lower(line);
    if (line.starts_with(">")) {
        remove("quote", line);
    } else if (state_ == State::body) {
        take_body(line, lowered);
    } else if (state_ == State::history) {
        remove("quote", line);
    } else if (state_ == State::disclaimer) {
        remove("disclaimer", line);
    } else if (begins_quoted_history(lowered) || is_disclaimer(lowered)) {
        for (const auto& kept : signature_) remove("signature", kept);
        signature_.clear();
        state_ = State::body;
        take_body(line, lowered);
    } else if (!line.empty()) {
        signature_.emplace_back(line);
        const bool is_long = count_code_points(line) > kSignatureLineLength;
        if (is_long || signature_.size() > kSignatureLines) return_long_signature();
    }
}

TicketText Cleaner::run(std::string_view raw) {
    const std::string text = text_of_html(raw);
    if (text.size() != raw.size()) out_.removed.push_back({"html", "разметка HTML"});
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = rest.find('\n');
        take(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    for (const auto& line : signature_) remove("signature", line);
    if (trim(out_.text).empty()) out_ = TicketText{text, {}};
    out_.text = std::string(trim(out_.text));
    return std::move(out_);
}

}  // namespace

TicketText clean_ticket(std::string_view raw) { return Cleaner().run(raw); }

}  // namespace kb
