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
#include <future>
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
    std::vector<std::uint64_t> revisions;  // of both databases
};

using Handles = std::vector<IndexHandles>;

// Opens the databases as often as there will be readers.
Handles open_handles(Caller caller, const std::string& generation_dir) {
    Handles handles;
    for (int i = 0; i < kReadersAtOnce; ++i) handles.emplace_back(databases_for(caller, generation_dir));
    return handles;
}

void keep_of_state(Handles& handles, const std::vector<std::uint64_t>& revisions) {
    std::erase_if(handles, [&](const IndexHandles& each) { return each.revisions() != revisions; });
}

std::vector<std::unique_ptr<IndexReader>> readers_of(Handles handles,
                                                     const std::shared_ptr<const Catalog>& catalog) {
    std::vector<std::unique_ptr<IndexReader>> readers;
    for (auto& each : handles) readers.push_back(std::make_unique<IndexReader>(std::move(each), catalog));
    return readers;
}

// Everything is opened before anything is read, so that commits during the reading do not matter: what
// is open stays as it was. A base without internal articles has one catalog for both callers;
// otherwise the two are read side by side.
Fresh read_index(const std::string& generation_dir) {
    auto internal = open_handles(Caller::internal, generation_dir);
    auto open = open_handles(Caller::public_, generation_dir);
    Fresh fresh;
    fresh.revisions = internal.front().revisions();
    keep_of_state(internal, fresh.revisions);
    keep_of_state(open, {fresh.revisions.front()});
    if (open.empty()) return {};  // a commit came between
    const auto name = name_of(generation_dir);
    const bool is_shared = internal.front().is_last_redundant();
    std::future<std::shared_ptr<const Catalog>> second;
    if (!is_shared)
        second = std::async(std::launch::async, [&] { return build_catalog(name, internal.front()); });
    auto& [for_public, for_internal] = fresh.catalogs;
    for_public = build_catalog(name, open.front());
    for_internal = is_shared ? for_public : second.get();
    fresh.readers[place_of(Caller::public_)] = readers_of(std::move(open), for_public);
    if (!is_shared) fresh.readers[place_of(Caller::internal)] = readers_of(std::move(internal), for_internal);
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
            revisions_ == IndexHandles(databases_for(Caller::internal, generation_dir)).revisions()) {
            const std::lock_guard lock(mutex_);
            trouble_.clear();
            return false;
        }
        if (!same_generation) require_undamaged(generation_dir);
        auto fresh = read_index(generation_dir);
        if (!fresh.catalogs[0]) return false;  // soon again
        revisions_ = std::move(fresh.revisions);
        publish(std::move(fresh.catalogs), std::move(fresh.readers), generation_dir);
        return true;
    } catch (const std::runtime_error& error) {
        // What is open goes on serving; only a pool that never had an index is not ready.
        const std::lock_guard lock(mutex_);
        trouble_ = error.what();
        return false;
    }
}

std::shared_ptr<const Catalog> IndexPool::catalog(Caller caller) const {
    const std::lock_guard lock(mutex_);
    return catalogs_[static_cast<std::size_t>(caller)];
}

std::string IndexPool::trouble() const {
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
    if (!current) throw IndexError(trouble());
    // A catalog of one database serves internal callers too where that is all there is.
    const bool is_shared = current->state.revisions.size() == 1;
    IndexHandles handles(databases_for(is_shared ? Caller::public_ : caller, generation_dir));
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
