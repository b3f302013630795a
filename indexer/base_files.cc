// SPDX-License-Identifier: GPL-2.0-or-later
// categories.yaml is a list; children stand below their parent or under its full path:
//
//     - id: internet                     - id: internet
//       title: Интернет            or    - id: internet/wifi
//       children:                          title: Wi-Fi
//         - id: wifi
//           title: Wi-Fi
#include "indexer/base_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "indexer/nearest.h"
#include "indexer/strict_yaml.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

using Kind = YamlNode::Kind;

constexpr std::array<std::string_view, 6> kKeys = {"id",          "title",    "title_en",
                                                   "description", "audience", "children"};

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r");
    return begin == std::string_view::npos ? ""
                                           : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

class CategoryReader {
public:
    explicit CategoryReader(std::string_view file) : file_(file) {}

    CategoriesResult result;

    void read_list(const YamlNode& list, const Category* parent) {
        if (list.kind == Kind::empty) return;
        if (list.kind != Kind::list) {
            report(Severity::error, "bad-categories", list, "Здесь должен быть список категорий.",
                   "Начните каждую категорию с «- id: …».");
            return;
        }
        for (const YamlNode& item : list.items) read_category(item, parent);
    }

private:
    void read_category(const YamlNode& item, const Category* parent) {
        const std::string id(text_of(item, "id"));
        const bool is_bad = id.empty() || id.front() == '/' || id.back() == '/' ||
                            id.find_first_of(" ?#%") != std::string::npos;
        if (is_bad) {
            report(Severity::error, "bad-category-id", item,
                   "У категории нет id, или он не годится для адреса.",
                   "Напишите «- id: wifi»: буквы, цифры, дефис.");
            return;
        }
        Category category;
        category.id = parent == nullptr || id.starts_with(parent->id + "/") ? id : parent->id + "/" + id;
        category.title = text_of(item, "title");
        if (category.title.empty()) category.title = category.id;
        category.title_en = text_of(item, "title_en");
        category.description = text_of(item, "description");
        category.audience = audience_of(item, parent != nullptr ? parent : parent_of(category.id));
        report_unknown_keys(item);
        add(item, category);
        if (const YamlNode* children = item.find("children")) read_list(*children, &category);
    }

    void add(const YamlNode& item, const Category& category) {
        if (!ids_.insert(category.id).second) {
            report(Severity::error, "duplicate-category", item,
                   fmt::format("Категория «{}» описана дважды.", category.id), "Оставьте одно описание.");
            return;
        }
        if (const std::size_t slash = category.id.rfind('/'); slash != std::string::npos) {
            add_missing_parent(item, category, category.id.substr(0, slash));
        }
        result.categories.push_back(category);
    }

    void add_missing_parent(const YamlNode& item, const Category& child, const std::string& id) {
        if (ids_.count(id) != 0) return;
        report(Severity::warning, "no-parent-category", item,
               fmt::format("Категория «{}» стоит раньше своей родительской «{}» или без неё.", child.id, id),
               fmt::format("Опишите выше «- id: {}».", id));
        Category parent;
        parent.id = parent.title = id;
        parent.audience = child.audience;
        add(item, parent);
    }

    const Category* parent_of(std::string_view id) const {
        const std::size_t slash = id.rfind('/');
        if (slash == std::string_view::npos) return nullptr;
        const auto found =
            std::find_if(result.categories.begin(), result.categories.end(),
                         [&](const Category& known) { return known.id == id.substr(0, slash); });
        return found == result.categories.end() ? nullptr : &*found;
    }

    // Below an internal category everything is internal; what cannot be read is internal too.
    Audience audience_of(const YamlNode& item, const Category* parent) {
        const std::string_view written = text_of(item, "audience");
        if (!written.empty() && written != "public" && written != "internal") {
            report(Severity::error, "unknown-audience", item,
                   fmt::format("Неизвестное значение «{}» ключа «audience».", written),
                   "Можно: public, internal.");
            return Audience::internal;
        }
        const bool is_internal =
            written == "internal" || (parent != nullptr && parent->audience == Audience::internal);
        return is_internal ? Audience::internal : Audience::public_;
    }

    void report_unknown_keys(const YamlNode& item) {
        for (const YamlNode& key : item.keys) {
            if (std::find(kKeys.begin(), kKeys.end(), std::string_view(key.text)) != kKeys.end()) continue;
            const std::string_view near = nearest(key.text, kKeys);
            report(Severity::warning, "unknown-key", key, fmt::format("Неизвестный ключ «{}».", key.text),
                   near.empty() ? fmt::format("Можно: {}.", fmt::join(kKeys, ", "))
                                : fmt::format("Возможно, «{}»?", near));
        }
    }

    static std::string_view text_of(const YamlNode& item, std::string_view key) {
        const YamlNode* value = item.kind == Kind::map ? item.find(key) : nullptr;
        return value == nullptr || value->kind != Kind::text ? std::string_view() : trimmed(value->text);
    }

    void report(Severity severity, std::string code, const YamlNode& node, std::string message,
                std::string advice) {
        result.diagnostics.push_back({severity, std::move(code), std::string(file_), node.line, node.column,
                                      std::move(message), std::move(advice)});
    }

    std::string_view file_;
    std::set<std::string, std::less<>> ids_;
};

}  // namespace

CategoriesResult parse_categories(std::string_view file, std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const YamlResult parsed = parse_yaml(valid_utf8(bytes), file, 1);
    CategoryReader reader(file);
    reader.result.diagnostics = parsed.diagnostics;
    if (parsed.root) reader.read_list(*parsed.root, nullptr);
    return std::move(reader.result);
}

RedirectsResult parse_redirects(std::string_view file, std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    RedirectsResult result;
    std::set<std::string, std::less<>> seen;
    const auto report = [&](const char* code, int line, std::string message, std::string advice) {
        result.diagnostics.push_back(
            {Severity::warning, code, std::string(file), line, 0, std::move(message), std::move(advice)});
    };
    int number = 0;
    for (std::size_t begin = 0; begin < bytes.size(); ++number) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        const std::string line = valid_utf8(bytes.substr(begin, end - begin));
        begin = end + 1;
        const std::string_view rule = trimmed(std::string_view(line).substr(0, line.find('#')));
        if (rule.empty()) continue;
        const std::size_t arrow = rule.find("->");
        std::string_view from = trimmed(rule.substr(0, arrow));
        const std::string_view to = arrow == std::string_view::npos ? "" : trimmed(rule.substr(arrow + 2));
        while (from.starts_with('/')) from.remove_prefix(1);
        if (from.empty() || to.empty()) {
            report("bad-redirect", number + 1, "Строка не похожа на правило «старый/адрес -> id».",
                   "Слева напишите старый адрес, справа id статьи, между ними «->».");
        } else if (!seen.insert(std::string(from)).second) {
            report("duplicate-redirect", number + 1, fmt::format("Адрес «{}» уже перенаправлен выше.", from),
                   "Оставьте одно правило.");
        } else {
            result.redirects.push_back({std::string(from), std::string(to)});
        }
    }
    return result;
}

}  // namespace kb
