// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/commands/tickets.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "indexer/error.h"
#include "server/clock.h"
#include "server/config.h"
#include "server/store/outbox_store.h"
#include "server/store/store.h"
#include "server/store/ticket_store.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kSubjectCharacters = 60;

// «2026-11-22 01:30», UTC.
std::string minute_text(std::int64_t unix_s) {
    std::string text = utc_timestamp(std::chrono::system_clock::time_point(std::chrono::seconds(unix_s)));
    text[10] = ' ';
    return text.substr(0, 16);
}

// Made by the server only: a mistyped path must not leave an empty store behind.
Store open_existing(const std::string& file) {
    if (!std::filesystem::exists(file))
        throw ConfigError(
            fmt::format("{}: хранилища нет. Укажите то же, что у kb-server serve: --store", file));
    return Store(file);
}

const char* status_title(const std::string& status) {
    if (status == ticket_status::kNew) return "новое";
    if (status == ticket_status::kAnswered) return "отвечено";
    if (status == ticket_status::kHandedOver) return "передано";
    return "закрыто";
}

std::string delivery_text(const Delivery& delivery) {
    if (delivery.delivered_s != 0)
        return fmt::format("{}: доставлено {}", delivery.target, minute_text(delivery.delivered_s));
    if (delivery.attempts == 0) return fmt::format("{}: ждёт отправки. {}", delivery.target, delivery.error);
    return fmt::format("{}: не доставлено, попыток {}, следующая {}. {}", delivery.target, delivery.attempts,
                       minute_text(delivery.next_s), delivery.error);
}

Ticket ticket_at(const TicketStore& tickets, const std::string& number) {
    auto ticket = tickets.by_number(number);
    if (!ticket)
        throw ConfigError(fmt::format("Обращения {} нет. Все номера: kb-server tickets list", number));
    return std::move(*ticket);
}

void print_line(const char* label, const std::string& value) {
    if (!value.empty()) fmt::print("{}: {}\n", label, value);
}

void print_ticket(const Ticket& t) {
    fmt::print("{}  {}  {} UTC\n", t.number, status_title(t.status), minute_text(t.created_s));
    if (t.is_erased) fmt::print("Срок хранения вышел, текст стёрт.\n");
    print_line("Тема", t.subject);
    print_line("Имя", t.name);
    print_line("Куда ответить", t.contact);
    print_line("Со статьи", t.article_id);
    print_line("Со страницы", t.page);
    print_line("Уже сделали", fmt::format("{}", fmt::join(t.steps, "; ")));
    print_line("Мы предложили", fmt::format("{}", fmt::join(t.suggested, ", ")));
    for (const TicketMessage& message : t.messages) print_line("\nТекст", message.text);
    for (const AskedAnswer& answer : t.answers) fmt::print("\n{}\n  {}\n", answer.question, answer.answer);
    for (const TicketFile& file : t.files)
        fmt::print("Файл: {} ({}, {} КБ)\n", file.name, file.media_type, (file.size_bytes + 1023) / 1024);
}

}  // namespace

int list_tickets(const TicketOptions& options) {
    if (!options.status.empty() && !is_ticket_status(options.status))
        throw ConfigError("--status: new, answered, handed_over или closed.");
    Store store = open_existing(options.store_file);
    const TicketStore tickets(&store);
    const OutboxStore outbox(store);
    for (const Ticket& t : tickets.list({options.status, options.is_stuck, options.limit, 0})) {
        fmt::print("{}  {}  {:<9} {}\n", t.number, minute_text(t.created_s), status_title(t.status),
                   t.is_erased ? "(стёрто)" : first_code_points(t.subject, kSubjectCharacters));
        for (const Delivery& delivery : outbox.of_ticket(t.id))
            fmt::print("    {}\n", delivery_text(delivery));
    }
    const OutboxStore::Counts counts = outbox.counts();
    fmt::print("Ждут доставки: {}, из них не удаётся доставить: {}.\n", counts.waiting, counts.failing);
    fmt::print("Решено статьёй, без отправки: {}.\n", tickets.solved_count(""));
    return exit_code::ok;
}

int show_ticket(const TicketOptions& options) {
    Store store = open_existing(options.store_file);
    const Ticket ticket = ticket_at(TicketStore(&store), options.number);
    print_ticket(ticket);
    for (const Delivery& delivery : OutboxStore(store).of_ticket(ticket.id))
        fmt::print("{}\n", delivery_text(delivery));
    return exit_code::ok;
}

int retry_tickets(const TicketOptions& options) {
    Store store = open_existing(options.store_file);
    const std::int64_t id = options.number.empty() ? 0 : ticket_at(TicketStore(&store), options.number).id;
    const auto targets = load_config(options.config_file).requests.targets();
    const int due = OutboxStore(store).retry(id, targets, unix_seconds(real_clock()));
    fmt::print(
        "Поставлено на отправку: {}. Отправит работающий kb-server serve, обычно за несколько секунд.\n",
        due);
    return exit_code::ok;
}

}  // namespace kb
