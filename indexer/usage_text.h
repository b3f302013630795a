// SPDX-License-Identifier: GPL-2.0-or-later
// What both programs say about their command lines, in Russian: CLI11 says it in English and counts
// bytes where it should count letters. Knows texts only, not CLI11.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace kb {

// CLI11's labels and our words for them, for Formatter::label().
std::span<const std::pair<const char*, const char*>> usage_labels();

constexpr const char* kOptionsTitle = "Параметры";
constexpr const char* kCommandsTitle = "Команды";

// CLI11's help with its right column set straight.
std::string aligned_help(std::string_view help);

// CLI11's complaint about a call, as a Russian sentence with what to do; `what` itself when it is none we
// know.
std::string usage_complaint(std::string_view what);

}  // namespace kb
