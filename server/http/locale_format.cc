// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/locale_format.h"

#include <fmt/format.h>
#include <unicode/dtptngen.h>
#include <unicode/plurrule.h>
#include <unicode/smpdtfmt.h>

#include <chrono>
#include <memory>
#include <stdexcept>

namespace kb {
namespace {

const icu::Locale& locale_of(Lang lang) {
    static const icu::Locale kRussian("ru", "RU");
    static const icu::Locale kEnglish("en", "US");
    return lang == Lang::ru ? kRussian : kEnglish;
}

std::unique_ptr<icu::DateFormat> new_date_format(Lang lang) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
        icu::DateTimePatternGenerator::createInstance(locale_of(lang), status));
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no date patterns");
    const icu::UnicodeString pattern = patterns->getBestPattern("yMMMMd", status);
    auto format = std::make_unique<icu::SimpleDateFormat>(pattern, locale_of(lang), status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no date format");
    format->adoptTimeZone(icu::TimeZone::createTimeZone("UTC"));
    return format;
}

std::string plural_category(std::int64_t number, Lang lang) {
    const auto rules_of = [](Lang of) {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::PluralRules>(icu::PluralRules::forLocale(locale_of(of), status));
    };
    static const std::unique_ptr<icu::PluralRules> kRussian = rules_of(Lang::ru);
    static const std::unique_ptr<icu::PluralRules> kEnglish = rules_of(Lang::en);
    const auto& rules = lang == Lang::ru ? kRussian : kEnglish;
    std::string name;
    if (rules) rules->select(static_cast<std::int32_t>(number % 1'000'000'000)).toUTF8String(name);
    return name;
}

}  // namespace

const char* lang_code(Lang lang) { return lang == Lang::ru ? "ru" : "en"; }

std::string long_date(std::int64_t unix_seconds, Lang lang) {
    thread_local const std::unique_ptr<icu::DateFormat> russian = new_date_format(Lang::ru);
    thread_local const std::unique_ptr<icu::DateFormat> english = new_date_format(Lang::en);
    icu::UnicodeString text;
    (lang == Lang::ru ? russian : english)->format(static_cast<UDate>(unix_seconds) * 1000.0, text);
    std::string out;
    return text.toUTF8String(out);
}

std::string iso_time(std::int64_t unix_seconds) {
    const std::chrono::sys_seconds moment{std::chrono::seconds(unix_seconds)};
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(moment - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string_view plural_form(std::int64_t number, Lang lang, std::string_view forms) {
    const std::string category = plural_category(number, lang);
    std::size_t place = category == "one"                         ? 0
                        : category == "few"                       ? 1
                        : category == "other" && lang == Lang::en ? 1
                                                                  : 2;
    while (place > 0 && forms.find('|') != std::string_view::npos) {
        forms.remove_prefix(forms.find('|') + 1);
        --place;
    }
    return forms.substr(0, forms.find('|'));
}

}  // namespace kb
