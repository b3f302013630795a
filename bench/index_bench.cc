// SPDX-License-Identifier: GPL-2.0-or-later
// Two questions, each put to both sides, each run in a process of its own:
//
//   with parsing   from files to a finished index, the way people wait for it. Ours is kb::build(): one
//                  thread reads, parses and analyses, the other writes. Plain Xapian gets the same pipe
//                  (ArticleStream, parsing only), so reading and parsing cost both the same thread.
//   writing only   parsed articles lie in memory; one thread turns them into an index.
//
// Two threads hide work that has to be done all the same, so CPU seconds stand beside wall seconds.
#include "bench/index_bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "bench/article_folders.h"
#include "bench/child_run.h"
#include "bench/figures.h"
#include "bench/plain_xapian.h"
#include "indexer/article_stream.h"
#include "indexer/article_tree.h"
#include "indexer/error.h"
#include "indexer/index_writer.h"
#include "indexer/update.h"

namespace kb {

namespace fs = std::filesystem;

namespace {

constexpr double kMegabyte = 1e6;

// Calls `use` with every published article in turn; another thread reads and parses ahead.
void for_each_article(const std::string& articles_dir, const std::function<void(LoadedFile&&)>& use) {
    const ArticleTree tree = scan_articles(real_file_system(), articles_dir);
    const KnownStamps none;
    ArticleStream stream(real_file_system(), articles_dir, tree.articles, none, ArticleStream::Depth::parse);
    while (auto file = stream.next()) {
        if (file->result.article && file->result.article->status == Status::published) use(std::move(*file));
    }
}

void count_article(const LoadedFile& file, WorkCount& count) {
    ++count.articles;
    count.source_bytes += file.stamp.size_bytes;
}

WorkCount parse_only(const std::string& articles_dir) {
    WorkCount count;
    const WorkClock clock;
    for_each_article(articles_dir, [&](LoadedFile&& file) { count_article(file, count); });
    clock.stop(count);
    return count;
}

// The bytes of the articles are counted by the other runs.
WorkCount ours_with_parsing(const std::string& articles_dir, const std::string& index_dir) {
    WorkCount count;
    const WorkClock clock;
    count.articles = build(real_file_system(), {articles_dir, index_dir}).articles;
    clock.stop(count);
    return count;
}

WorkCount plain_with_parsing(const std::string& articles_dir, const std::string& index_dir) {
    WorkCount count;
    const WorkClock clock;
    PlainWriter writer(index_dir);
    for_each_article(articles_dir, [&](LoadedFile&& file) {
        writer.put(*file.result.article);
        count_article(file, count);
    });
    writer.commit();
    clock.stop(count);
    return count;
}

std::vector<LoadedFile> load_all(const std::string& articles_dir, WorkCount& count) {
    std::vector<LoadedFile> files;
    for_each_article(articles_dir, [&](LoadedFile&& file) {
        count_article(file, count);
        files.push_back(std::move(file));
    });
    return files;
}

WorkCount ours_writing(const std::string& articles_dir, const std::string& index_dir) {
    WorkCount count;
    const auto files = load_all(articles_dir, count);
    const WorkClock clock;
    IndexWriter writer(index_dir, IndexWriter::Mode::create);
    for (const auto& file : files) writer.put(*file.result.article, file.stamp);
    writer.commit();
    clock.stop(count);
    return count;
}

WorkCount plain_writing(const std::string& articles_dir, const std::string& index_dir) {
    WorkCount count;
    const auto files = load_all(articles_dir, count);
    const WorkClock clock;
    PlainWriter writer(index_dir);
    for (const auto& file : files) writer.put(*file.result.article);
    writer.commit();
    clock.stop(count);
    return count;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

using Work = WorkCount (*)(const std::string& articles_dir, const std::string& index_dir);

struct Side {
    const char* name;
    Work work;
    fs::path index_dir;
    std::vector<WorkCount> rounds;

    double of(const std::function<double(const WorkCount&)>& value) const {
        std::vector<double> values;
        for (const auto& round : rounds) values.push_back(value(round));
        return median(std::move(values));
    }
    double seconds() const {
        return of([](const WorkCount& count) { return count.seconds; });
    }
    double cpu_seconds() const {
        return of([](const WorkCount& count) { return count.cpu_seconds; });
    }
    double peak_megabytes() const {
        return of([](const WorkCount& count) { return static_cast<double>(count.peak_bytes) / kMegabyte; });
    }
    double index_megabytes() const { return static_cast<double>(folder_bytes(index_dir)) / kMegabyte; }
};

void run_round(Side& side, const std::string& articles_dir, int round) {
    fs::remove_all(side.index_dir);
    fs::create_directories(side.index_dir);
    side.rounds.push_back(run_in_child([&] { return side.work(articles_dir, side.index_dir.string()); }));
    const WorkCount& count = side.rounds.back();
    fmt::print(
        "  круг {}: {} — {:.2f} с, процессорного времени {:.2f} с, {:.0f} статей/с, пик памяти {:.0f} МБ\n",
        round, side.name, count.seconds, count.cpu_seconds,
        static_cast<double>(count.articles) / count.seconds,
        static_cast<double>(count.peak_bytes) / kMegabyte);
    std::fflush(stdout);
}

std::array<Side, 2> run_in_turn(const std::string& articles_dir, std::array<Side, 2> sides, int rounds) {
    for (int round = 1; round <= rounds; ++round) {
        for (Side& side : sides) run_round(side, articles_dir, round);
    }
    return sides;
}

std::vector<Figure> speed_figures(const std::string& name, const std::array<Side, 2>& sides,
                                  const WorkCount& source) {
    const auto articles = static_cast<double>(source.articles);
    const double megabytes = static_cast<double>(source.source_bytes) / kMegabyte;
    const auto& [ours, plain] = sides;
    return {{name + ", статей в секунду", "шт./с", articles / ours.seconds(), articles / plain.seconds(), {}},
            {name + ", МБ Markdown в секунду",
             "МБ/с",
             megabytes / ours.seconds(),
             megabytes / plain.seconds(),
             {}},
            {name + ", процессорное время", "с", ours.cpu_seconds(), plain.cpu_seconds(), {}}};
}

void append(std::vector<Figure>& all, std::vector<Figure> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

void bench_index(const IndexBenchOptions& options) {
    const TempFolder temporary;
    const fs::path folder = options.keep.empty() ? temporary.path() : fs::path(options.keep);
    const std::string articles = (folder / "articles").string();
    join_articles(options.articles, articles);

    // Also reads every file once, so that no side finds the disk cold.
    const WorkCount source = run_in_child([&] { return parse_only(articles); });
    if (source.articles == 0) throw IoError(articles + ": здесь нет ни одной статьи.");
    fmt::print("{} статей, {:.1f} МБ Markdown; чтение и разбор одним потоком {:.2f} с\n", source.articles,
               static_cast<double>(source.source_bytes) / kMegabyte, source.seconds);

    fmt::print("С разбором:\n");
    const auto whole = run_in_turn(articles,
                                   {Side{"Подсказка", ours_with_parsing, folder / "ours", {}},
                                    Side{"Xapian", plain_with_parsing, folder / "plain", {}}},
                                   options.rounds);
    fmt::print("Только запись, один поток:\n");
    const auto writing = run_in_turn(articles,
                                     {Side{"Подсказка", ours_writing, temporary.path() / "ours-writing", {}},
                                      Side{"Xapian", plain_writing, temporary.path() / "plain-writing", {}}},
                                     options.rounds);

    std::vector<Figure> figures{
        {"статей в базе", "шт.", static_cast<double>(source.articles), {}, {}},
        {"Markdown", "МБ", static_cast<double>(source.source_bytes) / kMegabyte, {}, {}},
        {"чтение и разбор, один поток", "с", source.seconds, {}, {}}};
    append(figures, speed_figures("индексация", whole, source));
    append(figures, speed_figures("только запись", writing, source));
    figures.push_back(
        {"пик памяти индексации", "МБ", whole[0].peak_megabytes(), whole[1].peak_megabytes(), {}});
    figures.push_back({"индекс на диске", "МБ", whole[0].index_megabytes(), whole[1].index_megabytes(), {}});
    print_report(figures);
    record(options.record, figures);
}

}  // namespace kb
