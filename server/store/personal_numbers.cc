// SPDX-License-Identifier: GPL-2.0-or-later
// A run of groups is read from the left. At each group the shapes are tried, surest first, and what fits
// takes its groups; the next shape begins after them. So «8 900 123-45-67 4111 1111 1111 1111» is a phone and
// a card:
//
//     8 900 123 45 67 | 4111 1111 1111 1111
//     11 digits from 8    16 digits, Luhn's sum holds
//
// Words before a number decide between shapes that look alike («ИНН», «СНИЛС», «паспорт», «тел.») and, with
// the units after it, save numbers that are nobody's: prices, speeds, codes of errors, numbers of articles.
// Each shape looks at twelve groups at most, so the time is linear.
#include <algorithm>
#include <array>
#include <optional>

#include "server/store/number_runs.h"
#include "server/store/personal_data.h"

namespace kb {
namespace {

using Beginnings = std::vector<std::string_view>;

constexpr std::size_t kMaxGroups = 12;
constexpr std::size_t kFewestDigits = 5;  // of a number that is taken without a name

const Beginnings kPhoneWords{"тел",      "моб",      "сот",    "phone",  "звон",   "номер",
                             "перезвон", "whatsapp", "ватсап", "вотсап", "вайбер", "viber"};
const Beginnings kPassportWords{"паспорт", "сери"};
const Beginnings kCardWords{"карт", "card", "pan", "visa", "mastercard", "мир"};
const Beginnings kSmsWords{"смс", "sms", "подтвержд", "cvv", "cvc", "пин", "pin"};
const Beginnings kErrorWords{"ошиб", "error", "err", "exception", "code", "событи", "event", "сбо"};
const Beginnings kArticleWords{"арт",    "стать", "sku",      "модел", "гост", "верси",
                               "сборк",  "build", "прошивк",  "порт",  "port", "частот",
                               "издел",  "релиз", "kb",       "баг",   "bug",  "постановлен",
                               "приказ", "закон", "разрешен", "индекс"};
const Beginnings kMoneyWords{"сумм",   "цен",     "стоит",  "стоим",  "стоил", "заплат",  "оплат",
                             "списал", "списан",  "спишут", "баланс", "долг",  "перев",   "пополн",
                             "вернул", "верните", "внес",   "внёс",   "плат",  "зарплат", "скидк",
                             "штраф",  "лимит",   "остат",  "пришл"};
constexpr std::array<std::string_view, 49> kUnits{
    "руб", "р.", "₽", "тыс", "млн",  "$",    "€",     "usd", "eur", "коп",  "мбит", "кбит", "гбит",
    "мб",  "кб", "гб",  "тб",  "мс",   "сек",  "мин",   "час", "км",  "метр", "м ",   "м,",   "шт",
    "раз", "дн", "лет", "год", "%",    "балл", "бонус", "гц",  "вт",  "кг",   "чел",  "пикс", "px",
    "mb",  "gb", "kb",  "ms",  "kbps", "mbps", "mbit",  "bit", "mah", "мач"};

// «localhost:43215», «10.0.0.1:27015».
bool is_port(std::string_view text, const DigitGroup& group) {
    if (group.begin < 2 || group.size() > 5 || text[group.begin - 1] != ':') return false;
    const char c = text[group.begin - 2];
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

class Reader {
public:
    Reader(const PersonalText& text, PersonalRanges& out) : text_(text), out_(out) {}
    void read(const DigitRun& run);

private:
    struct Fit {
        std::size_t groups = 0;
        std::optional<Personal> kind;  // nothing: it is nobody's and stays
    };
    using Shape = Fit (Reader::*)(const DigitRun&, std::size_t) const;

    Fit network_or_date(const DigitRun& run, std::size_t at) const;
    Fit named_snils_or_inn(const DigitRun& run, std::size_t at) const;
    Fit passport(const DigitRun& run, std::size_t at) const;
    Fit card(const DigitRun& run, std::size_t at) const;
    Fit foreign_phone(const DigitRun& run, std::size_t at) const;
    Fit phone(const DigitRun& run, std::size_t at) const;
    Fit short_phone(const DigitRun& run, std::size_t at) const;
    Fit snils_or_inn(const DigitRun& run, std::size_t at) const;
    Fit version(const DigitRun& run, std::size_t at) const;
    Fit sms_code(const DigitRun& run, std::size_t at) const;
    Fit plain_number(const DigitRun& run, std::size_t at) const;

    // The groups from `at` that hold exactly `digits` digits; 0: no boundary falls there.
    std::size_t groups_with(const DigitRun& run, std::size_t at, std::size_t digits) const;
    std::string digits(const DigitRun& run, std::size_t at, std::size_t groups) const {
        return digits_of(text_.text, run, at, at + groups);
    }
    std::vector<std::size_t> sizes(const DigitRun& run, std::size_t at, std::size_t groups) const;
    std::string_view sign(const DigitRun& run, std::size_t at) const {
        return sign_after(text_.text, run, at);
    }
    bool is_round(const DigitRun& run, std::size_t at, std::size_t groups) const;
    bool is_measured(const DigitRun& run, std::size_t last) const;
    void take(const DigitRun& run, std::size_t at, const Fit& fit);

    const PersonalText& text_;
    PersonalRanges& out_;
    std::vector<std::string_view> before_;  // words before the run
};

std::size_t Reader::groups_with(const DigitRun& run, std::size_t at, std::size_t digits) const {
    std::size_t count = 0;
    for (std::size_t i = at; i < run.size() && i < at + kMaxGroups; ++i) {
        count += run[i].size();
        if (count == digits) return i - at + 1;
        if (count > digits) return 0;
    }
    return 0;
}

std::vector<std::size_t> Reader::sizes(const DigitRun& run, std::size_t at, std::size_t groups) const {
    std::vector<std::size_t> out;
    for (std::size_t i = at; i < at + groups; ++i) out.push_back(run[i].size());
    return out;
}

Reader::Fit Reader::network_or_date(const DigitRun& run, std::size_t at) const {
    if (const std::size_t groups = groups_of_network(text_.text, run, at)) return {groups, {}};
    const bool is_phone = any_begins(before_, {"тел", "звон"}) && sign(run, at) == "-";
    if (const std::size_t groups = groups_of_date(text_.text, run, at); groups > 0 && !is_phone)
        return {groups, {}};
    return {};
}

Reader::Fit Reader::named_snils_or_inn(const DigitRun& run, std::size_t at) const {
    if (any_begins(before_, {"снилс", "снилса", "snils"}))
        if (const std::size_t groups = groups_with(run, at, 11)) return {groups, Personal::snils};
    if (any_begins(before_, {"инн", "inn"}))
        for (const std::size_t count : {12, 10})
            if (const std::size_t groups = groups_with(run, at, count)) return {groups, Personal::inn};
    return {};
}

// «паспорт 4510 123456», «серия 45 10 номер 123456»: the second part stands in a run of its own.
Reader::Fit Reader::passport(const DigitRun& run, std::size_t at) const {
    const bool is_named = any_begins(before_, kPassportWords);
    const std::size_t groups = groups_with(run, at, 10);
    const auto parts = sizes(run, at, groups);
    using Sizes = std::vector<std::size_t>;
    if (groups > 0 && is_named) return {groups, Personal::passport};
    if (groups > 0 && (parts == Sizes{4, 6} || parts == Sizes{2, 2, 6})) return {groups, Personal::passport};
    if (is_named)
        for (const std::size_t count : {4, 6})
            if (const std::size_t part = groups_with(run, at, count)) return {part, Personal::passport};
    const bool follows =
        !out_.empty() && out_.back().kind == Personal::passport && run[at].begin - out_.back().end < 24;
    const std::size_t rest = follows ? groups_with(run, at, 6) : 0;
    return {rest, rest > 0 ? std::optional(Personal::passport) : std::nullopt};
}

Reader::Fit Reader::card(const DigitRun& run, std::size_t at) const {
    const bool is_named = any_begins(before_, kCardWords);
    for (const std::size_t count : {16, 18, 19, 15, 13}) {
        const std::size_t groups = groups_with(run, at, count);
        if (groups == 0) continue;
        const bool is_whole = groups == 1 || run[at].size() >= 4;
        if (is_whole && (is_luhn(digits(run, at, groups)) || (is_named && count == 16)))
            return {groups, Personal::card};
    }
    return {};
}

// «+375 29 123-45-67»: what follows a plus is a phone, eleven or twelve digits of it.
Reader::Fit Reader::foreign_phone(const DigitRun& run, std::size_t at) const {
    if (!run[at].has_plus) return {};
    const bool is_seven = digits(run, at, 1).front() == '7';
    for (const std::size_t count : {is_seven ? 11 : 12, is_seven ? 12 : 11, 13, 10})
        if (const std::size_t groups = groups_with(run, at, count)) return {groups, Personal::phone};
    return {};
}

// Eleven digits from 7 or 8, or ten from 9; city codes begin with 3, 4 and 8, those of Kazakhstan with 7.
Reader::Fit Reader::phone(const DigitRun& run, std::size_t at) const {
    if (const std::size_t groups = groups_with(run, at, 11)) {
        const std::string all = digits(run, at, groups);
        const bool is_code = std::string_view("34789").find(all[1]) != std::string_view::npos;
        if ((all[0] == '7' || all[0] == '8') && is_code && !is_snils(all)) return {groups, Personal::phone};
        if ((all[0] == '7' || all[0] == '8') && is_code && groups != 4) return {groups, Personal::phone};
    }
    const std::size_t groups = groups_with(run, at, 10);
    if (groups == 0 || any_begins(before_, kPassportWords)) return {};
    const std::string all = digits(run, at, groups);
    const bool is_bracketed =
        run[at].begin > 0 && text_.text[run[at].begin - 1] == '(' && run[at].size() <= 5;
    const bool is_mobile = all[0] == '9' && (groups > 1 || any_begins(before_, kPhoneWords) || !is_inn(all));
    const bool is_named =
        any_begins(before_, kPhoneWords) && (groups > 1 || any_begins(before_, {"тел", "звон", "моб"}));
    if (is_bracketed || is_mobile || is_named) return {groups, Personal::phone};
    return {};
}

// «123-45-67»; with «тел.» before it five or six digits too.
Reader::Fit Reader::short_phone(const DigitRun& run, std::size_t at) const {
    const auto is_hyphened = [&](std::size_t groups) {
        for (std::size_t i = at; i + 1 < at + groups; ++i)
            if (sign(run, i) != "-") return false;
        return true;
    };
    using Sizes = std::vector<std::size_t>;
    const bool is_named = any_begins(before_, {"тел", "звон", "моб", "phone"});
    if (const std::size_t groups = groups_with(run, at, 7)) {
        const bool is_shape = sizes(run, at, groups) == Sizes{3, 2, 2};
        if ((is_shape && is_hyphened(groups)) || is_named) return {groups, Personal::phone};
    }
    for (const std::size_t count : {6, 5}) {
        const std::size_t groups = groups_with(run, at, count);
        if (groups == 0) continue;
        const bool is_shape = sizes(run, at, groups) == Sizes{2, 2, 2} && is_hyphened(groups);
        if (is_shape || is_named) return {groups, Personal::phone};
    }
    return {};
}

Reader::Fit Reader::snils_or_inn(const DigitRun& run, std::size_t at) const {
    using Sizes = std::vector<std::size_t>;
    if (const std::size_t groups = groups_with(run, at, 11); groups > 0 && is_snils(digits(run, at, groups)))
        if (groups == 1 || sizes(run, at, groups) == Sizes{3, 3, 3, 2}) return {groups, Personal::snils};
    if ((run[at].size() == 10 || run[at].size() == 12) && is_inn(digits(run, at, 1)))
        return {1, Personal::inn};
    return {};
}

// «10.0.19045.3693»: more than two parts with nothing but full stops between.
Reader::Fit Reader::version(const DigitRun& run, std::size_t at) const {
    std::size_t groups = 1;
    while (at + groups < run.size() && sign(run, at + groups - 1) == ".") ++groups;
    const bool is_named =
        any_begins(before_, {"верси", "version", "windows", "сборк", "прошивк", "build", "с", "c", "v"});
    if (groups >= 3 || (groups == 2 && (is_named || run[at].size() <= 3))) return {groups, {}};
    return {};
}

Reader::Fit Reader::sms_code(const DigitRun& run, std::size_t at) const {
    const bool is_code = run[at].size() >= 3 && run[at].size() <= 8 && any_begins(before_, kSmsWords);
    return is_code && !is_measured(run, at) ? Fit{1, Personal::code} : Fit{};
}

// «15 000», «1 500 000»: thousands of nobody.
bool Reader::is_round(const DigitRun& run, std::size_t at, std::size_t groups) const {
    const std::string all = digits(run, at, groups);
    if (groups == 1) return all.size() >= 5 && all.size() <= 7 && all.ends_with("000");
    for (std::size_t i = at + 1; i < at + groups; ++i)
        if (run[i].size() != 3) return false;
    return run[at].size() <= 3 && all.size() <= 9 && all.ends_with("000");
}

// A unit after the number: «15 000 ₽», «12500,50 руб.», «100000 Кбит/с».
bool Reader::is_measured(const DigitRun& run, std::size_t last) const {
    const std::string_view low = text_.low;
    std::size_t at = run[last].end;
    if (at + 1 < low.size() && (low[at] == ',' || low[at] == '.') && low[at + 1] >= '0' &&
        low[at + 1] <= '9') {
        ++at;
        while (at < low.size() && at < run[last].end + 4 && low[at] >= '0' && low[at] <= '9') ++at;
    }
    for (const std::string_view blank : {" ", "\u00A0", "\u202F"})
        if (low.compare(at, blank.size(), blank) == 0) {
            at += blank.size();
            break;
        }
    const std::string_view rest = low.substr(std::min(at, low.size()));
    if (rest == "р" || rest.starts_with("р ") || rest.starts_with("р,") || rest == "м") return true;
    return std::any_of(kUnits.begin(), kUnits.end(),
                       [&](std::string_view unit) { return rest.starts_with(unit); });
}

// What no shape has taken: as many groups as belong together.
Reader::Fit Reader::plain_number(const DigitRun& run, std::size_t at) const {
    std::size_t groups = 1;
    while (at + groups < run.size() && groups < kMaxGroups && run[at + groups].size() >= 2 &&
           !run[at + groups].has_plus && sign(run, at + groups - 1).size() <= 2)
        ++groups;
    const std::string all = digits(run, at, groups);
    const bool is_years =
        groups == 2 && run[at].size() == 4 && run[at + 1].size() == 4 && all[0] <= '2' && all[4] <= '2';
    const bool has_long = std::any_of(run.begin() + static_cast<std::ptrdiff_t>(at),
                                      run.begin() + static_cast<std::ptrdiff_t>(at + groups),
                                      [](const DigitGroup& group) { return group.size() >= kFewestDigits; });
    if (!has_long && (all.size() < 6 || is_years)) return {groups, {}};
    const bool is_kept = is_port(text_.text, run[at]) || any_begins(before_, kErrorWords) ||
                         any_begins(before_, kArticleWords) || is_round(run, at, groups) ||
                         is_measured(run, at + groups - 1) ||
                         (all.size() <= 7 && any_begins(before_, kMoneyWords));
    return {groups, is_kept ? std::nullopt : std::optional(Personal::number)};
}

void Reader::take(const DigitRun& run, std::size_t at, const Fit& fit) {
    if (!fit.kind) return;
    std::size_t begin = run[at].begin;
    const std::size_t end = run[at + fit.groups - 1].end;
    if (run[at].has_plus) --begin;
    const bool has_bracket = begin > 0 && text_.text[begin - 1] == '(' &&
                             text_.text.substr(begin, end - begin).find(')') != std::string_view::npos;
    if (has_bracket) --begin;
    if (has_bracket && begin > 0 && text_.text[begin - 1] == '+') --begin;
    out_.push_back({begin, end, *fit.kind});
}

void Reader::read(const DigitRun& run) {
    static constexpr std::array<Shape, 11> kShapes{
        &Reader::network_or_date, &Reader::named_snils_or_inn, &Reader::card,         &Reader::foreign_phone,
        &Reader::phone,           &Reader::passport,           &Reader::snils_or_inn, &Reader::version,
        &Reader::short_phone,     &Reader::sms_code,           &Reader::plain_number};
    before_ = text_.words_before(run.front().begin);
    for (std::size_t at = 0; at < run.size();) {
        Fit fit;
        for (const Shape shape : kShapes) {
            fit = (this->*shape)(run, at);
            if (fit.groups > 0) break;
        }
        take(run, at, fit);
        at += std::max<std::size_t>(1, fit.groups);
    }
}

}  // namespace

void find_numbers(const PersonalText& text, PersonalRanges& out) {
    PersonalRanges numbers;
    Reader reader(text, numbers);
    for (const DigitRun& run : digit_runs(text.text)) reader.read(run);
    out.insert(out.end(), numbers.begin(), numbers.end());
}

}  // namespace kb
