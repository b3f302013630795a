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

// The databases a caller is given: this is where an audience is decided.
std::vector<std::string> databases_for(Caller caller, const std::string& generation_dir) {
    std::vector<std::string> paths{generation_dir + "/" + audience_name(Audience::public_)};
    if (caller == Caller::internal) paths.push_back(generation_dir + "/" + audience_name(Audience::internal));
    return paths;
}

std::string name_of(const std::string& generation_dir) {
    return std::filesystem::path(generation_dir).filename();
}

using Catalogs = std::array<std::shared_ptr<const Catalog>, 2>;

// Of both callers and of one state of the public database, or none: the state of one of
// them must stand for both when refresh() asks whether anything is new.
Catalogs build_catalogs(const std::string& generation_dir) {
    Catalogs catalogs;
    for (const auto caller : {Caller::public_, Caller::internal})
        catalogs[static_cast<std::size_t>(caller)] =
            build_catalog(name_of(generation_dir), databases_for(caller, generation_dir));
    if (catalogs[0]->state.revisions.front() != catalogs[1]->state.revisions.front()) return {};
    return catalogs;
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
        if (same_generation && old->state == read_state(name_of(generation_dir),
                                                        databases_for(Caller::internal, generation_dir)))
            return false;
        if (!same_generation) {
            const auto report = verify_checksums(generation_dir);
            if (report.state == ChecksumState::damaged)
                throw IndexError("Файл индекса повреждён: " + generation_dir + "/" +
                                 report.damaged_files.front() + ". Постройте индекс заново: kb-index build.");
        }
        auto fresh = build_catalogs(generation_dir);
        if (!fresh[0]) return false;  // a commit came between the two; soon again
        const std::lock_guard lock(mutex_);
        catalogs_ = std::move(fresh);
        generation_dir_ = generation_dir;
        trouble_.clear();
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

void IndexPool::publish(std::array<std::shared_ptr<const Catalog>, 2> fresh,
                        const std::string& generation_dir) {
    decltype(idle_) old_readers;
    {
        const std::lock_guard lock(mutex_);
        catalogs_.swap(fresh);
        idle_.swap(old_readers);
        generation_dir_ = generation_dir;
        trouble_.clear();
    }
    old_readers = {};
    fresh = {};
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
    return std::make_unique<IndexReader>(databases_for(caller, generation_dir), std::move(current));
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
