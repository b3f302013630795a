// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/article.h"

namespace kb {

const char* audience_name(Audience audience) { return audience == Audience::public_ ? "public" : "internal"; }

const char* status_name(Status status) {
    switch (status) {
        case Status::draft:
            return "draft";
        case Status::review:
            return "review";
        case Status::published:
            return "published";
        case Status::archived:
            return "archived";
    }
    return "draft";
}

const char* type_name(ArticleType type) {
    switch (type) {
        case ArticleType::article:
            return "article";
        case ArticleType::steps:
            return "steps";
        case ArticleType::qa:
            return "qa";
        case ArticleType::video:
            return "video";
        case ArticleType::template_:
            return "template";
        case ArticleType::script:
            return "script";
        case ArticleType::policy:
            return "policy";
        case ArticleType::limitation:
            return "limitation";
    }
    return "article";
}

const char* level_name(Level level) {
    switch (level) {
        case Level::none:
            return "";
        case Level::basic:
            return "basic";
        case Level::advanced:
            return "advanced";
    }
    return "";
}

}  // namespace kb
