// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/loan_words.h"

#include <unordered_map>

namespace kb {

namespace {

struct Loan {
    std::string_view spelling, canonical;
};

// Spellings are stems, so «айфоном» and «вайфая» are met as well.
// clang-format off
constexpr Loan kLoans[]{
    {"wifi", "wifi"}, {"вайфа", "wifi"}, {"вайф", "wifi"}, {"вайфай", "wifi"}, {"вифи", "wifi"},
    {"виф", "wifi"}, {"wi-fi", "wifi"}, {"email", "email"}, {"емейл", "email"}, {"имейл", "email"},
    {"емэйл", "email"}, {"емаил", "email"}, {"имэйл", "email"}, {"мейл", "email"}, {"мэйл", "email"},
    {"mail", "email"}, {"емайл", "email"}, {"bluetooth", "bluetooth"}, {"блютуз", "bluetooth"},
    {"блютус", "bluetooth"}, {"блутуз", "bluetooth"}, {"блутус", "bluetooth"}, {"смс", "sms"},
    {"смск", "sms"}, {"смсок", "sms"}, {"смска", "sms"}, {"смски", "sms"}, {"смску", "sms"},
    {"смсками", "sms"}, {"эсэмэск", "sms"}, {"эсэмэс", "sms"}, {"sms", "sms"}, {"юсб", "usb"},
    {"usb", "usb"}, {"впн", "vpn"}, {"vpn", "vpn"}, {"кьюар", "qr"}, {"куар", "qr"}, {"qr", "qr"},
    {"android", "android"}, {"андроид", "android"}, {"андройд", "android"}, {"windows", "windows"},
    {"window", "windows"}, {"виндовс", "windows"}, {"виндоус", "windows"}, {"винд", "windows"},
    {"виндус", "windows"}, {"iphone", "iphone"}, {"iphon", "iphone"}, {"айфон", "iphone"},
    {"google", "google"}, {"googl", "google"}, {"гугл", "google"}, {"youtube", "youtube"},
    {"youtub", "youtube"}, {"ютуб", "youtube"}, {"ютюб", "youtube"}, {"telegram", "telegram"},
    {"телеграм", "telegram"}, {"телеграмм", "telegram"}, {"whatsapp", "whatsapp"},
    {"ватсап", "whatsapp"}, {"вотсап", "whatsapp"}, {"вацап", "whatsapp"}, {"воцап", "whatsapp"},
    {"ватсапп", "whatsapp"}, {"html", "html"}, {"хтмл", "html"}, {"url", "url"}, {"урл", "url"},
    {"ip", "ip"}, {"айпи", "ip"}, {"айп", "ip"}, {"dns", "dns"}, {"днс", "dns"}, {"excel", "excel"},
    {"эксел", "excel"}, {"ексел", "excel"}, {"word", "word"}, {"ворд", "word"}, {"linux", "linux"},
    {"линукс", "linux"}, {"rutube", "rutube"}, {"рутуб", "rutube"}, {"рутюб", "rutube"},
    {"skype", "skype"}, {"skyp", "skype"}, {"скайп", "skype"}, {"outlook", "outlook"},
    {"аутлук", "outlook"}, {"pdf", "pdf"}, {"пдф", "pdf"}, {"hdmi", "hdmi"}, {"хдми", "hdmi"},
    {"iptv", "iptv"}, {"айпитв", "iptv"}, {"ethernet", "ethernet"}, {"эзернет", "ethernet"},
    {"лан", "lan"}, {"lan", "lan"}, {"pin", "pin"}, {"пин", "pin"}, {"cvc", "cvc"}, {"цвц", "cvc"},
    {"apple", "apple"}, {"appl", "apple"}, {"эпл", "apple"}, {"яндекс", "yandex"},
    {"yandex", "yandex"}, {"вк", "vk"}, {"vk", "vk"}, {"зум", "zoom"}, {"zoom", "zoom"},
    {"ssd", "ssd"}, {"ссд", "ssd"}, {"gps", "gps"}, {"джипиэс", "gps"}, {"chrome", "chrome"},
    {"хром", "chrome"}, {"facebook", "facebook"}, {"фейсбук", "facebook"}, {"instagram", "instagram"},
    {"инстаграм", "instagram"}
};
// clang-format on

const std::unordered_map<std::string_view, std::string_view>& loans() {
    static const auto kBySpelling = [] {
        std::unordered_map<std::string_view, std::string_view> map;
        for (const auto& [spelling, canonical] : kLoans) map.emplace(spelling, canonical);
        return map;
    }();
    return kBySpelling;
}

}  // namespace

std::string canonical_loan(std::string_view text, std::string_view stem) {
    auto found = loans().find(stem);
    if (found == loans().end()) found = loans().find(text);
    return found == loans().end() ? std::string() : std::string(found->second);
}

}  // namespace kb
