// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/serve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "indexer/error.h"
#include "indexer/file_system.h"
#include "indexer/update.h"
#include "indexer/watcher.h"
#include "server/clock.h"
#include "server/commands/account_service.h"
#include "server/commands/case_feed.h"
#include "server/commands/live_app.h"
#include "server/commands/signals.h"
#include "server/commands/ticket_service.h"
#include "server/commands/writing_service.h"
#include "server/config.h"
#include "server/http/listener.h"
#include "server/http/routes.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/search/xapian_searcher.h"
#include "server/store/analytics_store.h"
#include "server/store/feedback_store.h"
#include "server/store/masking.h"
#include "server/store/store.h"
#include "server/update_log.h"

namespace kb {
namespace {

// A store that cannot be opened costs votes and statistics, not the service.
std::unique_ptr<Store> open_store(const std::string& file) {
    try {
        std::error_code ignored;
        std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
        return std::make_unique<Store>(file);
    } catch (const StoreError& e) {
        log_event(LogLevel::error, "store", {{"detail", std::string_view(e.what())}});
        fmt::print(stderr, "kb-server: {}\nРаботаем без него: голоса и статистика не сохраняются.\n",
                   e.what());
        return nullptr;
    }
}

// The top of the watcher's thread: whatever fails here is said, and tried again at the next change.
bool apply_changes(const IndexPaths& paths, const std::stop_token& stop, UpdateLog& log) {
    try {
        log.done(update(real_file_system(), paths, stop));
    } catch (const BusyError&) {
        return false;
    } catch (const std::exception& e) {
        log.failed(e.what());
    }
    return true;
}

std::optional<std::jthread> start_watcher(const ServeOptions& options) {
    if (options.articles_dir.empty()) return std::nullopt;
    return std::jthread([paths = IndexPaths{options.articles_dir, options.index_dir}](std::stop_token stop) {
        UpdateLog log(paths.articles_dir);
        Watcher(paths.articles_dir, [&] { return apply_changes(paths, stop, log); }).run(stop);
    });
}

// Settings that cannot be read change nothing: the old ones go on.
void reload(LiveApp& app, TicketService& tickets, CaseFeed& cases, AccountService& accounts,
            const std::string& config_file) {
    tell_service_manager("RELOADING=1");
    try {
        const Config config = load_config(config_file);
        app.exchange(config);
        set_order_shapes(config.desk.order_shapes);
        tickets.reconfigure(config);
        cases.reconfigure(config.cases);
        accounts.reconfigure(config);
        log_event(LogLevel::info, "reloaded", {});
    } catch (const std::exception& e) {
        log_event(LogLevel::error, "reload", {{"detail", std::string_view(e.what())}});
    }
    tell_service_manager("READY=1");
}

// The sockets we were started with, or those asked for.
std::vector<ListenSocket> sockets_for(const std::vector<std::string>& listen) {
    std::vector<ListenSocket> sockets = inherited_listen_sockets();
    if (!sockets.empty()) return sockets;
    for (const std::string& text : listen) {
        for (ListenSocket& socket : open_listen_sockets(parse_listen(text)))
            sockets.push_back(std::move(socket));
    }
    return sockets;
}

ListenOptions listen_options(const Limits& limits, std::size_t max_form_bytes) {
    ListenOptions options;
    options.threads = limits.threads;
    options.max_waiting = static_cast<std::size_t>(limits.queue);
    options.max_connections = static_cast<std::size_t>(limits.connections);
    options.body_limit = [max_form_bytes](std::string_view method, std::string_view path) {
        return std::min(body_limit(method, path), max_form_bytes);
    };
    return options;
}

void say_where(const Config& config, const std::vector<ListenSocket>& sockets, const Searcher& searcher,
               const std::string& admin_path) {
    for (const ListenSocket& socket : sockets) fmt::print("{}: {}\n", config.name, socket.url());
    if (!searcher.is_ready()) fmt::print("{}\n", searcher.why_not_ready());
    if (!admin_path.empty()) {
        const std::string own = sockets.front().url();
        const std::string site = own.starts_with("http") && config.site_url.empty() ? own : config.site_url;
        fmt::print("Заведите первого администратора, ссылка действует сутки и один раз:\n  {}{}\n", site,
                   admin_path);
    }
    std::fflush(stdout);
}

}  // namespace

int serve(const ServeOptions& options) {
    const ServiceSignals signals;  // first: a TERM that comes early is to be obeyed, not died of
    const Config config = load_config(options.config_file);
    set_order_shapes(config.desk.order_shapes);
    std::vector<ListenSocket> sockets = sockets_for(options.listen);
    const std::unique_ptr<Store> store = open_store(options.store_file);
    CaseFeed cases(store.get(), config.cases);
    const std::unique_ptr<Searcher> searcher = open_searcher(options.index_dir, {}, &cases.base());
    FeedbackStore feedback(store.get());
    AnalyticsStore analytics(store.get());
    Metrics metrics;
    TicketService tickets(store.get(), config);
    AccountService accounts(store.get(), config);
    WritingService writing({options.articles_dir, options.index_dir}, *searcher, &cases.base(),
                           config.writing);
    LiveApp app(config, [&](const Made& made) {
        return Services{.searcher = *searcher,
                        .store = store.get(),
                        .feedback = feedback,
                        .analytics = analytics,
                        .metrics = metrics,
                        .votes = made.votes,
                        .config = made.config,
                        .site = made.site,
                        .clock = real_clock(),
                        .articles_dir = options.articles_dir,
                        .requests = tickets.desk(),
                        .forms = made.forms,
                        .cases = cases.desk(),
                        .accounts = accounts.desk(),
                        .workshop = writing.workshop()};
    });

    say_where(config, sockets, *searcher, accounts.first_admin_path());
    Listener listener(
        std::move(sockets), listen_options(config.limits, config.requests.max_body_bytes()),
        [&app](HttpRequest request) { return app.answer(std::move(request)); },
        [&app](int status) { return app.refuse(status); });
    const auto watcher = start_watcher(options);
    std::jthread waiter([&](const std::stop_token& stop) {
        if (!signals.wait(stop, [&] { reload(app, tickets, cases, accounts, options.config_file); })) return;
        tell_service_manager("STOPPING=1");
        listener.stop();
    });
    tell_service_manager("READY=1");
    listener.run();
    log_event(LogLevel::info, "stopped", {});
    return exit_code::ok;
}

}  // namespace kb
