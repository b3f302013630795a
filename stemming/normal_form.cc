// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemming/normal_form.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include "stemming/utf8.h"

namespace kb {

std::string composed(std::string_view text) {
    std::string valid = valid_utf8(text);
    std::string out;
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return valid;
    icu::StringByteSink<std::string> sink(&out);
    form->normalizeUTF8(0, icu::StringPiece(valid), sink, nullptr, status);
    return U_SUCCESS(status) ? out : valid;
}

}  // namespace kb
