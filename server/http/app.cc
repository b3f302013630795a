// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/app.h"

#include "indexer/error.h"
#include "indexer/links.h"
#include "server/clock.h"
#include "server/config.h"
#include "server/http/auth.h"
#include "server/http/cors.h"
#include "server/http/customer_token.h"
#include "server/http/headers.h"
#include "server/http/page_handlers.h"
#include "server/http/session_cookie.h"
#include "server/log.h"
#include "server/metrics.h"

namespace kb {
namespace {

bool is_api_path(std::string_view path) { return path.starts_with("/api/"); }

TrustedProxies proxies_of(const Config& config) {
    TrustedProxies proxies;
    if (config.is_behind_proxy) {
        for (const std::string_view own :
             {std::string_view("127.0.0.1"), std::string_view("::1"), kUnixClient})
            proxies.add(own);
    }
    for (const std::string& address : config.trusted_proxies) proxies.add(address);
    return proxies;
}

// What a proxy says of a visitor means something only when the proxy is ours.
void drop_forwarded(NamedValues& headers, const std::string& proxy_header) {
    std::erase_if(headers, [&](const NamedValue& header) {
        return header.name == "forwarded" || header.name == "x-real-ip" || header.name == proxy_header ||
               header.name.starts_with("x-forwarded-");
    });
}

HttpResponse options_response(const RouteMatch& match) {
    HttpResponse response{204, "", "", {}};
    response.set("Allow", match.allowed.empty() ? "GET, HEAD, OPTIONS, POST" : match.allowed);
    return response;
}

// «/c/wifi/» → «/c/wifi»; nothing for what is right as it is.
std::string without_last_slash(const HttpRequest& request) {
    const std::string& path = request.path;
    if (path.size() < 2 || !path.ends_with('/') || path.starts_with("//") || path.starts_with("/\\"))
        return {};
    const std::size_t mark = request.target.find('?');
    std::string target = encode_path(std::string_view(path).substr(0, path.find_last_not_of('/') + 1));
    if (mark == std::string::npos) return target;
    for (const char c : request.target.substr(mark))  // what browsers send escaped, others send as it is
        target += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : percent_encode({&c, 1});
    return target;
}

// Scripts and styles: a browser may keep them, whoever is signed in.
bool is_the_same_for_all(const Route& route) {
    return route.kind == RouteKind::file && route.needs_index == NeedsIndex::no;
}

std::string rate_key(const Identity& identity, const HttpRequest& request) {
    if (!identity.customer.empty()) return "customer " + identity.customer;
    if (!identity.is_staff()) return rate_key_of(request.client);
    return identity.account_id == 0 ? "internal" : "account " + std::to_string(identity.account_id);
}

// Somebody we do not know may sign in; somebody we do know may not come here.
HttpResponse turned_away(const Identity& identity, const HttpRequest& request, const Route& route) {
    if (identity.is_token())
        throw HttpError(Refusal::forbidden, "Этому токену сюда нельзя: у него другая роль или другие права.");
    if (identity.is_staff())
        throw HttpError(Refusal::forbidden, "Вашей роли этого нельзя. Попросите администратора.");
    if (route.kind == RouteKind::page && !is_change(request))
        return redirect_to(303, "/sign-in?next=" + percent_encode(request.target));
    throw HttpError(Refusal::sign_in_needed, "Войдите на странице /sign-in или пришлите токен.");
}

// A private help centre, and somebody without a token.
HttpResponse shut_out(const Services& services, const HttpRequest& request, const Route* route) {
    const bool is_page = route == nullptr ? !is_api_path(request.path) : route->kind == RouteKind::page;
    const std::string& door = services.config.auth.customer_page;
    if (is_page && !is_change(request) && !door.empty()) return redirect_to(303, door);
    throw HttpError(Refusal::customers_only,
                    "Зайдите в неё из личного кабинета. Сотрудники входят на странице /sign-in.");
}

// A customer comes with a token in the address: it moves into a cookie, out of the history and of referrers.
std::optional<HttpResponse> take_customer_token(const Services& services, const HttpRequest& request,
                                                const RouteMatch& match) {
    if (request.method != "GET" || match.route == nullptr || match.route->kind != RouteKind::page)
        return std::nullopt;
    const auto given = find_value(request.query, "customer");
    const std::int64_t now_s = unix_seconds(services.clock);
    const auto token =
        given ? read_customer_token(*given, services.config.auth.customer_secret, now_s) : std::nullopt;
    if (!token) return std::nullopt;
    std::string target = encode_path(request.path);
    for (const NamedValue& pair : request.query)
        if (pair.name != "customer")
            target += (target.find('?') == std::string::npos ? "?" : "&") + percent_encode(pair.name) + "=" +
                      percent_encode(pair.value);
    if (target.starts_with("//")) target = "/";
    HttpResponse response = redirect_to(303, target);
    response.set("Set-Cookie", customer_cookie(services, request, *given, token->expires_s - now_s));
    return response;
}

// What no cache between us and a reader may show to another one.
void keep_private(const Services& services, Caller caller, const Route& route, HttpResponse& response) {
    if (is_the_same_for_all(route)) return;
    if (caller == Caller::internal) {
        response.set("Cache-Control", "private, no-store");
        response.set("Vary", "Authorization, Cookie");
    } else if (services.config.auth.is_private) {
        const bool is_stored =
            response.header("Cache-Control").value_or("").find("no-store") == std::string_view::npos;
        if (is_stored) response.set("Cache-Control", "private, no-cache");
        response.set("Vary", "Authorization, Cookie, X-Customer-Token");
    }
}

}  // namespace

App::App(const Services& services)
    : services_(services), proxies_(proxies_of(services.config)), gate_(services.config.limits) {}

// Staff are counted by who they are, wherever they ask from. A page that is not there costs a search, for it
// offers what is like its address (dress).
void App::check_rate(const HttpRequest& request, const Identity& identity, const Route* route) const {
    Rate rate = route == nullptr ? Rate::search : route->operation.rate;
    if (rate == Rate::by_method) {
        const bool is_form = route->kind == RouteKind::page && std::string_view(route->method) == "POST";
        rate = is_form ? Rate::form : Rate::none;
    }
    if (rate == Rate::none) return;
    gate_.check(rate, rate_key(identity, request), services_.clock.steady());
}

// Where an address that is none of ours leads: without its last slash, or through redirects.txt.
std::string App::new_address(const HttpRequest& request, Caller caller, const Route* route) const {
    if (request.method != "GET" || (route != nullptr && route->kind != RouteKind::page)) return {};
    std::string shorter = without_last_slash(request);
    if (!shorter.empty() || route != nullptr || !services_.searcher.is_ready()) return shorter;
    if (!request.path.starts_with('/')) return {};
    return moved_to(services_, caller, std::string_view(request.path).substr(1));
}

HttpResponse App::dispatch(const HttpRequest& request, const RouteMatch& match) const {
    Identity identity = identity_of(services_, request);
    const bool is_options = request.method == "OPTIONS" &&
                            (match.route != nullptr || !match.allowed.empty() || request.target == "*");
    if (!is_options) {
        if (auto response = take_customer_token(services_, request, match)) return std::move(*response);
        if (!may_read(services_, identity, match.route)) return shut_out(services_, request, match.route);
    }
    const Caller seen_by = audience_of(identity, match.route);
    if (const std::string target = new_address(request, seen_by, match.route); !target.empty())
        return redirect_to(301, target);
    if (match.route == nullptr && is_options) return options_response(match);
    if (match.route == nullptr && !match.allowed.empty())
        throw HttpError(Refusal::method_not_allowed, "Можно: " + match.allowed + ".");
    check_rate(request, identity, match.route);
    if (match.route == nullptr) throw HttpError(Refusal::not_found, "Проверьте адрес.");
    if (!may_call(identity, *match.route)) return turned_away(identity, request, *match.route);
    if (is_change(request) && !has_csrf(identity, request)) {
        if (match.route->access != Access::everyone)
            throw HttpError(Refusal::bad_csrf, "Откройте страницу заново и повторите: эта устарела.");
        identity = {};  // what a customer may do, whoever's browser was made to send it
    }
    if (match.route->needs_index == NeedsIndex::yes && !services_.searcher.is_ready())
        throw IndexError(services_.searcher.why_not_ready());  // names folders: for the log alone
    const Caller caller = audience_of(identity, match.route);
    HttpResponse response = match.route->handler(services_, {request, caller, match.argument, identity});
    keep_private(services_, caller, *match.route, response);
    return response;
}

HttpResponse App::dress(const HttpRequest& request, const Route* route, const Failure& failure) const {
    if (!failure.private_detail.empty()) {
        log_event(LogLevel::error, "failure",
                  {{"request_id", std::string_view(request.id)},
                   {"detail", std::string_view(failure.private_detail)}});
    }
    const bool is_page = route == nullptr ? !is_api_path(request.path) && !is_for_other_sites(request.path)
                                          : route->kind == RouteKind::page;
    if (!is_page) return problem_response(failure.refusal, failure.detail, request.id);
    const auto problem = [&](const Failure&) {
        return problem_response(failure.refusal, failure.detail, request.id);
    };
    if (failure.refusal != Refusal::not_found)
        return answer_or([&] { return error_page(services_, request, failure); }, problem);
    return answer_or(
        [&] {
            if (route != nullptr)
                gate_.check(Rate::search, rate_key_of(request.client), services_.clock.steady());
            return not_found_page(services_, {request, Caller::public_, {}});
        },
        [&](const Failure& other) {
            HttpResponse page = answer_or([&] { return error_page(services_, request, other); }, problem);
            if (other.retry_after_s > 0) page.set("Retry-After", std::to_string(other.retry_after_s));
            return page;
        });
}

void App::finish(const HttpRequest& request, const Route* route, HttpResponse& response) const {
    const bool is_file = route != nullptr && std::string_view(route->pattern).starts_with("/files/");
    add_security_headers(response, is_file ? Content::foreign_file : Content::our_own);
    add_cors(request, services_.config.widget, response);
    response.set("X-Request-Id", request.id);
    if (request.method == "GET" || request.method == "HEAD") add_etag(request, response);
}

HttpResponse App::answer(HttpRequest request) const {
    const auto begin = services_.clock.steady();
    request.id = new_request_id();
    if (!proxies_.trusts(request.client)) drop_forwarded(request.headers, services_.config.auth.proxy_header);
    request.client = client_of(request, proxies_);
    const RouteMatch match = find_route(request.method, request.path);
    HttpResponse response =
        answer_or([&] { return dispatch(request, match); },
                  [&](const Failure& failure) {
                      HttpResponse refusal = dress(request, match.route, failure);
                      if (failure.retry_after_s > 0)
                          refusal.set("Retry-After", std::to_string(failure.retry_after_s));
                      return refusal;
                  });
    if (match.route == nullptr && !match.allowed.empty()) response.set("Allow", match.allowed);
    finish(request, match.route, response);

    const auto took = services_.clock.steady() - begin;
    const std::string_view route = match.route == nullptr ? "none" : match.route->pattern;
    services_.metrics.count_request(route, response.status, took);
    log_event(LogLevel::info, "request",
              {{"request_id", std::string_view(request.id)},
               {"method", std::string_view(request.method)},
               {"route", route},
               {"status", std::int64_t{response.status}},
               {"bytes", static_cast<std::int64_t>(response.body.size())},
               {"ms", std::chrono::duration<double, std::milli>(took).count()}});
    return response;
}

HttpResponse App::refuse(int status) const {
    const std::string id = new_request_id();
    const RefusalRow& row = refusal_of_status(status);
    const char* detail = status == 503 ? "Подождите пару секунд и повторите."
                         : status == 408 ? "Запрос не пришёл целиком вовремя. Повторите его."
                                         : "Такой запрос сервер не разбирает.";
    HttpResponse response = problem_response(row.refusal, detail, id);
    add_security_headers(response, Content::our_own);
    response.set("X-Request-Id", id);
    services_.metrics.count_request("refused", response.status, {});
    if (const auto left_out = refusal_log_.may_write(services_.clock.steady())) {
        log_event(LogLevel::warning, "refused",
                  {{"request_id", std::string_view(id)},
                   {"status", std::int64_t{response.status}},
                   {"left_out", *left_out}});
    }
    return response;
}

}  // namespace kb
