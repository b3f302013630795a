// SPDX-License-Identifier: GPL-2.0-or-later
// What stands in a ticket is anybody's text, and the file will be read as Markdown with a head of YAML. So
// the head's values are JSON strings (which YAML reads alike), and in the body every sign that Markdown would
// read as its own is escaped, but lists stay lists: they are most of a solution.
#include "server/http/draft.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <random>

#include "indexer/file_system.h"
#include "indexer/json_text.h"
#include "indexer/skeleton.h"
#include "server/http/errors.h"
#include "server/store/masking.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "internal/drafts";
constexpr std::size_t kTitleCharacters = 80;
constexpr std::size_t kAliasCharacters = 120;
constexpr std::size_t kAliases = 8;
constexpr int kNamesTried = 100;
constexpr std::string_view kMaskSign = "‹";
constexpr std::string_view kNameMask = "‹имя›";

int count_of(std::string_view text, std::string_view what) {
    int count = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size()))
        ++count;
    return count;
}

bool is_letter_byte(char c) {
    return static_cast<unsigned char>(c) >= 0x80 || std::isalpha(static_cast<unsigned char>(c)) != 0;
}

// Whole words only: «Роман» goes, «романтика» stays.
std::string without_name(const std::string& text, const std::string& name) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto found = text.find(name, at);
        if (found == std::string::npos) return out + text.substr(at);
        const auto end = found + name.size();
        const bool is_whole = (found == 0 || !is_letter_byte(text[found - 1])) &&
                              (end == text.size() || !is_letter_byte(text[end]));
        out += text.substr(at, found - at);
        out += is_whole ? std::string(kNameMask) : name;
        at = end;
    }
    return out;
}

class Masker {
public:
    explicit Masker(const std::vector<std::string>& names) : names_(names) {}

    std::string operator()(const std::string& text) {
        std::string out = text;
        for (const std::string& name : names_)
            if (count_code_points(name) >= 3) out = without_name(out, name);
        out = mask_text(out);
        masked_ += std::max(0, count_of(out, kMaskSign) - count_of(text, kMaskSign));
        return out;
    }
    int masked() const { return masked_; }

private:
    const std::vector<std::string>& names_;
    int masked_ = 0;
};

std::string one_line(std::string_view text, std::size_t most_characters) {
    std::string line;
    for (const char c : text) {
        const bool is_blank = c == ' ' || static_cast<unsigned char>(c) < 0x20;
        if (!is_blank)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    const auto cut = first_code_points(line, most_characters);
    if (cut.size() == line.size()) return line;
    const auto blank = cut.rfind(' ');
    return std::string(cut.substr(0, blank == std::string_view::npos ? cut.size() : blank));
}

// Takes what stands before the first full stop or line end from the text's beginning; without the stop.
std::string_view take_sentence(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n.!?"), text.size()));
    const std::string_view all = text;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool ends =
            text[at] == '\n' || (std::string_view(".!?").find(text[at]) != std::string_view::npos &&
                                 (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n'));
        if (!ends) continue;
        text.remove_prefix(at + 1);
        return all.substr(0, at);
    }
    text = {};
    return all;
}

// «Меня зовут ‹имя›. Не работает интернет. Договор ‹номер›.» says its thing in the second sentence. Where
// every sentence has something hidden, the first one.
std::string telling_sentence(std::string_view text) {
    std::string_view first;
    while (!text.empty()) {
        const std::string_view sentence = take_sentence(text);
        if (sentence.find(kMaskSign) == std::string_view::npos && !sentence.empty())
            return std::string(sentence);
        if (first.empty()) first = sentence;
    }
    return std::string(first);
}

// A customer's words without the sentences in which something was hidden: nobody searches for «‹номер›».
std::string telling_words(std::string_view text) {
    std::string out;
    if (text.find(kMaskSign) == std::string_view::npos) return std::string(text);
    for (std::string_view rest = text; !rest.empty();) {
        const std::string_view sentence = take_sentence(rest);
        if (sentence.empty() || sentence.find(kMaskSign) != std::string_view::npos) continue;
        out.append(out.empty() ? "" : ". ").append(sentence);
    }
    return out.empty() ? std::string(text) : out;
}

// «1. », «2) », «- », «* », «• » at the beginning of a line: how many bytes.
std::size_t list_mark(std::string_view line) {
    std::size_t at = 0;
    while (at < line.size() && at < 3 && line[at] >= '0' && line[at] <= '9') ++at;
    if (at > 0) {
        const bool is_number =
            at + 1 < line.size() && (line[at] == '.' || line[at] == ')') && line[at + 1] == ' ';
        return is_number ? at + 2 : 0;
    }
    for (const std::string_view mark : {"- ", "* ", "• ", "— "})
        if (line.starts_with(mark)) return mark.size();
    return 0;
}

void append_section(const char* title, const std::string& text, std::string& out) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) return;
    out += fmt::format("\n## {}\n\n{}\n", title, escaped_markdown(text));
}

