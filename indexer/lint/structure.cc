// SPDX-License-Identifier: GPL-2.0-or-later
// How an article is built: headings, lists, paragraphs, tables, pictures, its title.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/lint/phrases.h"
#include "indexer/lint/subject.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

void find_empty_article(const Subject& subject) {
    const auto& sections = subject.article.sections;
    const auto has_text = [](const Section& section) { return !section.text.empty(); };
    if (std::any_of(sections.begin(), sections.end(), has_text)) return;
    subject.report("empty-article", 0, "В статье нет текста.",
                   "Напишите ответ или поставьте «status: draft».");
}

// The heading that gave the title is no section, so any of the first level is one too many.
void find_several_titles(const Subject& subject) {
    for (const Section& section : subject.article.sections) {
        if (section.level != 1) continue;
        subject.report("several-titles", section.line,
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
                "heading-jump", section.line,
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
        subject.report("empty-section", sections[i].line,
                       fmt::format("Под заголовком «{}» ничего нет.", sections[i].title),
                       "Допишите раздел или уберите заголовок.");
    }
}

void find_images_without_alt(const Subject& subject) {
    for (const Link& link : subject.article.links) {
        if (!link.is_image || !link.text.empty()) continue;
        subject.report("image-without-alt", link.line,
                       fmt::format("У картинки «{}» нет описания.", link.target),
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
    subject.report("steps-without-list", 0, "Тип статьи — steps, но нумерованного списка в ней нет.",
                   "Запишите шаги строками «1. …» или смените type.");
}

void find_past_review(const Subject& subject) {
    const std::string& date = subject.article.review_after;
    if (date.empty() || subject.context.today.empty() || date >= subject.context.today) return;
    subject.report("review-past", 0, fmt::format("Статью пора перечитать: review_after — {}.", date),
                   "Проверьте сроки и цены и поставьте новый день.");
}

void find_link_without_text(const Subject& subject) {
    for (const Link& link : subject.article.links) {
        if (link.is_image || !link.text.empty()) continue;
        subject.report("link-without-text", link.line,
                       fmt::format("У ссылки на «{}» нет текста.", link.target),
                       "Напишите в квадратных скобках, куда она ведёт.");
    }
}

void find_weak_link_text(const Subject& subject) {
    constexpr std::array<std::string_view, 14> kWeak = {
        "здесь",  "тут",        "сюда", "ссылка", "по ссылке",  "подробнее", "по этой ссылке",
        "ссылке", "эта ссылка", "here", "link",   "click here", "this link", "read more"};
    for (const Link& link : subject.article.links) {
        const std::string text = lower(link.text);
        if (link.is_image || std::find(kWeak.begin(), kWeak.end(), text) == kWeak.end()) continue;
        subject.report("weak-link-text", link.line,
                       fmt::format("Текст ссылки «{}» не говорит, куда она ведёт.", link.text));
    }
}

int count_words(std::string_view text) {
    int count = 0;
    bool is_in_word = false;
    for (const char c : text) {
        if (c != ' ' && !is_in_word) ++count;
        is_in_word = c != ' ';
    }
    return count;
}

void find_walls(const Subject& subject) {
    const int most = subject.context.settings.paragraph_words;
    for (const ProseBlock& block : subject.prose.blocks) {
        if (block.kind != ProseBlock::Kind::paragraph) continue;
        const int count = count_words(block.text);
        if (count > most)
            subject.report_prose("wall-of-text", block.line,
                                 fmt::format("В абзаце {} слов, а хорошо, когда не больше {}.", count, most));
    }
}

// «1)» and then «2)» in one paragraph, each at the beginning of a word.
bool has_number(std::string_view text, int number, std::size_t& from) {
    const std::string mark = fmt::format("{}) ", number);
    for (std::size_t at = text.find(mark, from); at != std::string_view::npos; at = text.find(mark, at + 1)) {
        if (at > 0 && text[at - 1] != ' ') continue;
        from = at + mark.size();
        return true;
    }
    return false;
}

void find_steps_in_a_paragraph(const Subject& subject) {
    for (const ProseBlock& block : subject.prose.blocks) {
        std::size_t from = 0;
        if (block.kind != ProseBlock::Kind::paragraph || !has_number(block.text, 1, from)) continue;
        const std::size_t first = from;
        if (has_number(block.text, 2, from))
            subject.report("numbered-by-hand", block, first - 3, "Шаги «1) … 2) …» стоят внутри абзаца.");
    }
}

void find_wide_tables(const Subject& subject) {
    const int most = subject.context.settings.table_columns;
    for (const ProseTable& table : subject.prose.tables) {
        if (table.columns > most)
            subject.report_prose(
                "wide-table", table.line,
                fmt::format("В таблице {} столбцов, а на телефоне видно не больше {}.", table.columns, most));
    }
}

bool says_what_if_not(std::string_view title) {
    constexpr std::array<std::string_view, 14> kSigns = {
        "не помог", "не получ",         "не сработ",          "не вышло",   "не удал",
        "не удаё",  "остались вопросы", "возможные проблемы", "устранение", "did not",
        "didn’t",   "didn't",           "does not",           "still"};
    const std::string folded = lower(title);
    if (folded.starts_with("если ") || folded.starts_with("if ")) return true;
    return std::any_of(kSigns.begin(), kSigns.end(),
                       [&](std::string_view sign) { return folded.find(sign) != std::string::npos; });
}

void find_no_fallback(const Subject& subject) {
    const Article& article = subject.article;
    if (article.type != ArticleType::steps || article.audience != Audience::public_) return;
    const auto says = [](const Section& section) { return says_what_if_not(section.title); };
    if (std::any_of(article.sections.begin(), article.sections.end(), says)) return;
    subject.report("no-fallback", 0, "В инструкции нет раздела «Если не помогло».");
}

// «Информация о …», «Отсутствие …»: the document is named, not what has happened.
void find_document_titles(const Subject& subject) {
    constexpr std::array<std::string_view, 21> kBeginnings = {
        "информация о",    "информация об", "информация по", "общая информация", "общие сведения",
        "сведения о",      "описание",      "памятка",       "инструкция по",    "инструкция для",
        "регламент",       "порядок",       "осуществление", "возникновение",    "отсутствие",
        "невозможность",   "дублирование",  "некорректн*",   "неисправность",    "часто задаваемые вопросы",
        "вопросы и ответы"};
    const Article& article = subject.article;
    const bool is_for_customers = article.audience == Audience::public_ &&
                                  article.type != ArticleType::template_ &&
                                  article.type != ArticleType::policy && article.type != ArticleType::script;
    if (!is_for_customers) return;
    const std::string title = lower(article.title);
    for (const std::string_view beginning : kBeginnings) {
        const bool is_stem = beginning.ends_with('*');
        const bool is_it = is_stem ? matches(beginning, title)
                                   : title == beginning || title.starts_with(std::string(beginning) + " ");
        if (!is_it) continue;
        subject.report("title-not-problem", 0,
                       fmt::format("Название «{}» говорит о документе, а не о беде клиента.", article.title));
        return;
    }
}

constexpr std::array kFinders = {
    find_empty_article,        find_several_titles,
    find_heading_jumps,        find_empty_sections,
    find_images_without_alt,   find_link_without_text,
    find_steps_without_list,   find_past_review,
    find_weak_link_text,       find_walls,
    find_steps_in_a_paragraph, find_wide_tables,
    find_no_fallback,          find_document_titles,
};

}  // namespace

void find_structure(const Subject& subject) {
    for (const auto find : kFinders) find(subject);
}

}  // namespace kb
