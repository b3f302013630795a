// SPDX-License-Identifier: GPL-2.0-or-later
// Every key has a bucket of drops that fills slowly: a question takes one, and an empty bucket means «wait».
// So a person may ask ten things in a breath and then one at a time, and no window's edge gives twice the
// share.
//
// The memory is bounded by a table of sets of eight buckets, as in a processor's cache. A key's hash, keyed
// with a secret of this process, names its set; when the set is full, the fullest bucket gives way. That is
// whoever has asked least, so a flood of a million addresses pushes out those who asked once and never the
// one who is being held back. Whoever was pushed out begins with a full bucket: the limit errs on the side of
// letting in.
#include "server/http/rate_limit.h"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

namespace kb {
namespace {

static_assert(crypto_shorthash_KEYBYTES == 16);

}  // namespace

RateLimiter::RateLimiter(int per_window, std::chrono::seconds window, std::size_t max_keys)
    : rule_{static_cast<double>(per_window), per_window / static_cast<double>(window.count())},
      first_rule_{1.0, 1.0 / static_cast<double>(window.count())},
      sets_(std::max<std::size_t>(1, max_keys / kWays)) {
    randombytes_buf(secret_.data(), secret_.size());
}

// Seconds to wait; 0 when a drop was taken.
double RateLimiter::take(char kind, std::string_view key, const Rule& rule, Time now) {
    const std::string text = kind + std::string(key);
    std::uint64_t name = 0;
    crypto_shorthash(reinterpret_cast<unsigned char*>(&name),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), secret_.data());
    name = std::max<std::uint64_t>(name, 1);
    const auto drops_of = [&](const Bucket& bucket) {
        const double passed = std::max(0.0, std::chrono::duration<double>(now - bucket.at).count());
        return std::min(rule.capacity, bucket.drops + passed * rule.per_second);
    };
    const std::lock_guard lock(mutex_);
    Set& set = sets_[name % sets_.size()];
    auto bucket = std::find_if(set.begin(), set.end(), [&](const Bucket& b) { return b.name == name; });
    if (bucket == set.end()) {
        bucket = std::max_element(set.begin(), set.end(), [&](const Bucket& a, const Bucket& b) {
            return (a.name == 0 ? rule.capacity + 1 : drops_of(a)) <
                   (b.name == 0 ? rule.capacity + 1 : drops_of(b));
        });
        *bucket = {name, rule.capacity, now};
    }
    bucket->drops = drops_of(*bucket);
    bucket->at = std::max(bucket->at, now);
    if (bucket->drops < 1) return (1 - bucket->drops) / rule.per_second;
    bucket->drops -= 1;
    return 0;
}

std::chrono::milliseconds RateLimiter::wait_for(std::string_view key, Time now) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::ceil(take('n', key, rule_, now) * 1000)));
}

bool RateLimiter::is_first(std::string_view key, Time now) { return take('1', key, first_rule_, now) == 0; }

}  // namespace kb
