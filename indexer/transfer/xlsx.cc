// SPDX-License-Identifier: GPL-2.0-or-later
// A workbook is a zip of XML parts. The sheet says where a cell is and what it holds, other parts what that
// means:
//
//     <c r="B5" t="s"><v>7</v></c>     the eighth of xl/sharedStrings.xml
//     <c r="A5" s="2"><v>45363</v>     a number; style 2 of xl/styles.xml says that it is shown as a date
//
// One text may stand in a million cells, so what is copied out has a bound of its own.
#include "indexer/transfer/xlsx.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "indexer/error.h"
#include "indexer/transfer/table_dates.h"
#include "indexer/transfer/xml_pull.h"
#include "indexer/transfer/zip_files.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxColumns = 64;
constexpr std::size_t kMaxSheets = 200;
constexpr std::size_t kMaxShared = 1'000'000;
constexpr std::size_t kMaxStyles = 65'536;
constexpr std::size_t kMaxMerges = 100'000;
constexpr std::size_t kMaxSpread = 5'000'000;     // rows below merged cells, all together
constexpr std::size_t kMaxTextBytes = 128 << 20;  // copied out of one sheet
constexpr const char* kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* kStrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";

// -1: no number.
int int_in(std::string_view text) {
    int number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? number : -1;
}

// «_x000D_» → a carriage return, as Excel writes signs that XML does not let in. «\r» goes.
std::string cell_text(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = 0;
        const bool is_escape =
            text.substr(i).starts_with("_x") && i + 6 < text.size() && text[i + 6] == '_' &&
            std::from_chars(text.data() + i + 2, text.data() + i + 6, code, 16).ptr == text.data() + i + 6;
        if (is_escape) {
            if (code != '\r' && (code < 0xD800 || code >= 0xE000)) append_utf8(out, code);
            i += 6;
        } else if (text[i] != '\r') {
            out += text[i];
        }
    }
    return valid_utf8(out);
}

struct Place {
    int column = -1, row = -1;  // from 0; -1: not said
};

// "AB12" → {27, 11}.
Place place_of(std::string_view reference) {
    int column = 0;
    std::size_t at = 0;
    for (; at < reference.size() && at < 3 && reference[at] >= 'A' && reference[at] <= 'Z'; ++at)
        column = column * 26 + (reference[at] - 'A' + 1);
    const int row = int_in(reference.substr(at));
    return at == 0 || row < 1 ? Place{} : Place{column - 1, row - 1};
}

// The texts «<t>» of one string, up to its end; what tells how to read it aloud is left out.
std::string rich_text(XmlPull& xml, std::string_view end) {
    std::string text;
    bool is_text = false;
    int aside = 0;
    if (xml.is_empty()) return text;
    while (xml.next()) {
        if (xml.is_end() && xml.name() == end) break;
        if (xml.name() == "rPh" && !xml.is_text()) aside += xml.is_end() ? -1 : (xml.is_empty() ? 0 : 1);
        if (xml.is_start()) is_text = xml.name() == "t" && !xml.is_empty() && aside == 0;
        if (xml.is_end()) is_text = false;
        if (xml.is_text() && is_text) text += xml.text();
    }
    return cell_text(text);
}

std::vector<std::string> shared_strings(std::string_view bytes) {
    std::vector<std::string> strings;
    XmlPull xml(bytes);
    while (strings.size() < kMaxShared && xml.next())
        if (xml.is_start() && xml.name() == "si") strings.push_back(rich_text(xml, "si"));
    return strings;
}

std::vector<NumberFormat> styles(std::string_view bytes) {
    std::map<int, std::string> codes;
    std::vector<NumberFormat> formats;
    bool is_in_cells = false;
    XmlPull xml(bytes);
    while (xml.next() && formats.size() < kMaxStyles) {
        if (xml.name() == "cellXfs") is_in_cells = xml.is_start() && !xml.is_empty();
        if (!xml.is_start()) continue;
        if (xml.name() == "numFmt") codes[int_in(xml.attribute("numFmtId"))] = xml.attribute("formatCode");
        if (xml.name() != "xf" || !is_in_cells) continue;
        const int id = int_in(xml.attribute("numFmtId"));
        const auto code = codes.find(id);
        formats.push_back(number_format(id, code == codes.end() ? "" : code->second));
    }
    return formats;
}

std::map<std::string, std::string> relations(std::string_view bytes) {
    std::map<std::string, std::string> targets;
    XmlPull xml(bytes);
    while (xml.next() && targets.size() < 2 * kMaxSheets) {
        if (!xml.is_start() || xml.name() != "Relationship") continue;
        const std::string target = xml.attribute("Target");
        targets[xml.attribute("Id")] = target.starts_with('/') ? target : "/xl/" + target;
    }
    return targets;
}

}  // namespace

