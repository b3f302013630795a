// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/review.h"

#include "indexer/article_parser.h"
#include "indexer/json_text.h"
#include "server/writing/front_matter_edit.h"

namespace kb {

std::string with_review(const std::string& text, std::string_view path, const Article* before,
                        const std::string& login) {
    const ParseResult after = parse_article(path, text);
    if (!after.article) return text;
    const bool is_in_review = after.article->status == Status::review;
    if (!is_in_review) return after.article->review_by.empty() ? text : with_key(text, "review_by", "");
    const bool was_in_review = before != nullptr && before->status == Status::review;
    const std::string& asker = was_in_review ? before->review_by : login;
    if (after.article->review_by == asker) return text;
    return with_key(text, "review_by", asker.empty() ? "" : json_quoted(asker));
}

std::string why_not_publish(std::string_view text, std::string_view path, const Article* before,
                            const std::string& login) {
    const ParseResult after = parse_article(path, text);
    if (!after.article || after.article->status == Status::archived) return {};
    if (before != nullptr && before->status == Status::published) return {};
    // Who sets the time of publishing publishes: the clock asks nobody.
    const bool has_new_time = !after.article->publish_at.empty() &&
                              (before == nullptr || before->publish_at != after.article->publish_at);
    if (after.article->status != Status::published && !has_new_time) return {};
    if (before == nullptr || before->status != Status::review)
        return "Здесь публикуют после проверки: сначала «На проверку», потом статью опубликует другой "
               "человек.";
    if (before->review_by == login)
        return "На проверку статью отдали вы. Попросите опубликовать её кого-нибудь ещё.";
    return {};
}

}  // namespace kb
