// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/deadlines.h"

#include <utility>

namespace kb {

void Deadlines::set(int who, Wait wait, Time now) {
    const auto index = static_cast<std::size_t>(who);
    if (index >= places_.size()) places_.resize(index + 1);
    Place& place = places_[index];
    auto& spare = queues_[0];
    if (place.wait == Wait::none) {
        if (wait == Wait::none) return;
        if (spare.empty()) spare.emplace_back();
        place.at = spare.begin();
    }
    auto& to = queues_[static_cast<std::size_t>(wait)];
    to.splice(to.end(), queues_[static_cast<std::size_t>(place.wait)], place.at);
    *place.at = {who, now + lengths_[static_cast<std::size_t>(wait)]};
    place.wait = wait;
}

std::optional<Deadlines::Time> Deadlines::next() const {
    std::optional<Time> first;
    for (std::size_t kind = 1; kind < kWaitKinds; ++kind) {
        if (!queues_[kind].empty() && (!first || queues_[kind].front().due < *first))
            first = queues_[kind].front().due;
    }
    return first;
}

std::optional<std::pair<int, Wait>> Deadlines::take_expired(Time now) {
    for (std::size_t kind = 1; kind < kWaitKinds; ++kind) {
        if (queues_[kind].empty() || queues_[kind].front().due > now) continue;
        const int who = queues_[kind].front().who;
        clear(who);
        return std::pair(who, static_cast<Wait>(kind));
    }
    return std::nullopt;
}

std::optional<int> Deadlines::longest(Wait wait) const {
    const auto& queue = queues_[static_cast<std::size_t>(wait)];
    if (queue.empty()) return std::nullopt;
    return queue.front().who;
}

}  // namespace kb
