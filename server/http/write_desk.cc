// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/write_desk.h"

#include "indexer/error.h"
#include "server/http/errors.h"

namespace kb {

Workshop& workshop_of(const Services& services) {
    if (services.workshop == nullptr)
        throw HttpError(Refusal::not_found,
                        "Сервер запущен без папки статей: писать здесь нечего. Запустите его с --articles.");
    return *services.workshop;
}

Author author_of(const Exchange&) { return {"Подсказка", "podskazka@localhost"}; }

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
