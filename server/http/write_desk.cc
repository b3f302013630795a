// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/write_desk.h"

#include <string>

#include "indexer/error.h"
#include "server/http/errors.h"

namespace kb {

Workshop& workshop_of(const Services& services) {
    if (services.workshop == nullptr)
        throw HttpError(Refusal::not_found,
                        "Сервер запущен без папки статей: писать здесь нечего. Запустите его с --articles.");
    return *services.workshop;
}

// An empty part of a signature is a fault for Git, and so are its own signs.
Author author_of(const Exchange& exchange) {
    std::string name = exchange.identity.name.empty() ? exchange.identity.login : exchange.identity.name;
    std::string login = exchange.identity.login;
    for (std::string* part : {&name, &login})
        std::erase_if(*part,
                      [](char c) { return c == '<' || c == '>' || static_cast<unsigned char>(c) < 0x20; });
    if (name.empty()) name = "Подсказка";
    if (login.empty()) login = "podskazka";
    return {name, login.find('@') == std::string::npos ? login + "@localhost" : login};
}

HttpResponse write_json_response(std::string body, int status) {
    HttpResponse response{status, "application/json", std::move(body), {}};
    response.set("Cache-Control", "no-store");
    return response;
}

void need_json(const HttpRequest& request) {
    if (value_or(request.headers, "content-type").starts_with("application/json")) return;
    throw HttpError(Refusal::unsupported_media, "Пришлите JSON с заголовком Content-Type: application/json.");
}

HttpResponse mended_by_writer(const std::function<HttpResponse()>& work) {
    try {
        return work();
    } catch (const ConfigError& error) {
        throw HttpError(Refusal::bad_parameter, error.what());
    } catch (const BusyError& error) {
        throw HttpError(Refusal::overloaded, error.what());
    }
}

}  // namespace kb
