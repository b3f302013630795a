// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/channels/curl_transfer.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <array>
#include <cstring>
#include <memory>

#include "server/channels/sender.h"

namespace kb {
namespace {

constexpr long kTimeout_s = 30;
constexpr long kConnectTimeout_s = 10;

struct FreeHandle {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using List = std::unique_ptr<curl_slist, FreeList>;

void append(List& list, const std::string& text) {
    curl_slist* longer = curl_slist_append(list.get(), text.c_str());
    if (longer == nullptr) throw SendError("Не хватило памяти на отправку.");
    (void)list.release();
    list.reset(longer);
}

// Once for the program, before the first handle.
void start_library() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw SendError("Сетевая библиотека не запустилась.");
}

// What an operator can do something about, in words; empty: what the library says has to do.
std::string_view known_reason(CURLcode code) {
    switch (code) {
        case CURLE_LOGIN_DENIED:
            return "логин или пароль не подошли";
        case CURLE_PEER_FAILED_VERIFICATION:
            return "сертификат сервера не подошёл, поэтому ему ничего не сказано";
        case CURLE_SSL_CACERT_BADFILE:
            return "файл «ca» не читается";
        case CURLE_USE_SSL_FAILED:
            return "сервер не предлагает шифрования, поэтому ему ничего не сказано";
        case CURLE_COULDNT_RESOLVE_HOST:
            return "такого имени в сети нет";
        case CURLE_COULDNT_CONNECT:
            return "сервер не отвечает";
        default:
            return {};
    }
}

struct Transfer {
    Handle handle;
    std::array<char, CURL_ERROR_SIZE> error{};

    explicit Transfer(const std::string& url) {
        start_library();
        handle.reset(curl_easy_init());
        if (!handle) throw SendError("Сетевая библиотека не запустилась.");
        curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
        curl_easy_setopt(handle.get(), CURLOPT_ERRORBUFFER, error.data());
        curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, kTimeout_s);
        curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT, kConnectTimeout_s);
        curl_easy_setopt(handle.get(), CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
        curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https,smtp,smtps");
    }

    void perform(std::string_view what) {
        const CURLcode code = curl_easy_perform(handle.get());
        if (code == CURLE_OK) return;
        const char* why = error[0] == '\0' ? curl_easy_strerror(code) : error.data();
        const std::string_view known = known_reason(code);
        if (known.empty()) throw SendError(fmt::format("{}: {}", what, why));
        throw SendError(fmt::format("{}: {} ({})", what, known, why));
    }
};

std::size_t ignore_answer(char*, std::size_t size, std::size_t count, void*) { return size * count; }

std::size_t give_bytes(char* out, std::size_t size, std::size_t count, void* rest) {
    auto& left = *static_cast<std::string_view*>(rest);
    const std::size_t taken = std::min(size * count, left.size());
    std::memcpy(out, left.data(), taken);
    left.remove_prefix(taken);
    return taken;
}

}  // namespace

int http_post(const std::string& url, const std::vector<std::string>& headers, std::string_view body) {
    Transfer transfer(url);
    List list;
    for (const std::string& header : headers) append(list, header);
    CURL* handle = transfer.handle.get();
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list.get());
    curl_easy_setopt(handle, CURLOPT_POST, 1L);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, ignore_answer);
    transfer.perform("Сервер, которому уходят обращения, не ответил. Проверьте requests.webhook.url");
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
}

void send_mail(const MailTarget& mail, std::string_view message) {
    Transfer transfer(mail.server);
    CURL* handle = transfer.handle.get();
    List recipients;
    append(recipients, "<" + mail.to + ">");
    const std::string from = "<" + mail.from + ">";
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(handle, CURLOPT_USE_SSL, mail.is_plain ? CURLUSESSL_NONE : CURLUSESSL_ALL);
    if (!mail.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, mail.ca_file.c_str());
    if (!mail.user.empty()) {
        curl_easy_setopt(handle, CURLOPT_USERNAME, mail.user.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, mail.password.c_str());
    }
    std::string_view rest = message;
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, give_bytes);
    curl_easy_setopt(handle, CURLOPT_READDATA, &rest);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
    transfer.perform("Почтовый сервер не принял письмо. Проверьте requests.email");
}

}  // namespace kb
