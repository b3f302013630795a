// SPDX-License-Identifier: GPL-2.0-or-later
// Cards in some order, made once for all who ask: a page that shows eight of seven thousand copies eight.
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace kb {

struct ArticleCard;

class CardRange {
public:
    using List = std::vector<const ArticleCard*>;

    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = ArticleCard;
        using difference_type = std::ptrdiff_t;
        using pointer = const ArticleCard*;
        using reference = const ArticleCard&;

        Iterator() = default;
        explicit Iterator(const ArticleCard* const* at) : at_(at) {}
        reference operator*() const { return **at_; }
        pointer operator->() const { return *at_; }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        Iterator operator++(int) { return Iterator(at_++); }
        bool operator==(const Iterator&) const = default;

    private:
        const ArticleCard* const* at_ = nullptr;
    };

    CardRange() : list_(std::make_shared<const List>()) {}
    // The list, and the cards it points to, live as long as the pointer does.
    explicit CardRange(std::shared_ptr<const List> list) : list_(std::move(list)) {}

    Iterator begin() const { return Iterator(list_->data()); }
    Iterator end() const { return Iterator(list_->data() + list_->size()); }
    std::size_t size() const { return list_->size(); }
    bool empty() const { return list_->empty(); }
    const ArticleCard& operator[](std::size_t place) const { return *(*list_)[place]; }

private:
    std::shared_ptr<const List> list_;
};

}  // namespace kb
