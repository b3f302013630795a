// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/word_list.h"

namespace kb {

void WordList::add(std::string_view word, std::uint32_t articles) {
    letters_.append(word);
    begins_.push_back(static_cast<std::uint32_t>(letters_.size()));
    counts_.push_back(articles);
}

std::string_view WordList::word(Id id) const {
    return std::string_view(letters_).substr(begins_[id], begins_[id + 1] - begins_[id]);
}

WordList::Id WordList::lower_bound(std::string_view wanted) const {
    Id low = 0;
    auto high = static_cast<Id>(size());
    while (low < high) {
        const Id middle = low + (high - low) / 2;
        if (word(middle) < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::optional<WordList::Id> WordList::find(std::string_view wanted) const {
    const Id id = lower_bound(wanted);
    if (id == size() || word(id) != wanted) return std::nullopt;
    return id;
}

std::uint32_t WordList::articles_with(std::string_view wanted) const {
    const auto id = find(wanted);
    return id ? counts_[*id] : 0;
}

std::pair<WordList::Id, WordList::Id> WordList::with_prefix(std::string_view prefix) const {
    const Id first = lower_bound(prefix);
    std::string end(prefix);
    end.push_back('\xFF');  // above every byte of UTF-8
    return {first, lower_bound(end)};
}

}  // namespace kb
