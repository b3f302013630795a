// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/clock.h"
#include "server/http/page_handlers.h"
#include "server/http/page_layout.h"
#include "server/store/analytics_store.h"

namespace kb {
namespace {

constexpr int kPopular = 8;

PageData link_data(const ArticleCard& card) {
  PageData link;
  link.set("url", card.url);
  link.set("title", card.title);
  return link;
}

// The most viewed that this caller may see; while nobody has read anything, the first of each topic.
std::vector<PageData> popular(const Services& services, Caller caller, const CategoryTree& tree) {
  std::vector<PageData> links;
  std::vector<std::string> ids;
  try_quietly([&] { ids = services.analytics.most_viewed(kPopular, unix_seconds(services.clock)); });
  for (const std::string& id : ids) {
    if (const auto view = services.searcher.article(caller, id)) links.push_back(link_data(view->card));
  }
  if (links.size() >= kPopular / 2) return links;
  links.clear();
  for (const CategoryTree::Row* row : tree.children("")) {
    const std::vector<ArticleCard> cards = services.searcher.list(caller, row->category.id);
    if (!cards.empty() && links.size() < kPopular) links.push_back(link_data(cards.front()));
  }
  return links;
}

}  // namespace

HttpResponse get_home_page(const Services& services, const Exchange& exchange) {
  const CategoryTree tree(services.searcher, exchange.caller);
  PageData data;
  set_list(data, "popular", popular(services, exchange.caller, tree));
  set_list(data, "categories", tree.topics());
  PageHead head;
  head.is_home = true;
  head.description = "Ответы на частые вопросы: найдите свой или опишите, что случилось.";
  return page(services, head, "home", std::move(data));
}

}  // namespace kb
