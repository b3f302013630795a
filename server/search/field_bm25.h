// SPDX-License-Identifier: GPL-2.0-or-later
// BM25 over one kind of documents in a database that holds several kinds. For index_reader.cc only:
// it includes xapian.h.
#pragma once

#include <xapian.h>

#include "server/search/index_reader.h"

namespace kb {

// Robertson's BM25 (Robertson, Walker, Jones, Hancock-Beaulieu, Gatford: Okapi at TREC-3, 1994) with the idf
// of Lucene, log(1 + (N − n + 0.5) / (n + 0.5)), which never falls below zero. Xapian's own
// BM25Weight takes N and the mean length from the whole database; here they are those of the kind.
class FieldBm25 : public Xapian::Weight {
public:
    FieldBm25(KindStats stats, Bm25 bm25);

    FieldBm25* clone() const override;
    std::string name() const override { return "kb::FieldBm25"; }
    double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                       Xapian::termcount unique) const override;
    double get_maxpart() const override;
    double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
    double get_maxextra() const override { return 0; }

private:
    void init(double factor) override;

    KindStats stats_;
    Bm25 bm25_;
    double term_weight_ = 0;  // factor × idf × (k1 + 1)
};

}  // namespace kb
