// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/errors.h"

#include <algorithm>

#include "indexer/error.h"
#include "server/http/json.h"

namespace kb {

const std::vector<RefusalRow>& refusal_table() {
    static const std::vector<RefusalRow> table = {
        {Refusal::bad_request, 400, "bad-request", "Запрос не разобрать"},
        {Refusal::bad_json, 400, "bad-json", "Тело запроса — не тот JSON, который мы ждём"},
        {Refusal::bad_token, 401, "bad-token", "Токен не подошёл"},
        {Refusal::sign_in_needed, 401, "sign-in-needed", "Это для сотрудников: войдите"},
        {Refusal::customers_only, 401, "customers-only", "Эта справка открыта клиентам"},
        {Refusal::bad_csrf, 403, "bad-csrf", "Не видно, что это отправили вы сами"},
        {Refusal::forbidden, 403, "forbidden", "Сюда нельзя"},
        {Refusal::not_found, 404, "not-found", "Здесь ничего нет"},
        {Refusal::method_not_allowed, 405, "method-not-allowed", "Этот адрес понимает другие методы"},
        {Refusal::request_timeout, 408, "request-timeout", "Запрос шёл слишком долго"},
        {Refusal::precondition_failed, 412, "precondition-failed", "Страница уже другая"},
        {Refusal::length_required, 411, "length-required", "Не сказано, сколько байт в теле запроса"},
        {Refusal::body_too_large, 413, "body-too-large", "Тело запроса больше, чем этот адрес принимает"},
        {Refusal::ticket_too_large, 413, "ticket-too-large", "Текст обращения больше 200 КБ"},
        {Refusal::target_too_long, 414, "target-too-long", "Адрес слишком длинный"},
        {Refusal::unsupported_media, 415, "unsupported-media",
         "Тело запроса в формате, который мы не принимаем"},
        {Refusal::expectation_failed, 417, "expectation-failed", "Того, что ждёт запрос, мы не умеем"},
        {Refusal::query_too_long, 422, "query-too-long", "Запрос длиннее 1000 знаков"},
        {Refusal::bad_parameter, 422, "bad-parameter", "Одно из значений не подходит"},
        {Refusal::too_many_votes, 429, "too-many-votes", "Слишком много оценок подряд"},
        {Refusal::too_many_requests, 429, "too-many-requests", "Слишком много запросов подряд"},
        {Refusal::head_too_large, 431, "head-too-large", "Заголовки запроса слишком велики"},
        {Refusal::internal_error, 500, "internal-error", "У нас что-то сломалось"},
        {Refusal::overloaded, 503, "overloaded", "Сейчас слишком много запросов"},
        {Refusal::not_ready, 503, "not-ready", "База знаний ещё не готова"},
        {Refusal::store_unavailable, 503, "store-unavailable", "Сейчас не получается сохранить ответ"},
        {Refusal::odd_version, 505, "odd-version", "Мы понимаем HTTP/1.1 и HTTP/1.0"},
    };
    return table;
}

const RefusalRow& refusal_row(Refusal refusal) {
    const auto& table = refusal_table();
    return *std::find_if(table.begin(), table.end(),
                         [&](const RefusalRow& row) { return row.refusal == refusal; });
}

const RefusalRow& refusal_of_status(int status) {
    const auto& table = refusal_table();
    const auto row =
        std::find_if(table.begin(), table.end(), [&](const RefusalRow& r) { return r.status == status; });
    return row == table.end() ? refusal_row(status >= 500 ? Refusal::internal_error : Refusal::bad_request)
                              : *row;
}

HttpResponse problem_response(Refusal refusal, std::string_view detail, std::string_view request_id) {
    const RefusalRow& row = refusal_row(refusal);
    HttpResponse response{row.status, "application/problem+json", problem_json(row, detail, request_id), {}};
    if (row.status == 401) response.set("WWW-Authenticate", "Bearer");
    if (refusal == Refusal::overloaded) {
        response.set("Retry-After", "2");
    } else if (row.status == 429 || row.status == 503) {
        response.set("Retry-After", "60");
    }
    return response;
}

HttpResponse answer_or(const std::function<HttpResponse()>& work,
                       const std::function<HttpResponse(const Failure&)>& on_failure) {
    Failure failure{Refusal::internal_error,
                    "Мы уже видим эту ошибку в журнале. Попробуйте ещё раз через минуту.", ""};
    try {
        return work();
    } catch (const HttpError& e) {
        failure = {e.refusal, e.what(), "", e.retry_after_s};
    } catch (const IndexError& e) {
        failure = {Refusal::not_ready, "Индекс базы знаний нужно собрать заново: kb-index build.", e.what()};
    } catch (const BusyError& e) {
        failure = {Refusal::overloaded, "Попробуйте ещё раз через несколько секунд.", e.what(), 1};
    } catch (const StoreError& e) {
        failure = {Refusal::store_unavailable, "Попробуйте ещё раз через минуту.", e.what()};
    } catch (const std::exception& e) {
        failure.private_detail = e.what();
    } catch (...) {
        failure.private_detail = "unknown exception";
    }
    return on_failure(failure);
}

bool try_quietly(const std::function<void()>& work) {
    try {
        work();
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace kb
