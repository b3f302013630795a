// SPDX-License-Identifier: GPL-2.0-or-later
// «Доставлено» is written only after the other side has said yes. Killed in between, the delivery is made
// again at the next start: at least once, never lost; the id tells the receiver that it is the same one. A
// delivery is never given up: a mail server that was wrong for a week gets everything when it is mended. A
// target that fails rests for at most a minute, and its other letters are spared the attempt.
//
// Days and due times are wall clock, for they outlive the process. When that is put back, what was due in a
// minute would be due in an hour and a minute; so after a step back everything that waits is due at once.
#include "server/channels/outbox.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/error.h"
#include "server/clock.h"
#include "server/log.h"
#include "server/store/masking.h"

namespace kb {
namespace {

constexpr std::chrono::seconds kFirstPause(10);
constexpr std::chrono::seconds kLongestPause(3600);
constexpr std::chrono::seconds kLongestRest(60);  // of a target: mended, it is soon tried again
constexpr std::chrono::seconds kLookAgain(5);     // «kb-server tickets retry» is another process
constexpr std::chrono::hours kEraseEvery(1);
constexpr std::chrono::seconds kClockStep(5);  // back, by which a clock is put rather than tuned
constexpr int kBatch = 20;
constexpr std::size_t kErrorBytes = 500;

// The message a delivery is for.
std::optional<TicketMessage> answer_of(const Ticket& ticket, const Delivery& delivery) {
    const auto found = std::find_if(
        ticket.messages.begin(), ticket.messages.end(),
        [&](const TicketMessage& message) { return message.id != 0 && message.id == delivery.message_id; });
    return found == ticket.messages.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

Outbox::Outbox(Store& store, std::vector<std::unique_ptr<Sender>> senders, int keep_days, const Clock& clock,
               int keep_closed_days)
    : tickets_(&store),
      outbox_(store),
      keep_(std::chrono::hours(24) * keep_days),
      keep_closed_(std::chrono::hours(24) * keep_closed_days),
      clock_(clock),
      known_time_(clock.now()),
      known_steady_(clock.steady()) {
    std::vector<std::string> targets;
    for (auto& sender : senders) {
        targets.emplace_back(sender->target());
        lanes_.push_back({std::move(sender)});
    }
    outbox_.mark_orphans(targets,
                         "Этого получателя больше нет в настройках (requests). Верните его, и всё уйдёт.");
}

std::chrono::seconds Outbox::pause_after(std::int64_t attempts) {
    if (attempts > 9) return kLongestPause;
    return std::min(kLongestPause,
                    kFirstPause * (std::int64_t{1} << std::max<std::int64_t>(attempts - 1, 0)));
}

bool Outbox::send_one(Sender& sender, const Delivery& delivery) {
    const auto ticket = tickets_.by_id(delivery.ticket_id);
    if (!ticket) return true;  // erased meanwhile, and the delivery with it
    Outgoing outgoing{delivery.id, *ticket, {}, answer_of(*ticket, delivery)};
    if (!outgoing.answer) {
        for (const TicketFile& file : ticket->files) {
            if (auto content = tickets_.file(file.id)) outgoing.files.push_back(std::move(*content));
        }
    }
    try {
        sender.send(outgoing);
    } catch (const SendError& e) {
        // The answer of a mail server may repeat whose letter it was.
        const std::string why = mask_text(std::string_view(e.what()).substr(0, kErrorBytes));
        outbox_.mark_failed(delivery.id, why,
                            unix_seconds(clock_) + pause_after(delivery.attempts + 1).count());
        log_event(LogLevel::warning, "delivery",
                  {{"delivery", std::string_view(delivery.id)},
                   {"target", std::string_view(delivery.target)},
                   {"attempts", delivery.attempts + 1},
                   {"detail", std::string_view(why)}});
        return false;
    }
    outbox_.mark_delivered(delivery.id, unix_seconds(clock_));
    log_event(LogLevel::info, "delivery",
              {{"delivery", std::string_view(delivery.id)}, {"target", std::string_view(delivery.target)}});
    return true;
}

int Outbox::send_lane(Lane& lane) {
    const std::int64_t now_s = unix_seconds(clock_);
    if (clock_.steady() < lane.rests_until) return 0;
    int tried = 0;
    for (const Delivery& delivery : outbox_.due(lane.sender->target(), now_s, kBatch)) {
        ++tried;
        if (send_one(*lane.sender, delivery)) {
            lane.failures = 0;
            continue;
        }
        ++lane.failures;
        lane.rests_until = clock_.steady() + std::min(kLongestRest, pause_after(lane.failures));
        break;
    }
    return tried;
}

void Outbox::look_at_clock() {
    const auto now = clock_.now();
    const auto steady = clock_.steady();
    const bool is_put_back = now - known_time_ < steady - known_steady_ - kClockStep;
    known_time_ = now;
    known_steady_ = steady;
    if (is_put_back) outbox_.retry(0, {}, unix_seconds(clock_));
}

int Outbox::send_due() {
    look_at_clock();
    int tried = 0;
    for (Lane& lane : lanes_) tried += send_lane(lane);
    return tried;
}

void Outbox::erase_old() {
    if (clock_.steady() < next_erase_) return;
    next_erase_ = clock_.steady() + kEraseEvery;
    const std::int64_t now_s = unix_seconds(clock_);
    const int erased = tickets_.erase_before(now_s - keep_.count(), now_s, now_s - keep_closed_.count());
    if (erased > 0) log_event(LogLevel::info, "tickets_erased", {{"count", std::int64_t{erased}}});
}

// The top of the thread: a store that fails now may work in a minute.
void Outbox::turn() {
    try {
        erase_old();
        while (send_due() >= kBatch) {
        }
    } catch (const std::exception& e) {
        log_event(LogLevel::error, "outbox", {{"detail", std::string_view(e.what())}});
    }
}

void Outbox::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        turn();
        std::unique_lock lock(mutex_);
        has_work_.wait_for(lock, stop, kLookAgain, [this] { return is_woken_; });
        is_woken_ = false;
    }
}

void Outbox::wake() {
    {
        const std::lock_guard lock(mutex_);
        is_woken_ = true;
    }
    has_work_.notify_all();
}

}  // namespace kb
