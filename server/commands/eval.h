// SPDX-License-Identifier: GPL-2.0-or-later
// kb-server eval: judged questions in, a table of how good the answers are out.
#pragma once

#include <cstdint>
#include <string>

namespace kb {

struct EvalOptions {
    std::string index_dir = "data/index";
    std::string queries_file;
    std::string judgements_file;
    std::string mode = "auto";
    std::string audience = "public";
    std::string weights_file;  // empty: the usual weights
    std::string run_file;      // empty: none is written
    std::string cases_file;    // solved cases known beforehand; empty: none
    std::string convert;       // "layout" or "translit": every question as if typed so; empty: as it stands
    std::uint64_t seed = 1;    // of the manners of transliteration
    bool measure_damage = false;  // instead of asking: which Latin words would be taken for something else
    bool as_json = false;
};

// Prints to standard output and returns an exit code. Throws IndexError, IoError, ConfigError.
int eval(const EvalOptions& options);

}  // namespace kb
