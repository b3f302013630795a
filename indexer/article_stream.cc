// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/article_stream.h"

#include <utility>

#include "indexer/error.h"
#include "indexer/fingerprint.h"

namespace kb {

namespace {

// Enough to even out long and short articles, small enough to keep memory low.
constexpr std::size_t kMaxQueued = 64;

// Far above what parse_article accepts: such a file is refused before its bytes are in memory.
constexpr std::uint64_t kMaxReadBytes = 64 << 20;

Diagnostic unreadable(const std::string& path, std::string message, std::string advice) {
    return {Severity::error, "unreadable-file", path, 0, 0, std::move(message), std::move(advice)};
}

}  // namespace

ArticleStream::ArticleStream(FileSystem& files, std::string articles_dir, const std::vector<TreeFile>& tree,
                             const KnownStamps& known, Depth depth, StaffCategories staff_only,
                             ProtectedWords protected_words, SharedParts parts)
    : files_(files),
      articles_dir_(std::move(articles_dir)),
      tree_(tree),
      known_(known),
      depth_(depth),
      staff_only_(std::move(staff_only)),
      protected_words_(std::move(protected_words)),
      parts_(std::move(parts)) {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

ArticleStream::~ArticleStream() = default;

std::optional<LoadedFile> ArticleStream::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_done_ || !queue_.empty(); });
    if (queue_.empty()) {
        if (failure_) std::rethrow_exception(failure_);
        return std::nullopt;
    }
    LoadedFile file = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    changed_.notify_all();
    return file;
}

void ArticleStream::run(const std::stop_token& stop) {
    std::exception_ptr failure;
    try {
        load_all(stop);
    } catch (...) {  // carried over to the caller's thread by next()
        failure = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    failure_ = failure;
    is_done_ = true;
    changed_.notify_all();
}

void ArticleStream::load_all(const std::stop_token& stop) {
    DocumentBuilder builder(protected_words_);
    for (const TreeFile& tree_file : tree_) {
        LoadedFile file = load(tree_file);
        const auto& article = file.result.article;
        if (depth_ == Depth::prepare && article && article->status == Status::published) {
            file.prepared = builder.build(*article, file.stamp);
        }
        if (!push(std::move(file), stop)) return;
    }
}

bool ArticleStream::push(LoadedFile file, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, stop, [this] { return queue_.size() < kMaxQueued; })) return false;
    queue_.push_back(std::move(file));
    lock.unlock();
    changed_.notify_all();
    return true;
}

LoadedFile ArticleStream::load(const TreeFile& file) {
    LoadedFile loaded{file.path, LoadedFile::State::parsed, {file.size_bytes, file.modified_ns, ""}, {}, {}};
    const auto known = known_.find(file.path);
    if (known != known_.end() && known->second.size_bytes == file.size_bytes &&
        known->second.modified_ns == file.modified_ns) {
        loaded.state = LoadedFile::State::unchanged;
        return loaded;
    }
    if (file.size_bytes > kMaxReadBytes) {
        loaded.result.diagnostics.push_back(
            unreadable(file.path, "Файл больше 64 МБ: это не статья.", "Разбейте его на несколько статей."));
        return loaded;
    }
    std::optional<std::string> bytes;
    try {
        bytes = files_.read(articles_dir_ + "/" + file.path);
    } catch (const IoError& error) {  // one bad file never stops a build
        loaded.result.diagnostics.push_back(unreadable(file.path, error.what(), "Проверьте права на файл."));
        return loaded;
    }
    if (!bytes) {
        loaded.state = LoadedFile::State::vanished;
        return loaded;
    }
    loaded.stamp.size_bytes = bytes->size();
    loaded.stamp.hash = fingerprint(*bytes);
    if (known != known_.end() && known->second.hash == loaded.stamp.hash) {
        loaded.state = LoadedFile::State::unchanged;
        return loaded;
    }
    loaded.result = parse_article(file.path, *bytes, &parts_);
    auto& article = loaded.result.article;
    if (article && staff_only_.contains(article->category)) article->audience = Audience::internal;
    return loaded;
}

}  // namespace kb
