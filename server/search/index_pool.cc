// SPDX-License-Identifier: GPL-2.0-or-later
// A reader and its catalog always show one state of the index. When the index
// moves on, the watcher builds the new catalogs beside the old ones, swaps two
// pointers and drops the idle readers; those in use are dropped when they come
// back. (Readers kept by threads would hold old catalogs for as long as a thread
// is idle: 16 workers, 16 old catalogs.)
// Between a commit and the swap (some tenths of a second) readers go on with the
// old state, which Xapian keeps for one commit; if a second commit overtakes
// them, the reader is stale, and the request asks for a refresh and runs again.
#include "server/search/index_pool.h"

#include <malloc.h>

#include <chrono>
#include <filesystem>
#include <utility>

#include "indexer/checksums.h"
#include "indexer/error.h"
#include "indexer/generation.h"
#include "server/search/catalog_builder.h"

namespace kb {

namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(100);
constexpr int kReadersAtOnce = 8;  // opened with a catalog; more are opened when needed

std::size_t place_of(Caller caller) { return static_cast<std::size_t>(caller); }

// The databases a caller is given: this is where an audience is decided.
std::vector<std::string> databases_for(Caller caller, const std::string& generation_dir) {
    std::vector<std::string> paths{generation_dir + "/" + audience_name(Audience::public_)};
    if (caller == Caller::internal) paths.push_back(generation_dir + "/" + audience_name(Audience::internal));
    return paths;
}

std::string name_of(const std::string& generation_dir) {
    return std::filesystem::path(generation_dir).filename();
}

// The catalogs of both callers and some readers of each, all of one state.
struct Fresh {
    std::array<std::shared_ptr<const Catalog>, 2> catalogs;
    std::array<std::vector<std::unique_ptr<IndexReader>>, 2> readers;
};

// Opens the databases as often as there will be readers before anything is read, so that commits during
// the reading do not matter: what is open stays as it was.
Fresh read_index(const std::string& generation_dir) {
    std::array<std::vector<IndexHandles>, 2> handles;
    for (int i = 0; i < kReadersAtOnce; ++i)
        for (const auto caller : {Caller::public_, Caller::internal})
            handles[place_of(caller)].emplace_back(databases_for(caller, generation_dir));
    const auto state = handles[place_of(Caller::internal)].front().revisions();
    Fresh fresh;
    for (const auto caller : {Caller::public_, Caller::internal}) {
        auto& mine = handles[place_of(caller)];
        const std::vector<std::uint64_t> wanted(state.begin(),
                                                state.begin() + (caller == Caller::public_ ? 1 : 2));
        std::erase_if(mine, [&](const IndexHandles& each) { return each.revisions() != wanted; });
        if (mine.empty()) return {};  // a commit came between the first two
        auto catalog = build_catalog(name_of(generation_dir), mine.front());
        for (auto& each : mine)
            fresh.readers[place_of(caller)].push_back(
                std::make_unique<IndexReader>(std::move(each), catalog));
        fresh.catalogs[place_of(caller)] = std::move(catalog);
    }
    return fresh;
}

}  // namespace

IndexPool::IndexPool(std::string index_dir) : index_dir_(std::move(index_dir)) {
    refresh();
    watcher_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
}

IndexPool::~IndexPool() {
    watcher_.request_stop();
    wake_.notify_all();
}

void IndexPool::watch(std::stop_token stop) {
    std::mutex sleeping;
    std::unique_lock lock(sleeping);
    while (!stop.stop_requested()) {
        wake_.wait_for(lock, stop, kLookEvery, [] { return false; });
        if (!stop.stop_requested()) refresh();
    }
}

bool IndexPool::refresh() {
    const std::lock_guard one_at_a_time(refreshing_);
    try {
        const auto generation_dir = require_live_generation(index_dir_);
        const auto old = catalog(Caller::internal);
        const bool same_generation = old && generation_dir == generation_dir_;
        if (same_generation &&
            old->state.revisions == IndexHandles(databases_for(Caller::internal, generation_dir)).revisions())
            return false;
        if (!same_generation) {
            const auto report = verify_checksums(generation_dir);
            if (report.state == ChecksumState::damaged)
                throw IndexError("Файл индекса повреждён: " + generation_dir + "/" +
                                 report.damaged_files.front() + ". Постройте индекс заново: kb-index build.");
        }
        auto fresh = read_index(generation_dir);
        if (!fresh.catalogs[0]) return false;  // soon again
        publish(std::move(fresh.catalogs), std::move(fresh.readers), generation_dir);
        return true;
    } catch (const std::runtime_error& error) {
        // What is open goes on serving; only a pool that never had an index is not ready.
        const std::lock_guard lock(mutex_);
        if (!catalogs_[0]) trouble_ = error.what();
        return false;
    }
}

std::shared_ptr<const Catalog> IndexPool::catalog(Caller caller) const {
    const std::lock_guard lock(mutex_);
    return catalogs_[static_cast<std::size_t>(caller)];
}

std::string IndexPool::why_not_ready() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

void IndexPool::publish(Catalogs catalogs, Readers readers, const std::string& generation_dir) {
    {
        const std::lock_guard lock(mutex_);
        catalogs_.swap(catalogs);
        idle_.swap(readers);
        generation_dir_ = generation_dir;
        trouble_.clear();
    }
    readers = {};
    catalogs = {};
    malloc_trim(0);  // tens of megabytes of small blocks were freed at once
}

std::unique_ptr<IndexReader> IndexPool::take(Caller caller) {
    std::shared_ptr<const Catalog> current;
    std::string generation_dir;
    {
        const std::lock_guard lock(mutex_);
        auto& idle = idle_[static_cast<std::size_t>(caller)];
        if (!idle.empty()) {
            auto reader = std::move(idle.back());
            idle.pop_back();
            return reader;
        }
        current = catalogs_[static_cast<std::size_t>(caller)];
        generation_dir = generation_dir_;
    }
    if (!current) throw IndexError(why_not_ready());
    IndexHandles handles(databases_for(caller, generation_dir));
    if (handles.revisions() != current->state.revisions) throw StaleReader("the index has changed");
    return std::make_unique<IndexReader>(std::move(handles), std::move(current));
}

void IndexPool::give_back(Caller caller, std::unique_ptr<IndexReader> reader) {
    const std::lock_guard lock(mutex_);
    if (reader->shared_catalog() == catalogs_[static_cast<std::size_t>(caller)])
        idle_[static_cast<std::size_t>(caller)].push_back(std::move(reader));
}

void IndexPool::give_up(const StaleReader& stale) {
    throw BusyError(std::string("Индекс меняется слишком часто, чтобы его прочитать: ") + stale.what());
}

}  // namespace kb
