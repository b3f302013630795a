// SPDX-License-Identifier: GPL-2.0-or-later
// A commit is made from the tree of HEAD with the saved files exchanged in it, not from the index: what
// somebody has staged by hand is not swept along, and stays staged. Afterwards the index is told of the saved
// files, so that «git status» is clean. While a merge or a rebase is under way nothing is committed: the file
// is saved, and the person who merges sees it.
#include "server/writing/git_history.h"

#include <fmt/format.h>
#include <git2.h>

#include <array>
#include <filesystem>
#include <memory>
#include <utility>

#include "indexer/error.h"
#include "server/writing/commit_mark.h"

namespace kb {
namespace {

constexpr int kTries = 4;  // HEAD may move while a commit is made
constexpr std::size_t kMaxWalked = 20'000;

template <typename T, void (*Free)(T*)>
struct Freer {
    void operator()(T* thing) const { Free(thing); }
};
template <typename T, void (*Free)(T*)>
using Held = std::unique_ptr<T, Freer<T, Free>>;

using Repository = Held<git_repository, git_repository_free>;
using Commit = Held<git_commit, git_commit_free>;
using Tree = Held<git_tree, git_tree_free>;
using Signature = Held<git_signature, git_signature_free>;
using Index = Held<git_index, git_index_free>;
using Walk = Held<git_revwalk, git_revwalk_free>;
using Entry = Held<git_tree_entry, git_tree_entry_free>;
using Blob = Held<git_blob, git_blob_free>;
using Diff = Held<git_diff, git_diff_free>;
using Builder = Held<git_treebuilder, git_treebuilder_free>;

struct Library {
    Library() { git_libgit2_init(); }
    ~Library() { git_libgit2_shutdown(); }
};

void need_library() { static const Library library; }

struct GitError {
    int code = 0;
    std::string text;
};

void check(int code) {
    if (code >= 0) return;
    const git_error* error = git_error_last();
    throw GitError{code, error != nullptr && error->message != nullptr ? error->message : "?"};
}

// Calls a function of libgit2 that fills a pointer and gives what it made.
template <typename H, typename F, typename... Args>
H made(F function, Args... args) {
    typename H::pointer raw = nullptr;
    check(function(&raw, args...));
    return H(raw);
}

Repository open(const std::string& root) { return made<Repository>(git_repository_open, root.c_str()); }

// Null on a repository without commits.
Commit head_of(git_repository* repository) {
    git_oid id;
    const int code = git_reference_name_to_id(&id, repository, "HEAD");
    if (code == GIT_ENOTFOUND || code == GIT_EUNBORNBRANCH) return nullptr;
    check(code);
    return made<Commit>(git_commit_lookup, repository, &id);
}

Tree tree_of(git_commit* commit) { return made<Tree>(git_commit_tree, commit); }

Tree empty_tree(git_repository* repository) {
    const auto builder = made<Builder>(git_treebuilder_new, repository, nullptr);
    git_oid id;
    check(git_treebuilder_write(&id, builder.get()));
    return made<Tree>(git_tree_lookup, repository, &id);
}

// Null when the tree has no such file.
Entry entry_of(git_tree* tree, const std::string& path) {
    git_tree_entry* raw = nullptr;
    const int code = git_tree_entry_bypath(&raw, tree, path.c_str());
    if (code == GIT_ENOTFOUND) return nullptr;
    check(code);
    return Entry(raw);
}

// Nothing when the commit has no such file.
std::optional<std::string> text_in(git_repository* repository, git_commit* commit, const std::string& path) {
    const Tree tree = tree_of(commit);
    const Entry entry = entry_of(tree.get(), path);
    if (!entry || git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB) return std::nullopt;
    const auto blob = made<Blob>(git_blob_lookup, repository, git_tree_entry_id(entry.get()));
    return std::string(static_cast<const char*>(git_blob_rawcontent(blob.get())),
                       static_cast<std::size_t>(git_blob_rawsize(blob.get())));
}

git_oid tree_with(git_repository* repository, git_tree* base, const std::string& root,
                  const std::vector<std::string>& paths) {
    std::vector<git_tree_update> updates;
    for (const std::string& path : paths) {
        git_tree_update update = {};
        update.path = path.c_str();
        const Entry before = entry_of(base, path);
        if (std::filesystem::exists(root + "/" + path)) {
            update.action = GIT_TREE_UPDATE_UPSERT;
            update.filemode = before ? git_tree_entry_filemode(before.get()) : GIT_FILEMODE_BLOB;
            check(git_blob_create_from_workdir(&update.id, repository, path.c_str()));
        } else if (before) {
            update.action = GIT_TREE_UPDATE_REMOVE;
        } else {
            continue;
        }
        updates.push_back(update);
    }
    git_oid id = *git_tree_id(base);
    if (!updates.empty())
        check(git_tree_create_updated(&id, repository, base, updates.size(), updates.data()));
    return id;
}

// Best effort: somebody's «git add» may hold the lock of the index just now.
void tell_index(git_repository* repository, const std::string& root, const std::vector<std::string>& paths) {
    try {
        const auto index = made<Index>(git_repository_index, repository);
        check(git_index_read(index.get(), 1));
        for (const std::string& path : paths) {
            if (std::filesystem::exists(root + "/" + path))
                check(git_index_add_bypath(index.get(), path.c_str()));
            else
                git_index_remove_bypath(index.get(), path.c_str());
        }
        check(git_index_write(index.get()));
    } catch (const GitError&) {
        return;  // «git status» will show the file as changed back and forth; its commit is made
    }
}

std::string hex(const git_oid& id) {
    std::array<char, GIT_OID_HEXSZ + 1> text = {};
    git_oid_tostr(text.data(), text.size(), &id);
    return text.data();
}

// Empty when nothing changed. Throws GitError, with GIT_EMODIFIED when HEAD has moved meanwhile.
std::string commit_once(git_repository* repository, const std::string& root,
                        const std::vector<std::string>& paths, const Author& author,
                        const std::string& message) {
    const Commit head = head_of(repository);
    const Tree base = head ? tree_of(head.get()) : empty_tree(repository);
    const git_oid tree_id = tree_with(repository, base.get(), root, paths);
    if (head && git_oid_equal(&tree_id, git_tree_id(base.get()))) return {};
    const auto tree = made<Tree>(git_tree_lookup, repository, &tree_id);
    const auto by = made<Signature>(git_signature_now, author.name.c_str(), author.email.c_str());
    const git_commit* parents[] = {head.get()};
    git_oid id;
    check(git_commit_create(&id, repository, "HEAD", by.get(), by.get(), "UTF-8", message.c_str(), tree.get(),
                            head ? 1 : 0, head ? parents : nullptr));
    return hex(id);
}

// What the file was called in the parent when this commit renamed it; empty when it was not there.
std::string name_before(git_repository* repository, git_tree* parent, git_tree* tree,
                        const std::string& path) {
    git_diff* raw = nullptr;
    check(git_diff_tree_to_tree(&raw, repository, parent, tree, nullptr));
    const Diff diff(raw);
    check(git_diff_find_similar(diff.get(), nullptr));
    for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        const git_diff_delta* delta = git_diff_get_delta(diff.get(), i);
        if (delta->status == GIT_DELTA_RENAMED && path == delta->new_file.path) return delta->old_file.path;
    }
    return {};
}

Revision revision_of(const git_commit* commit, const std::string& path) {
    const git_signature* author = git_commit_author(commit);
    const char* summary = git_commit_summary(const_cast<git_commit*>(commit));
    return {hex(*git_commit_id(commit)), path, git_commit_time(commit),
            author->name != nullptr ? author->name : "", summary != nullptr ? summary : ""};
}

std::string in_russian(const GitError& error) { return fmt::format("Git отказал: {}.", error.text); }

// Follows one path back through first parents' changes.
class PathWalk {
public:
    PathWalk(git_repository* repository, std::string path, std::string prefix)
        : repository_(repository), path_(std::move(path)), prefix_(std::move(prefix)) {}

