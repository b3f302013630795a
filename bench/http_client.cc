// SPDX-License-Identifier: GPL-2.0-or-later
#include "bench/http_client.h"

#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "indexer/error.h"
#include "indexer/links.h"

namespace kb {

struct HttpClient::Impl {
    explicit Impl(const std::string& address) : url(address), client(address) {
        client.set_keep_alive(true);
        client.set_tcp_nodelay(true);
        client.set_url_encode(false);
    }

    std::string body_of(const std::string& path, const httplib::Result& result) const {
        if (!result) throw IoError(url + ": сервер не отвечает. Запущен ли он?");
        if (result->status != 200) throw IoError(fmt::format("{}{}: ответ {}.", url, path, result->status));
        return result->body;
    }

    std::string url;
    httplib::Client client;
};

HttpClient::HttpClient(const std::string& url) : impl_(std::make_unique<Impl>(url)) {}
HttpClient::~HttpClient() = default;

std::string HttpClient::get(const std::string& path) { return impl_->body_of(path, impl_->client.Get(path)); }

std::string HttpClient::search(const std::string& query) {
    return get("/api/v1/search?limit=10&q=" + encode_path(query));
}

std::string HttpClient::complete(const std::string& typed) {
    return get("/api/v1/complete?q=" + encode_path(typed));
}

std::string HttpClient::suggest(const std::string& ticket) {
    const std::string path = "/api/v1/suggest";
    const nlohmann::json body{{"text", ticket}};
    return impl_->body_of(path, impl_->client.Post(path, body.dump(), "application/json"));
}

bool HttpClient::is_ready() {
    const auto result = impl_->client.Get("/readyz");
    return result && result->status == 200;
}

std::vector<std::string> HttpClient::titles(const std::string& query) {
    std::vector<std::string> out;
    const auto answer = nlohmann::json::parse(search(query));
    for (const auto& hit : answer.at("hits")) out.push_back(hit.at("title"));
    return out;
}

bool HttpClient::finds(const std::string& query, const std::string& id) {
    const auto answer = nlohmann::json::parse(search(query));
    const auto& hits = answer.at("hits");
    return std::any_of(hits.begin(), hits.end(), [&](const auto& hit) { return hit.at("id") == id; });
}

}  // namespace kb
