// SPDX-License-Identifier: GPL-2.0-or-later
// The writers' synonyms: what a word or phrase of a question may also be called.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stemming/analyzer.h"
#include "stemming/diagnostic.h"

namespace kb {

// One other way to say it: stems in order («три», «цифр», «оборот»).
using StemPhrase = std::vector<std::string>;

struct SynonymMatch {
    std::size_t first = 0;  // place of the phrase in the stems asked about
    std::size_t count = 0;
    const std::vector<StemPhrase>* others = nullptr;
};

class Synonyms {
public:
    // What the phrases of `stems` may also be called; longest phrases first at each place.
    std::vector<SynonymMatch> find(const std::vector<std::string>& stems) const;
    std::size_t size() const { return rules_.size(); }
    // Folded words of the sides that questions are compared with: a misspelt one may be meant.
    const std::set<std::string>& words() const { return words_; }

    // Adds the lines of a synonyms file:
    //   заявка = обращение = запрос          two-way
    //   отвалился -> пропала связь, обрыв    one-way
    //   protect: Лайка, Вести               never stemmed: see protected_words.h
    //   # comment
    // Mistakes are reported with `file` and the line; good lines count all the same.
    Diagnostics add(std::string_view file, std::string_view text, Analyzer& analyzer);

private:
    void add_rule(const StemPhrase& from, const StemPhrase& to);
    std::optional<Diagnostic> add_line(std::string_view file, int number, std::string_view line,
                                       Analyzer& analyzer);

    std::unordered_map<std::string, std::vector<StemPhrase>> rules_;  // stems joined by blanks → others
    std::set<std::string> words_;
    std::size_t longest_ = 0;  // phrase, in stems
};

}  // namespace kb
