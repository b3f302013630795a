// SPDX-License-Identifier: GPL-2.0-or-later
#include "bench/live_update.h"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <thread>

#include "bench/http_client.h"
#include "indexer/error.h"

namespace kb {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kPause = std::chrono::milliseconds(2);
constexpr auto kPatience = std::chrono::seconds(30);

double wait_until(const std::function<bool()>& is_so, const std::string& what) {
    const auto start = Clock::now();
    while (!is_so()) {
        if (Clock::now() - start > kPatience) throw IoError("За 30 секунд сервер не заметил: " + what + ".");
        std::this_thread::sleep_for(kPause);
    }
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

void save_article(const std::filesystem::path& file, const std::string& id, const std::string& word) {
    std::ofstream out(file);
    out << "---\nid: " << id << "\ntitle: Проверка скорости " << word << "\n---\n\n"
        << "Эту статью сохранил измеритель, чтобы узнать, когда её найдут.\n\n## Что делать\n\n"
        << "Ничего: через мгновение она исчезнет.\n";
    if (!out.flush()) throw IoError(file.string() + ": не записывается. Проверьте права и место на диске.");
}

LiveRound run_round(HttpClient& client, const std::filesystem::path& articles, int number) {
    const std::string id = fmt::format("kb-bench-{}", number);
    const std::string word = fmt::format("zqx{}", 1000 + number);  // no base has it
    const auto file = articles / (id + ".md");
    LiveRound round;
    save_article(file, id, word);
    round.found_ms = wait_until([&] { return client.finds(word, id); }, "новая статья " + file.string());
    std::filesystem::remove(file);
    round.gone_ms = wait_until([&] { return !client.finds(word, id); }, "удалена статья " + file.string());
    return round;
}

}  // namespace

std::vector<LiveRound> measure_live_updates(const std::string& url, const std::filesystem::path& articles,
                                            int rounds) {
    HttpClient client(url);
    run_round(client, articles, 0);  // the watcher may still be going through the folder for the first time
    std::vector<LiveRound> out;
    for (int number = 1; number <= rounds; ++number) out.push_back(run_round(client, articles, number));
    return out;
}

}  // namespace kb
