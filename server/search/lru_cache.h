// SPDX-License-Identifier: GPL-2.0-or-later
// A bounded store of things that never change once made. For many threads. Who goes is decided by the second
// chance: the one kept longest, unless it was asked for since it was last looked at. Nothing is moved when
// something is asked for, which costs least where most of what is asked for is there.
#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace kb {

// `Key`: std::string, which is looked for by std::string_view, or a number.
template <typename Key, typename Value>
class LruCache {
public:
    using Wanted = std::conditional_t<std::is_same_v<Key, std::string>, std::string_view, Key>;

    explicit LruCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

    std::shared_ptr<const Value> find(Wanted key) {  // null: not kept
        const std::lock_guard lock(mutex_);
        const auto place = places_.find(key);
        if (place == places_.end()) return nullptr;
        place->second->was_asked_for = true;
        return place->second->value;
    }

    // `bytes`: what key and value take, about. What is known already or larger than all stays out.
    void keep(Key key, std::shared_ptr<const Value> value, std::size_t bytes) {
        const std::lock_guard lock(mutex_);
        if (bytes > max_bytes_ || places_.contains(key)) return;
        while (bytes_ + bytes > max_bytes_) drop_or_spare_last();
        entries_.push_front({std::move(key), std::move(value), bytes});
        places_.emplace(entries_.front().key, entries_.begin());
        bytes_ += bytes;
    }

    std::size_t bytes() const {
        const std::lock_guard lock(mutex_);
        return bytes_;
    }

private:
    struct Entry {
        Key key;
        std::shared_ptr<const Value> value;
        std::size_t bytes = 0;
        bool was_asked_for = false;
    };

    void drop_or_spare_last() {
        auto& last = entries_.back();
        if (last.was_asked_for) {
            last.was_asked_for = false;
            entries_.splice(entries_.begin(), entries_, std::prev(entries_.end()));
            return;
        }
        bytes_ -= last.bytes;
        places_.erase(last.key);
        entries_.pop_back();
    }

    const std::size_t max_bytes_;
    mutable std::mutex mutex_;
    std::list<Entry> entries_;                                                // kept last first
    std::unordered_map<Wanted, typename std::list<Entry>::iterator> places_;  // by the entries' own keys
    std::size_t bytes_ = 0;
};

}  // namespace kb