    // False: the file was not there before this commit.
    bool step(const git_oid& id, std::vector<Revision>& out) {
        const auto commit = made<Commit>(git_commit_lookup, repository_, &id);
        const Tree tree = tree_of(commit.get());
        const Entry here = entry_of(tree.get(), path_);
        if (git_commit_parentcount(commit.get()) == 0) {
            if (here) add(commit.get(), out);
            return false;
        }
        const auto parent = made<Commit>(git_commit_parent, commit.get(), 0U);
        const Tree before = tree_of(parent.get());
        const Entry there = entry_of(before.get(), path_);
        if (!here && !there) return true;
        if (here && there && git_oid_equal(git_tree_entry_id(here.get()), git_tree_entry_id(there.get())))
            return true;
        if (here) add(commit.get(), out);
        if (here && !there) {
            const std::string old = name_before(repository_, before.get(), tree.get(), path_);
            if (!old.empty()) path_ = old;
        }
        return true;
    }

private:
    void add(const git_commit* commit, std::vector<Revision>& out) const {
        const bool is_below = path_.starts_with(prefix_);
        out.push_back(revision_of(commit, is_below ? path_.substr(prefix_.size()) : path_));
    }

    git_repository* repository_;
    std::string path_;
    const std::string prefix_;
};

}  // namespace

