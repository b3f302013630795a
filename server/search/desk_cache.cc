// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/desk_cache.h"

#include <algorithm>
#include <vector>

namespace kb {

namespace {

// Each part with its length, so that no two requests have one key.
void append(std::string& key, std::string_view part) {
    key += std::to_string(part.size());
    key += ':';
    key += part;
}

void append_all(std::string& key, const std::vector<std::string>& parts) {
    key += std::to_string(parts.size());
    key += '[';
    for (const auto& part : parts) append(key, part);
}

// The settings change seldom and are long: a hash of them is enough.
std::uint64_t fingerprint(const std::vector<ProductNames>& products) {
    std::uint64_t sum = products.size();
    for (const auto& names : products)
        for (const auto& name : names) sum = sum * 1'099'511'628'211U + word_hash(name) + names.size();
    return sum;
}

}  // namespace

std::string key_of(const DeskRequest& request, const std::string& state) {
    std::string key;
    for (const auto* part : {&state, &request.subject, &request.name, &request.number, &request.category})
        append(key, *part);
    append_all(key, request.order_shapes);
    append(key, std::to_string(fingerprint(request.products)));
    append_all(key, request.sent);
    append_all(key, request.wrong);
    std::vector<std::int64_t> own(request.own_cases.begin(), request.own_cases.end());
    std::sort(own.begin(), own.end());
    for (const auto id : own) append(key, std::to_string(id));
    append(key, std::to_string(request.limit) + level_name(request.level));
    for (const auto& message : request.messages) {
        key += message.is_customer ? 'c' : 'a';
        append(key, message.text);
    }
    return key;
}

std::shared_ptr<const DeskAnswer> DeskCache::find(const std::string& key) {
    if (key.size() > kLongestKey) return nullptr;
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(key);
    if (found == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->second;
}

void DeskCache::put(const std::string& key, std::shared_ptr<const DeskAnswer> answer) {
    if (key.size() > kLongestKey) return;
    const std::lock_guard lock(mutex_);
    if (places_.contains(key)) return;
    entries_.emplace_front(key, std::move(answer));
    places_[key] = entries_.begin();
    if (entries_.size() <= kMost) return;
    places_.erase(entries_.back().first);
    entries_.pop_back();
}

}  // namespace kb
