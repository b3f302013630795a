// SPDX-License-Identifier: GPL-2.0-or-later
// Two sums, from what stands in the text:
//
//   advanced   a term («DNS», «прошивка», «трассировка»)          1 each
//              a code («0x80070005», «192.168.0.1», «v2.4.1»)      1 each
//              a command («ipconfig /all», «sudo …», «--verbose»)  2 each
//   basic      a word of somebody who is lost («не понимаю»,
//              «не разбираюсь», «куда нажать», «пенсионер»)        2 each
//              a diminutive thing («кнопочка», «окошко»)           2 each
//              shouting (three «!» together, words in capitals)    1 once
//
// Each word counts once, however often it comes. Two points and more than the other sum make a level; less
// is no level at all. «Не понимаю, почему DNS не отвечает на 192.168.0.1»: advanced 2, basic 2, so nothing
// is said. What it gets wrong: a beginner who copies an error message looks advanced, unless they say that
// they are lost.
#include "server/search/level_guess.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "stemming/script.h"
#include "stemming/utf8.h"

namespace kb {

namespace {

constexpr std::size_t kCharactersRead = 6000;
constexpr double kEnough = 2;

// By stem, so that «прошивку» counts like «прошивка».
const std::unordered_set<std::string>& term_stems() {
    static const std::unordered_set<std::string> stems = [] {
        Analyzer analyzer;
        std::unordered_set<std::string> out;
        for (
            const auto& token : analyzer.analyze(
                "dns dhcp nat ipv6 ipv4 mac-адрес пинг ping трассировка tracert traceroute ssh ftp api лог "
                "логи "
                "прошивка bios uefi драйвер ssl tls vpn vlan pppoe mtu snmp telnet конфиг конфигурация json "
                "xml "
                "webhook вебхук токен endpoint эндпоинт шлюз маршрутизация маршрут порт прокси хост firewall "
                "файрвол брандмауэр реестр консоль терминал скрипт регэксп сервер кэш кеш curl git linux "
                "ubuntu "
                "debian docker kubernetes http https cookie localhost localstorage useragent stacktrace дамп "
                "бэкап репликация сертификат пакет мультикаст multicast igmp qos latency jitter джиттер "
                "латентность "
                "битрейт кодек rtmp sdk debug отладка дебаг регресс баг-репорт воспроизвести"))
            if (!token.is_stop_word) out.insert(token.stem);
        return out;
    }();
    return stems;
}

constexpr std::array<std::string_view, 12> kCommands{"ipconfig", "ifconfig", "tracert ", "traceroute ",
                                                     "nslookup", "netsh ",   "sudo ",    "systemctl",
                                                     "curl ",    "chmod ",   " --",      "cmd.exe"};

constexpr std::array<std::string_view, 27> kLost{"не понимаю",
                                                 "не понял",
                                                 "не поняла",
                                                 "не разбираюсь",
                                                 "не силен",
                                                 "не силён",
                                                 "не сильна",
                                                 "не знаю как",
                                                 "не знаю, как",
                                                 "куда нажать",
                                                 "куда нажимать",
                                                 "что нажать",
                                                 "куда тыкать",
                                                 "пенсионер",
                                                 "бабушк",
                                                 "дедушк",
                                                 "внук",
                                                 "внучк",
                                                 "простыми словами",
                                                 "по-простому",
                                                 "для чайников",
                                                 "не компьютерщик",
                                                 "не технарь",
                                                 "ничего не умею",
                                                 "как это делается",
                                                 "с компьютером на вы",
                                                 "впервые"};

constexpr std::array<std::string_view, 18> kDiminutives{
    "кнопочк",  "окошк",     "окошеч",     "значоч",     "галочк",  "стрелочк",
    "экранчик", "программк", "коробочк",   "проводоч",   "лампочк", "картиночк",
    "буковк",   "циферк",    "интернетик", "телефончик", "менюшк",  "сообщеньиц"};

double count_parts(std::string_view text, const auto& parts) {
    return static_cast<double>(std::count_if(parts.begin(), parts.end(), [&](std::string_view part) {
        return text.find(part) != std::string_view::npos;
    }));
}

// «ПОМОГИТЕ»; short words may be abbreviations.
bool is_loud(std::string_view word) {
    constexpr std::size_t kLeastLetters = 5;
    const auto letters = to_utf32(word);
    return letters.size() >= kLeastLetters &&
           std::all_of(letters.begin(), letters.end(), [](char32_t letter) {
               const std::string one = to_utf8(std::u32string(1, letter));
               return is_cyrillic(letter) && lower(one) != one;
           });
}

bool is_shouted(std::string_view text, const std::vector<Token>& tokens) {
    if (text.find("!!!") != std::string_view::npos) return true;
    const auto loud = std::count_if(tokens.begin(), tokens.end(), [&](const Token& token) {
        return token.kind == TokenKind::word &&
               is_loud(text.substr(token.range.begin, token.range.end - token.range.begin));
    });
    return loud >= 2;
}

double advanced_sum(const std::string& lowered, const std::vector<Token>& tokens) {
    std::unordered_set<std::string_view> seen;
    double sum = 0;
    std::size_t read = 0;  // the parts of «192.168.0.1» are not more codes
    for (const auto& token : tokens) {
        if (token.range.begin < read || !seen.insert(token.stem).second) continue;
        read = token.range.end;
        if (token.kind == TokenKind::code || term_stems().contains(token.stem)) sum += 1;
    }
    return sum + 2 * count_parts(lowered, kCommands);
}

constexpr std::array<std::string_view, 26> kServiceWishes{"сделайте за меня",
                                                          "сделайте сами",
                                                          "сделайте, пожалуйста, сами",
                                                          "можете сами",
                                                          "сами настро",
                                                          "настройте мне",
                                                          "настройте за",
                                                          "настройте сами",
                                                          "вызвать мастера",
                                                          "вызов мастера",
                                                          "вызовите мастера",
                                                          "пришлите мастера",
                                                          "нужен мастер",
                                                          "мастер на дом",
                                                          "мастера на дом",
                                                          "приедет мастер",
                                                          "пусть мастер",
                                                          "пусть приед",
                                                          "под ключ",
                                                          "платно",
                                                          "за деньги",
                                                          "я заплачу",
                                                          "готов заплатить",
                                                          "готова заплатить",
                                                          "сколько стоит настро",
                                                          "сколько стоит подключ"};

}  // namespace

bool wants_service(std::string_view text) {
    const std::string lowered = lower(first_code_points(text, kCharactersRead));
    return std::any_of(kServiceWishes.begin(), kServiceWishes.end(),
                       [&](std::string_view wish) { return lowered.find(wish) != std::string::npos; });
}

Level guess_level(std::string_view text, Analyzer& analyzer) {
    const std::string read = valid_utf8(first_code_points(text, kCharactersRead));
    const std::string lowered = lower(read);
    const auto tokens = analyzer.analyze(read);
    const double advanced = advanced_sum(lowered, tokens);
    const double basic = 2 * count_parts(lowered, kLost) + 2 * count_parts(lowered, kDiminutives) +
                         (is_shouted(read, tokens) ? 1 : 0);
    if (advanced >= kEnough && advanced > basic) return Level::advanced;
    if (basic >= kEnough && basic > advanced) return Level::basic;
    return Level::none;
}

}  // namespace kb
