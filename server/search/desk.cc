// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/search/desk.h"

namespace kb {

const char* desk_kind_name(DeskKind kind) {
    switch (kind) {
        case DeskKind::article:
            return "article";
        case DeskKind::template_:
            return "template";
        case DeskKind::case_:
            return "case";
    }
    return "";
}

}  // namespace kb
