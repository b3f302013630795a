// SPDX-License-Identifier: GPL-2.0-or-later
// The last answers of the desk. An agent goes back and forth between tickets, and two windows ask the same.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "server/search/desk.h"

namespace kb {

// From many threads.
class DeskCache {
public:
    static constexpr std::size_t kMost = 64;
    static constexpr std::size_t kLongestKey = 16'000;  // longer tickets are asked again

    // Null: not known.
    std::shared_ptr<const DeskAnswer> find(const std::string& key);
    void put(const std::string& key, std::shared_ptr<const DeskAnswer> answer);

private:
    using Entry = std::pair<std::string, std::shared_ptr<const DeskAnswer>>;

    std::mutex mutex_;          // guards both
    std::list<Entry> entries_;  // last used first
    std::unordered_map<std::string, std::list<Entry>::iterator> places_;
};

// Everything an answer depends on; `state` says what index and which cases it is made from.
std::string key_of(const DeskRequest& request, const std::string& state);

}  // namespace kb
