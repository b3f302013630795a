// SPDX-License-Identifier: GPL-2.0-or-later
#include "bench/http_bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <set>
#include <thread>

#include "bench/article_folders.h"
#include "bench/figures.h"
#include "bench/http_client.h"
#include "bench/latency.h"
#include "bench/live_update.h"
#include "bench/query_bench.h"
#include "bench/questions.h"
#include "bench/server_process.h"
#include "indexer/error.h"

namespace kb {

namespace {

constexpr double kMegabyte = 1e6;
constexpr std::size_t kQueriesForTitles = 200;

void append(std::vector<Figure>& all, const std::vector<Figure>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

struct Sort {
    std::string name;
    std::vector<std::string> questions;
    std::string (HttpClient::*ask)(const std::string& question);
};

std::vector<std::string> titles_of(const std::string& url, const std::vector<std::string>& queries) {
    HttpClient client(url);
    std::set<std::string> titles;
    for (std::size_t i = 0; i < std::min(queries.size(), kQueriesForTitles); ++i) {
        for (auto& title : client.titles(queries[i])) titles.insert(std::move(title));
    }
    return {titles.begin(), titles.end()};
}

std::vector<Sort> sorts_of(const std::string& url, const HttpBenchOptions& options) {
    const auto files = read_query_files(options.queries);
    auto searches = three_word_queries(files, false, options.limit);
    auto beginnings = typed_beginnings(titles_of(url, searches), options.limit);
    return {{"поиск 3 слова", std::move(searches), &HttpClient::search},
            {"подсказки при наборе", std::move(beginnings), &HttpClient::complete},
            {fmt::format("обращение {} слов", kTicketWords),
             long_tickets(files, kTicketWords, options.limit / 5), &HttpClient::suggest}};
}

std::vector<Figure> measure_load(const std::string& url, const HttpBenchOptions& options) {
    std::vector<Figure> figures;
    for (const auto& sort : sorts_of(url, options)) {
        fmt::print("{} по HTTP: вопросов {}\n", sort.name, sort.questions.size());
        std::fflush(stdout);
        const MakeAsk make = [&sort, &url] {
            const auto client = std::make_shared<HttpClient>(url);
            return [&sort, client](std::size_t question) { ((*client).*sort.ask)(sort.questions[question]); };
        };
        for (const int connections : options.connections) {
            if (sort.questions.empty()) continue;
            const LatencySetup setup{sort.questions.size(), connections, 10};
            const auto name = fmt::format("{}, по HTTP, соединений {}", sort.name, connections);
            figures.push_back(latency_figure(name, measure_latency(setup, {make}).front(), {}, false));
        }
    }
    return figures;
}

std::vector<Figure> live_figures(const std::vector<LiveRound>& rounds) {
    std::vector<double> found, gone;
    for (const auto& round : rounds) {
        fmt::print("  нашлось через {:.0f} мс, пропало через {:.0f} мс\n", round.found_ms, round.gone_ms);
        found.push_back(round.found_ms);
        gone.push_back(round.gone_ms);
    }
    std::sort(found.begin(), found.end());
    std::sort(gone.begin(), gone.end());
    if (found.empty()) return {};
    return {{"сохранили — нашлось, обычно", "мс", found[found.size() / 2], {}, {}},
            {"сохранили — нашлось, самое долгое", "мс", found.back(), {}, {}},
            {"удалили — пропало, обычно", "мс", gone[gone.size() / 2], {}, {}},
            {"удалили — пропало, самое долгое", "мс", gone.back(), {}, {}}};
}

Figure memory_figure(const char* name, std::uint64_t bytes) {
    return {name, "МБ", static_cast<double>(bytes) / kMegabyte, {}, {}};
}

std::string url_of(const ServerProcess& server) { return fmt::format("http://127.0.0.1:{}", server.port()); }

void wait_until_ready(const std::string& url) {
    HttpClient client(url);
    for (int tenths = 0; !client.is_ready(); ++tenths) {
        if (tenths > 300) throw IoError(url + ": за 30 секунд сервер не открыл индекс.");
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

// Starts a server over copies and measures everything about it.
std::vector<Figure> measure_own_server(const HttpBenchOptions& options) {
    const TempFolder folder;
    const auto articles = folder.path() / "articles";
    const auto index = folder.path() / "index";
    copy_folder(options.articles_dir, articles);
    copy_folder(options.index_dir, index);
    const auto config = folder.path() / "kb.yaml";
    std::ofstream(config) << "limits: {searches_per_second: 0, suggests_per_second: 0}\n";
    const ServerProcess server(options.server,
                               {"--index", index.string(), "--articles", articles.string(), "--store",
                                (folder.path() / "store.sqlite").string(), "--config", config.string()},
                               (folder.path() / "server.log").string());
    const std::string url = url_of(server);
    wait_until_ready(url);
    std::vector<Figure> figures{memory_figure("память сервера сразу после запуска", server.resident_bytes())};
    append(figures, measure_load(url, options));
    figures.push_back(memory_figure("память сервера после вопросов", server.resident_bytes()));
    fmt::print("Статью сохранили, статью удалили:\n");
    append(figures, live_figures(measure_live_updates(url, articles, options.rounds)));
    figures.push_back(memory_figure("память сервера", server.resident_bytes()));
    figures.push_back(memory_figure("память сервера, пик", server.peak_resident_bytes()));
    return figures;
}

}  // namespace

void bench_http(const HttpBenchOptions& options) {
    const auto figures =
        options.url.empty() ? measure_own_server(options) : measure_load(options.url, options);
    print_report(figures);
    record(options.record, figures);
}

}  // namespace kb
