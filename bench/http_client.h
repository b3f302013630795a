// SPDX-License-Identifier: GPL-2.0-or-later
// One keep-alive connection to a kb-server and what is asked over it.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace kb {

// Belongs to one thread. Every call throws IoError unless the answer is 200.
class HttpClient {
public:
    // "http://127.0.0.1:8080"
    explicit HttpClient(const std::string& url);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    std::string search(const std::string& query);
    std::string complete(const std::string& typed);
    std::string suggest(const std::string& ticket);
    bool is_ready();  // /readyz; false also when nobody listens
    // Titles of the articles found for the words.
    std::vector<std::string> titles(const std::string& query);
    // Whether the article with this id is among the first ten for the query.
    bool finds(const std::string& query, const std::string& id);

private:
    std::string get(const std::string& path);

    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kb
