// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

#include "server/clock.h"
#include "server/json_writer.h"

namespace kb {
namespace {

spdlog::level::level_enum spdlog_level(LogLevel level) {
    switch (level) {
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warning:
            return spdlog::level::warn;
        case LogLevel::error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

const char* level_word(LogLevel level) {
    switch (level) {
        case LogLevel::info:
            return "info";
        case LogLevel::warning:
            return "warning";
        case LogLevel::error:
            return "error";
    }
    return "info";
}

spdlog::logger& logger() {
    static const std::shared_ptr<spdlog::logger> shared = [] {
        auto made = std::make_shared<spdlog::logger>("kb", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%v");  // spdlog does not escape: the line comes ready
        made->flush_on(spdlog::level::info);
        return made;
    }();
    return *shared;
}

}  // namespace

void log_event(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
    if (!logger().should_log(spdlog_level(level))) return;
    JsonWriter line;
    line.begin_object()
        .field("time", utc_timestamp(real_clock().now()))
        .field("level", level_word(level))
        .field("event", event);
    for (const LogField& field : fields)
        std::visit([&](const auto& value) { line.field(field.name, value); }, field.value);
    logger().log(spdlog_level(level), line.end_object().take());
}

void set_log_level(LogLevel level) { logger().set_level(spdlog_level(level)); }

}  // namespace kb