bool is_old_excel(std::string_view bytes) { return bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"); }

struct Xlsx::Parts {
    ZipFiles zip;
    std::vector<Sheet> sheets;
    std::vector<std::string> paths;  // of the sheets
    std::vector<std::string> strings;
    std::vector<NumberFormat> formats;
    bool is_1904 = false;

    explicit Parts(std::string bytes) : zip(std::move(bytes)) {
        if (!zip.failure().empty()) throw ConfigError(fmt::format("Таблица не читается: {}.", zip.failure()));
        const auto book = part("/xl/workbook.xml");
        if (!book) throw ConfigError(why_no_workbook());
        read_book(*book, relations(part("/xl/_rels/workbook.xml.rels").value_or("")));
        strings = shared_strings(part("/xl/sharedStrings.xml").value_or(""));
        formats = styles(part("/xl/styles.xml").value_or(""));
    }

    // 1C writes «xl/SharedStrings.xml» and calls it «sharedStrings.xml», so letters' case is no matter.
    std::optional<std::string> part(const std::string& path) {
        if (auto bytes = zip.read(path)) return bytes;
        const std::string folder = path.substr(0, path.rfind('/'));
        const auto stat = zip.stat(folder);
        if (!stat || stat->kind != FileStat::Kind::folder) return std::nullopt;
        for (const std::string& name : zip.list(folder))
            if (lower(name) == lower(path.substr(folder.size() + 1))) return zip.read(folder + "/" + name);
        return std::nullopt;
    }

    std::string why_no_workbook() {
        if (zip.read("/mimetype").value_or("").starts_with("application/vnd.oasis"))
            return "Это таблица LibreOffice (.ods). Сохраните её как «Excel 2007–365 (.xlsx)» или CSV.";
        if (!zip.problems().empty()) return fmt::format("Таблица не читается. {}", zip.problems().front());
        return "Это архив, но не таблица Excel: внутри нет листов. Нужен файл .xlsx или CSV.";
    }

    void read_book(std::string_view bytes, const std::map<std::string, std::string>& targets) {
        XmlPull xml(bytes);
        while (xml.next() && sheets.size() < kMaxSheets) {
            if (!xml.is_start()) continue;
            if (xml.name() == "workbookPr") {
                const std::string value = xml.attribute("date1904");
                is_1904 = value == "1" || value == "true";
            }
            if (xml.name() != "sheet") continue;
            std::string id = xml.attribute("id", kRelations);
            if (id.empty()) id = xml.attribute("id", kStrictRelations);
            const auto target = targets.find(id);
            if (target == targets.end()) continue;
            sheets.push_back({cell_text(xml.attribute("name")),
                              !xml.attribute("state").starts_with("vis") && !xml.attribute("state").empty()});
            paths.push_back(target->second);
        }
        if (sheets.empty())
            throw ConfigError("В таблице нет листов: файл повреждён. Откройте и сохраните его заново.");
    }
};

namespace {

struct Merge {
    Place from, to;
};

class SheetReader {
public:
    SheetReader(const std::vector<std::string>& strings, const std::vector<NumberFormat>& formats,
                bool is_1904)
        : strings_(strings), formats_(formats), is_1904_(is_1904) {}

    TableRows run(std::string_view bytes) {
        XmlPull xml(bytes);
        while (!is_full_ && xml.next()) {
            if (!xml.is_start()) continue;
            if (xml.name() == "row") begin_row(xml);
            if (xml.name() == "c") cell(xml);
            if (xml.name() == "mergeCell") merge(xml.attribute("ref"));
        }
        if (xml.is_broken())
            read_.problems.push_back(fmt::format("строка {}: дальше лист повреждён.", row_ + 1));
        for (const Merge& merged : merges_) spread(merged);
        std::erase_if(read_.rows, [](const TableRow& row) { return row.cells.empty(); });
        return std::move(read_);
    }

private:
    void begin_row(XmlPull& xml) {
        const int number = int_in(xml.attribute("r"));
        row_ = number >= 1 ? number - 1 : row_ + 1;
        column_ = 0;
        if (read_.rows.size() > kMaxTableRows) {
            read_.problems.push_back(
                fmt::format("строка {}: строк больше 50 000, дальше не прочитано.", row_ + 1));
            is_full_ = true;
        } else if (read_.rows.empty() || read_.rows.back().line <= row_) {
            read_.rows.push_back({row_ + 1, {}});
        }
    }

    void cell(XmlPull& xml) {
        const int said = place_of(xml.attribute("r")).column;
        const auto column = static_cast<std::size_t>(said >= 0 ? said : column_);
        column_ = static_cast<int>(column) + 1;
        std::string text = value(xml);
        if (text.empty() || column >= kMaxColumns || read_.rows.empty()) return;
        text_bytes_ += text.size();
        if (text_bytes_ > kMaxTextBytes) {
            read_.problems.push_back(
                fmt::format("строка {}: текста больше 128 МБ, дальше не прочитано.", row_ + 1));
            is_full_ = true;
            return;
        }
        auto& cells = read_.rows.back().cells;
        if (cells.size() <= column) cells.resize(column + 1);
        cells[column] = std::move(text);
    }

    std::string value(XmlPull& xml) {
        const std::string type = xml.attribute("t");
        const int style = int_in(xml.attribute("s"));
        std::string raw, text;
        bool is_value = false;
        if (xml.is_empty()) return "";
        while (xml.next()) {
            if (xml.is_end() && xml.name() == "c") break;
            if (xml.is_start()) is_value = xml.name() == "v" && !xml.is_empty();
            if (xml.is_start() && xml.name() == "is") text = rich_text(xml, "is");
            if (xml.is_end()) is_value = false;
            if (xml.is_text() && is_value) raw += xml.text();
        }
        if (type == "inlineStr") return text;
        if (type == "s") {
            const int index = int_in(raw);
            return index >= 0 && static_cast<std::size_t>(index) < strings_.size()
                       ? strings_[static_cast<std::size_t>(index)]
                       : "";
        }
        if (type == "b") return raw == "1" ? "да" : "нет";
        if (type == "e") return "";  // «#Н/Д» says nothing
        if (type == "str") return cell_text(raw);
        if (const auto day = type == "d" ? day_in(raw) : std::nullopt) return shown_day(*day);
        const bool is_known = style >= 0 && static_cast<std::size_t>(style) < formats_.size();
        return cell_text(shown_number(
            raw, is_known ? formats_[static_cast<std::size_t>(style)] : NumberFormat::plain, is_1904_));
    }

    void merge(std::string_view reference) {
        const std::size_t colon = reference.find(':');
        if (colon == std::string_view::npos || merges_.size() >= kMaxMerges) return;
        const Merge merged{place_of(reference.substr(0, colon)), place_of(reference.substr(colon + 1))};
        if (merged.from.row >= 0 && merged.to.row > merged.from.row) merges_.push_back(merged);
    }

    // The value of the first row counts in the rows below it too, as it looks on the screen.
    void spread(const Merge& merged) {
        const auto column = static_cast<std::size_t>(merged.from.column);
        const auto at = [&](int line) {
            return std::lower_bound(read_.rows.begin(), read_.rows.end(), line,
                                    [](const TableRow& row, int wanted) { return row.line < wanted; });
        };
        auto row = at(merged.from.row + 1);
        if (row == read_.rows.end() || row->line != merged.from.row + 1 || row->cells.size() <= column)
            return;
        const std::string text = row->cells[column];
        for (++row; row != read_.rows.end() && row->line <= merged.to.row + 1; ++row) {
            text_bytes_ += text.size();
            if (text_bytes_ > kMaxTextBytes || ++spread_ > kMaxSpread) return;
            if (row->cells.empty()) continue;
            if (row->cells.size() <= column) row->cells.resize(column + 1);
            if (row->cells[column].empty()) row->cells[column] = text;
        }
    }

    const std::vector<std::string>& strings_;
    const std::vector<NumberFormat>& formats_;
    const bool is_1904_;
    TableRows read_;
    std::vector<Merge> merges_;
    int row_ = -1, column_ = 0;
    std::size_t text_bytes_ = 0, spread_ = 0;
    bool is_full_ = false;
};

}  // namespace

Xlsx::Xlsx(std::string bytes) : parts_(std::make_unique<Parts>(std::move(bytes))) {}
Xlsx::~Xlsx() = default;

const std::vector<Xlsx::Sheet>& Xlsx::sheets() const { return parts_->sheets; }

TableRows Xlsx::rows(std::size_t sheet) {
    const std::size_t told = parts_->zip.problems().size();
    const auto bytes = parts_->part(parts_->paths.at(sheet));
    if (bytes) return SheetReader(parts_->strings, parts_->formats, parts_->is_1904).run(*bytes);
    TableRows none;
    none.problems.push_back(fmt::format("лист «{}» не читается.", parts_->sheets[sheet].name));
    const auto& problems = parts_->zip.problems();
    none.problems.insert(none.problems.end(),
                         problems.begin() + static_cast<std::ptrdiff_t>(std::min(told, problems.size())),
                         problems.end());
    return none;
}

}  // namespace kb
