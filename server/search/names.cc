// SPDX-License-Identifier: GPL-2.0-or-later
// The words that answers use for enumerations.
#include "server/search/searcher.h"

namespace kb {

const char* via_name(Via via) {
    switch (via) {
        case Via::exact:
            return "exact";
        case Via::stem:
            return "stem";
        case Via::derived:
            return "derived";
        case Via::correction:
            return "correction";
        case Via::layout:
            return "layout";
        case Via::translit:
            return "translit";
        case Via::synonym:
            return "synonym";
        case Via::alias:
            return "alias";
        case Via::ngram:
            return "ngram";
        case Via::case_:
            return "case";
    }
    return "";
}

const char* relaxation_name(Relaxation relaxation) {
    switch (relaxation) {
        case Relaxation::all_words:
            return "all_words";
        case Relaxation::most_words:
            return "most_words";
        case Relaxation::some_words:
            return "some_words";
        case Relaxation::none_found:
            return "none_found";
    }
    return "";
}

const char* verdict_name(Verdict verdict) {
    switch (verdict) {
        case Verdict::answer:
            return "answer";
        case Verdict::maybe:
            return "maybe";
        case Verdict::none:
            return "none";
    }
    return "";
}

}  // namespace kb
