// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/update_log.h"

#include <fmt/format.h>

#include "indexer/schema.h"
#include "server/log.h"

namespace kb {

std::string UpdateLog::mark_of(std::string_view path) {
    return fmt::format("{:08x}", static_cast<std::uint32_t>(hash64(path)));
}

void UpdateLog::done(const UpdateReport& report) {
    if (!report.notice.empty())
        log_event(LogLevel::info, "rebuilt", {{"detail", std::string_view(report.notice)}});
    if (report.is_changed)
        log_event(LogLevel::info, "update",
                  {{"articles", static_cast<std::int64_t>(report.articles)},
                   {"put", static_cast<std::int64_t>(report.put)},
                   {"removed", static_cast<std::int64_t>(report.removed)},
                   {"problems", static_cast<std::int64_t>(report.diagnostics.size())}});
    std::set<std::string> now;
    for (const Diagnostic& diagnostic : report.diagnostics) {
        if (diagnostic.severity != Severity::error) continue;
        const std::string text = format_diagnostic(diagnostic);
        now.insert(text);
        if (known_errors_.contains(text)) continue;
        const std::string file = mark_of(diagnostic.file);
        log_event(LogLevel::warning, "article",
                  {{"code", std::string_view(diagnostic.code)},
                   {"file", std::string_view(file)},
                   {"line", std::int64_t{diagnostic.line}},
                   {"advice", std::string_view("Что и где: kb-index lint.")}});
    }
    known_errors_ = std::move(now);
}

void UpdateLog::failed(std::string_view what) {
    const std::string detail = without_names(what, articles_dir_);
    log_event(LogLevel::error, "update", {{"detail", std::string_view(detail)}});
}

std::string without_names(std::string_view text, std::string_view folder) {
    const std::string below = std::string(folder.substr(0, folder.find_last_not_of('/') + 1)) + "/";
    const auto at = text.find(below);
    if (at == std::string_view::npos) return std::string(text);
    return std::string(text.substr(0, at + below.size())) + "… Какой файл: kb-index update.";
}

}  // namespace kb
