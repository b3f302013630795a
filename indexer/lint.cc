// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

namespace kb {
namespace {

// One article under the rules. A rule reports what it finds; code and severity come from its row.
struct Subject {
    const Article& article;
    std::string_view today;
    std::function<void(int line, std::string message, std::string advice)> report;
};

void find_empty_article(const Subject& subject) {
    const auto& sections = subject.article.sections;
    const auto has_text = [](const Section& section) { return !section.text.empty(); };
    if (std::any_of(sections.begin(), sections.end(), has_text)) return;
    subject.report(0, "В статье нет текста.", "Напишите ответ или поставьте «status: draft».");
}

// The heading that gave the title is no section, so any of the first level is one too many.
void find_several_titles(const Subject& subject) {
    for (const Section& section : subject.article.sections) {
        if (section.level != 1) continue;
        subject.report(section.line,
                       fmt::format("Кроме названия, есть заголовок первого уровня: «{}».", section.title),
                       "Поставьте «##»: первый уровень — название статьи.");
    }
}

// «##» after the title, «###» after «##»: a step down by one, up by any number.
void find_heading_jumps(const Subject& subject) {
    int above = 1;
    for (const Section& section : subject.article.sections) {
        if (section.level == 0) continue;
        if (section.level > above + 1) {
            subject.report(
                section.line,
                fmt::format("Заголовок «{}» уровня {} стоит сразу под уровнем {}.", section.title,
                            section.level, above),
                fmt::format("Поставьте «{}».", std::string(static_cast<std::size_t>(above) + 1, '#')));
        }
        above = section.level;
    }
}

void find_empty_sections(const Subject& subject) {
    const auto& sections = subject.article.sections;
    for (std::size_t i = 1; i < sections.size(); ++i) {
        const bool has_children = i + 1 < sections.size() && sections[i + 1].level > sections[i].level;
        if (!sections[i].html.empty() || has_children) continue;
        subject.report(sections[i].line, fmt::format("Под заголовком «{}» ничего нет.", sections[i].title),
                       "Допишите раздел или уберите заголовок.");
    }
}

void find_images_without_alt(const Subject& subject) {
    for (const Link& link : subject.article.links) {
        if (!link.is_image || !link.text.empty()) continue;
        subject.report(link.line, fmt::format("У картинки «{}» нет описания.", link.target),
                       "Опишите в квадратных скобках, что на ней: её не видят поиск и незрячие.");
    }
}

void find_steps_without_list(const Subject& subject) {
    if (subject.article.type != ArticleType::steps) return;
    const auto& sections = subject.article.sections;
    const auto has_list = [](const Section& section) {
        return section.html.find("<ol") != std::string::npos;
    };
    if (std::any_of(sections.begin(), sections.end(), has_list)) return;
    subject.report(0, "Тип статьи — steps, но нумерованного списка в ней нет.",
                   "Запишите шаги строками «1. …» или смените type.");
}

void find_past_review(const Subject& subject) {
    const std::string& date = subject.article.review_after;
    if (date.empty() || subject.today.empty() || date >= subject.today) return;
    subject.report(0, fmt::format("Статью пора перечитать: review_after — {}.", date),
                   "Проверьте сроки и цены и поставьте новый день.");
}

void find_link_without_text(const Subject& subject) {
    for (const Link& link : subject.article.links) {
        if (link.is_image || !link.text.empty()) continue;
        subject.report(link.line, fmt::format("У ссылки на «{}» нет текста.", link.target),
                       "Напишите в квадратных скобках, куда она ведёт.");
    }
}

struct Rule {
    const char* code;
    Severity severity;
    void (*find)(const Subject&);
};

constexpr std::array kRules = {
    Rule{"empty-article", Severity::warning, find_empty_article},
    Rule{"several-titles", Severity::warning, find_several_titles},
    Rule{"heading-jump", Severity::hint, find_heading_jumps},
    Rule{"empty-section", Severity::hint, find_empty_sections},
    Rule{"image-without-alt", Severity::warning, find_images_without_alt},
    Rule{"link-without-text", Severity::warning, find_link_without_text},
    Rule{"steps-without-list", Severity::warning, find_steps_without_list},
    Rule{"review-past", Severity::hint, find_past_review},
};

}  // namespace

Diagnostics lint_article(const Article& article, std::string_view today) {
    Diagnostics diagnostics;
    for (const Rule& rule : kRules) {
        rule.find({article, today, [&](int line, std::string message, std::string advice) {
                       diagnostics.push_back({rule.severity, rule.code, article.path, line, 0,
                                              std::move(message), std::move(advice)});
                   }});
    }
    return diagnostics;
}

}  // namespace kb