GitHistory::GitHistory(std::string folder, Wish wish) : folder_(std::move(folder)) {
    if (wish == Wish::none || folder_.empty()) {
        why_not_ = "История выключена в настройках.";
        return;
    }
    need_library();
    git_repository* raw = nullptr;
    const unsigned flags = wish == Wish::own_only ? static_cast<unsigned>(GIT_REPOSITORY_OPEN_NO_SEARCH) : 0U;
    const int code = git_repository_open_ext(&raw, folder_.c_str(), flags, nullptr);
    if (code != 0) {
        const git_error* error = git_error_last();
        why_not_ = code == GIT_ENOTFOUND ? "Папка статей — не репозиторий Git: история правок не ведётся."
                                         : fmt::format("Репозиторий не открывается: {}.",
                                                       error != nullptr ? error->message : "?");
        return;
    }
    const Repository repository(raw);
    const char* work = git_repository_workdir(raw);
    if (work == nullptr) {
        why_not_ = "Это репозиторий без рабочей папки.";
        return;
    }
    root_ = std::filesystem::weakly_canonical(work).string();
    if (!root_.empty() && root_.back() == '/') root_.pop_back();
    const std::string inside =
        std::filesystem::weakly_canonical(folder_).lexically_relative(root_).generic_string();
    if (inside != ".") prefix_ = inside + "/";
    free_locks_of_the_dead(git_repository_path(raw), git_repository_commondir(raw));
}

bool GitHistory::is_kept() const { return !root_.empty(); }

std::string GitHistory::below_root(std::string_view path) const { return prefix_ + std::string(path); }

GitHistory::Recorded GitHistory::record(const std::vector<std::string>& paths, const Author& author,
                                        const std::string& message) {
    if (!is_kept()) return {};
    std::vector<std::string> inside;
    for (const std::string& path : paths) inside.push_back(below_root(path));
    const std::lock_guard lock(mutex_);
    try {
        const Repository repository = open(root_);
        if (git_repository_state(repository.get()) != GIT_REPOSITORY_STATE_NONE)
            return {{}, "В папке идёт слияние: файл сохранён, запись в историю сделает тот, кто сливает."};
        const CommitMark mark(git_repository_path(repository.get()));
        for (int i = 0;; ++i) {
            try {
                std::string id = commit_once(repository.get(), root_, inside, author, message);
                tell_index(repository.get(), root_, inside);
                return {std::move(id), {}};
            } catch (const GitError& error) {
                const bool has_moved = error.code == GIT_EMODIFIED || error.code == GIT_ELOCKED;
                if (!has_moved || i + 1 >= kTries) throw;
            }
        }
    } catch (const GitError& error) {
        return {{}, "Файл сохранён, но в историю не записан. " + in_russian(error)};
    } catch (const std::filesystem::filesystem_error&) {
        return {{}, "Файл сохранён, но в историю не записан: папка не читается."};
    }
}

std::vector<Revision> GitHistory::of(std::string_view path, std::size_t limit) {
    std::vector<Revision> out;
    if (!is_kept()) return out;
    try {
        const Repository repository = open(root_);
        if (!head_of(repository.get())) return out;
        const auto walk = made<Walk>(git_revwalk_new, repository.get());
        check(git_revwalk_sorting(walk.get(), GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME));
        check(git_revwalk_simplify_first_parent(walk.get()));
        check(git_revwalk_push_head(walk.get()));
        PathWalk steps(repository.get(), below_root(path), prefix_);
        git_oid id;
        for (std::size_t i = 0; i < kMaxWalked && out.size() < limit; ++i) {
            if (git_revwalk_next(&id, walk.get()) != 0 || !steps.step(id, out)) break;
        }
    } catch (const GitError& error) {
        throw IoError(in_russian(error));
    }
    return out;
}

bool GitHistory::is_last(std::string_view path, std::string_view text) {
    if (!is_kept()) return true;
    try {
        const Repository repository = open(root_);
        const Commit head = head_of(repository.get());
        return head && text_in(repository.get(), head.get(), below_root(path)) == text;
    } catch (const GitError& error) {
        throw IoError(in_russian(error));
    }
}

std::optional<std::string> GitHistory::text_at(std::string_view revision, std::string_view path) {
    if (!is_kept()) return std::nullopt;
    try {
        git_oid id;
        if (revision.size() != GIT_OID_HEXSZ || git_oid_fromstrn(&id, revision.data(), revision.size()) != 0)
            return std::nullopt;
        const Repository repository = open(root_);
        git_commit* raw = nullptr;
        if (git_commit_lookup(&raw, repository.get(), &id) != 0) return std::nullopt;
        const Commit commit(raw);
        return text_in(repository.get(), commit.get(), below_root(path));
    } catch (const GitError& error) {
        throw IoError(in_russian(error));
    }
}

}  // namespace kb
