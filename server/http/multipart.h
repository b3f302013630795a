// SPDX-License-Identifier: GPL-2.0-or-later
// The body of a form, in either of the two ways browsers send it. Copies fields, points into the body for
// files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace kb {

struct UploadedFile {
    std::string field;
    std::string name;          // as sent: may hold anything
    std::string_view content;  // within the request's body
};

struct FormBody {
    NamedValues fields;               // in order, valid UTF-8
    std::vector<UploadedFile> files;  // fields with a file name; a file input left empty gives none
};

// multipart/form-data (RFC 7578) or application/x-www-form-urlencoded. Throws HttpError: bad_request when
// the parts cannot be told apart, unsupported_media for other types. At most 100 fields and files are read.
FormBody parse_form(const HttpRequest& request);

}  // namespace kb