void append_aliases(const std::vector<std::string>& wordings, const std::string& title, Masker& mask,
                    std::string& out) {
    std::vector<std::string> lines;
    for (const std::string& wording : wordings) {
        const std::string line = one_line(telling_words(mask(wording)), kAliasCharacters);
        const bool is_new = std::find(lines.begin(), lines.end(), line) == lines.end();
        if (!line.empty() && line != title && is_new && lines.size() < kAliases) lines.push_back(line);
    }
    if (lines.empty()) return;
    out += "aliases:\n";
    for (const std::string& line : lines) out += fmt::format("  - {}\n", json_quoted(line));
}

[[noreturn]] void cannot_write(const std::string& path, const std::string& why) {
    throw HttpError(Refusal::store_unavailable, fmt::format("Черновик не записан: {} ({}).", path, why));
}

class OpenFile {
public:
    explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

void write_whole(const std::string& path, std::string_view bytes) {
    const OpenFile file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644));
    if (file.descriptor() < 0) cannot_write(path, system_reason(errno));
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.descriptor(), bytes.data(), bytes.size());
        if (written < 0) cannot_write(path, system_reason(errno));
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file.descriptor()) != 0) cannot_write(path, system_reason(errno));
}

// The drafts' folder, which lies where it says it lies.
std::string drafts_folder(const std::string& articles_dir) {
    std::error_code error;
    const fs::path root = fs::canonical(articles_dir, error);
    if (error) cannot_write(articles_dir, error.message());
    const fs::path folder = root / kFolder;
    fs::create_directories(folder, error);
    if (error) cannot_write(kFolder, error.message());
    if (fs::canonical(folder, error) != folder || error) cannot_write(kFolder, "папка ведёт в другое место");
    return folder.string();
}

}  // namespace

std::string escaped_markdown(std::string_view text) {
    std::string out;
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = rest.find('\n');
        auto line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));  // no code by indentation
        if (const auto mark = list_mark(line); mark > 0) {
            out += line[0] >= '0' && line[0] <= '9' ? line.substr(0, mark) : std::string_view("- ");
            line.remove_prefix(mark);
        }
        for (std::size_t at = 0; at < line.size(); ++at) {
            const char c = line[at];
            const bool at_begin = at == 0 && std::string_view("#+-=~:").find(c) != std::string_view::npos;
            if (at_begin || std::string_view("\\`*_[]<>|&!{}").find(c) != std::string_view::npos) out += '\\';
            if (c != '\r') out += c;
        }
        out += '\n';
    }
    while (out.ends_with('\n')) out.pop_back();
    return out;
}

Draft draft_of(const DraftParts& parts) {
    Masker mask(parts.names);
    Draft draft;
    const std::string problem = mask(parts.problem);
    const bool has_subject = parts.subject.find(' ') != std::string::npos;
    const std::string named = parts.title.empty() && has_subject ? parts.subject : parts.title;
    draft.title = one_line(named.empty() ? telling_sentence(problem) : mask(named), kTitleCharacters);
    if (draft.title.empty()) draft.title = "Новая статья";
    std::string& out = draft.markdown;
    out = fmt::format("---\ntitle: {}\ntype: article\nstatus: draft\naudience: internal\n",
                      json_quoted(draft.title));
    if (!parts.category.empty())
        out += fmt::format("category: {}\n", json_quoted(one_line(parts.category, 200)));
    append_aliases(parts.wordings, draft.title, mask, out);
    out += fmt::format("---\n\n# {}\n", escaped_markdown(draft.title));
    append_section("Проблема", problem, out);
    append_section("Ситуация", mask(parts.situation), out);
    append_section("Решение", mask(parts.solution), out);
    append_section("Результат", mask(parts.result), out);
    draft.masked = mask.masked();
    return draft;
}

std::string save_draft(const std::string& articles_dir, const Draft& draft) {
    const std::string folder = drafts_folder(articles_dir);
    const std::string stem = file_stem(draft.title);
    std::random_device random;
    const std::string part = fmt::format("{}/.draft-{:08x}{:08x}.part", folder, random(), random());
    write_whole(part, draft.markdown);
    std::string path;
    int error = EEXIST;
    for (int number = 1; number <= kNamesTried && error == EEXIST; ++number) {
        path = number == 1 ? stem + ".md" : fmt::format("{}-{}.md", stem, number);
        error =
            ::link(part.c_str(), (folder + "/" + path).c_str()) == 0 ? 0 : errno;  // never over another file
    }
    ::unlink(part.c_str());
    if (error != 0) cannot_write(path, system_reason(error));
    return fmt::format("{}/{}", kFolder, path);
}

}  // namespace kb
