// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/writing/draft_linter.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "indexer/lint/glossary.h"
#include "indexer/lint/settings.h"
#include "indexer/lint/spelling.h"
#include "indexer/shared_parts.h"

namespace kb {
namespace {

constexpr std::array kFiles = {"lint.yaml",      "glossary.yaml", "dictionary.txt",
                               "variables.yaml", "blocks",        "internal/blocks"};
constexpr std::size_t kKept = 4;

}  // namespace

struct DraftLinter::Knowledge {
    std::string stamp;
    LintSettings settings;
    Glossary glossary;
    OwnWords words;
    SharedParts parts;
};

// The knowledge outlives the linter that points into it.
struct DraftLinter::Ready {
    std::shared_ptr<const Knowledge> knowledge;
    ArticleLinter linter;
};

DraftLinter::DraftLinter(FileSystem& files, std::string articles_dir)
    : files_(files), articles_dir_(std::move(articles_dir)) {}

DraftLinter::~DraftLinter() = default;

std::string DraftLinter::stamp(const std::string& today) {
    std::string out = today;
    for (const char* name : kFiles) {
        const auto stat = files_.stat(articles_dir_ + "/" + name);
        out += stat ? fmt::format(" {} {}", stat->size_bytes, stat->modified_ns) : std::string(" -");
    }
    return out;
}

std::unique_ptr<DraftLinter::Ready> DraftLinter::take(const std::string& today) {
    std::shared_ptr<const Knowledge> knowledge;
    {
        const std::lock_guard lock(mutex_);
        const std::string now = stamp(today);
        if (!knowledge_ || knowledge_->stamp != now) {
            auto fresh = std::make_shared<Knowledge>();
            const auto text = [&](const char* name) {
                return files_.read(articles_dir_ + "/" + name).value_or(std::string());
            };
            fresh->stamp = now;
            fresh->settings = parse_lint_settings(kFiles[0], text(kFiles[0])).settings;
            fresh->glossary.add(kFiles[1], text(kFiles[1]));
            fresh->words.add(text(kFiles[2]));
            for (const Glossary::Term& term : fresh->glossary.terms()) fresh->words.add_word(term.term);
            fresh->parts = read_shared_parts(files_, articles_dir_).parts;
            knowledge_ = std::move(fresh);
            pool_.clear();
        }
        if (!pool_.empty()) {
            auto ready = std::move(pool_.back());
            pool_.pop_back();
            return ready;
        }
        knowledge = knowledge_;
    }
    LintContext context{
        today, knowledge->settings, &knowledge->glossary, &knowledge->words, &knowledge->parts, true};
    return std::make_unique<Ready>(Ready{knowledge, ArticleLinter(std::move(context))});
}

LintedArticle DraftLinter::lint(std::string_view path, std::string_view text, const std::string& today) {
    auto ready = take(today);
    LintedArticle linted = ready->linter.lint(path, text);
    const std::lock_guard lock(mutex_);
    if (ready->knowledge == knowledge_ && pool_.size() < kKept) pool_.push_back(std::move(ready));
    return linted;
}

}  // namespace kb
