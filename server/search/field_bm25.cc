// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/field_bm25.h"

#include <algorithm>
#include <cmath>

namespace kb {

FieldBm25::FieldBm25(KindStats stats, Bm25 bm25) : stats_(stats), bm25_(bm25) {
    need_stat(TERMFREQ);
    need_stat(WDF);
    need_stat(WDF_MAX);
    need_stat(DOC_LENGTH);
}

FieldBm25* FieldBm25::clone() const { return new FieldBm25(stats_, bm25_); }

void FieldBm25::init(double factor) {
    if (factor == 0) return;  // the term-independent part, of which there is none
    const double n = get_termfreq();
    const double all = std::max<double>(stats_.count, n);
    term_weight_ = factor * std::log(1 + (all - n + 0.5) / (n + 0.5)) * (bm25_.k1 + 1);
}

double FieldBm25::get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const {
    const double relative = length / stats_.mean_length;
    const double f = wdf;
    return term_weight_ * f / (f + bm25_.k1 * (1 - bm25_.b + bm25_.b * relative));
}

double FieldBm25::get_maxpart() const {
    const double f = std::max<double>(get_wdf_upper_bound(), 1);
    return term_weight_ * f / (f + bm25_.k1 * (1 - bm25_.b));
}

}  // namespace kb
