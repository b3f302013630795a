// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/http/json_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/http/errors.h"
#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr int kMaxDepth = 32;
constexpr std::size_t kItemCharacters = 300;

std::string text_of(const char* name, const Json& value) {
    if (value.is_null()) return {};
    if (!value.is_string()) refuse_json(fmt::format("«{}» — это строка.", name));
    return valid_utf8(value.get<std::string>());
}

std::string short_text_of(const char* name, const Json& value, std::size_t most_characters) {
    std::string text = text_of(name, value);
    if (count_code_points(text) > most_characters)
        refuse_json(fmt::format("«{}» длиннее {} знаков.", name, most_characters));
    return text;
}

}  // namespace

std::string dump_json(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

void refuse_json(const std::string& detail) { throw HttpError(Refusal::bad_json, detail); }

// An ordered object looks through all its fields for each new one.
Json parse_json(std::string_view body, std::string_view example, int max_fields) {
    bool is_too_deep = false;
    int field_count = 0;
    const auto watch = [&](int depth, Json::parse_event_t event, Json&) {
        is_too_deep = is_too_deep || depth > kMaxDepth;
        if (event == Json::parse_event_t::key) ++field_count;
        return !is_too_deep && field_count <= max_fields;
    };
    Json json = Json::parse(body, watch, false);
    if (is_too_deep) refuse_json(fmt::format("Вложенность больше {} уровней.", kMaxDepth));
    if (field_count > max_fields) refuse_json(fmt::format("Полей больше {}.", max_fields));
    if (json.is_discarded()) refuse_json("Тело запроса не разбирается как JSON в UTF-8.");
    if (!json.is_object()) refuse_json(fmt::format("Нужен объект: {}.", example));
    return json;
}

std::vector<Utf16Range> utf16_ranges(std::string_view text, const std::vector<ByteRange>& marks) {
    std::vector<Utf16Range> out;
    out.reserve(marks.size());
    std::size_t byte = 0;
    std::size_t unit = 0;
    const auto unit_at = [&](std::size_t target) {
        while (byte < target && byte < text.size()) {
            const CodePoint point = decode_at(text, byte);
            byte += point.bytes;
            unit += point.value > 0xFFFF ? 2 : 1;
        }
        return unit;
    };
    for (const ByteRange& mark : marks) {
        const std::size_t begin = unit_at(mark.begin);
        out.push_back({begin, unit_at(mark.end)});
    }
    return out;
}

Json utf16_marks(std::string_view text, const std::vector<ByteRange>& marks) {
    Json out = Json::array();
    for (const auto& [begin, end] : utf16_ranges(text, marks)) out.push_back({begin, end});
    return out;
}

Json card_json(const ArticleCard& card) {
    Json out = Json::object();
    each_field(card, [&](const char* name, const auto& text) { out[name] = text; });
    return out;
}

Json ask_json(const std::vector<AskQuestion>& ask) {
    Json out = Json::array();
    for (const AskQuestion& question : ask)
        out.push_back({{"question", question.question}, {"why", question.why}});
    return out;
}

Json matches_json(const std::vector<Match>& matches) {
    Json out = Json::array();
    for (const Match& match : matches)
        out.push_back({{"word", match.word}, {"matched", match.matched}, {"via", via_name(match.via)}});
    return out;
}

Json section_json(const SectionRef& section) {
    return {{"title", section.title}, {"anchor", section.anchor}, {"url", section.url}};
}

Json snippet_json(const Snippet& snippet) {
    return {{"text", snippet.text}, {"marks", utf16_marks(snippet.text, snippet.marks)}};
}

Json quote_json(const Quote& quote) {
    return {{"markdown", quote.markdown}, {"html", quote.html}, {"text", quote.text}};
}

Json removed_json(const std::vector<RemovedPart>& removed) {
    Json out = Json::array();
    for (const RemovedPart& part : removed) out.push_back({{"kind", part.kind}, {"text", part.text}});
    return out;
}

JsonField text_field(const char* name, std::string& out, std::size_t most_characters) {
    return {name, [&out, name, most_characters](const Json& value) {
                out = short_text_of(name, value, most_characters);
            }};
}

JsonField long_text_field(const char* name, std::string& out, std::size_t most_bytes) {
    return {name, [&out, name, most_bytes](const Json& value) {
                out = text_of(name, value);
                if (out.size() <= most_bytes) return;
                std::size_t end = most_bytes;
                while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
                out.resize(end);
            }};
}

JsonField texts_field(const char* name, std::vector<std::string>& out, std::size_t most_count) {
    return {name, [&out, name, most_count](const Json& value) {
                if (!value.is_array() || value.size() > most_count)
                    refuse_json(fmt::format("«{}» — это список строк, не больше {}.", name, most_count));
                for (const Json& item : value) out.push_back(short_text_of(name, item, kItemCharacters));
            }};
}

JsonField flag_field(const char* name, bool& out) {
    return {name, [&out, name](const Json& value) {
                if (!value.is_boolean()) refuse_json(fmt::format("«{}» — true или false.", name));
                out = value.get<bool>();
            }};
}

JsonField number_field(const char* name, int& out, int low, int high) {
    return {name, [&out, name, low, high](const Json& value) {
                const bool is_whole = value.is_number_integer();
                const auto number = is_whole ? value.get<std::int64_t>() : 0;
                if (!is_whole || number < low || number > high)
                    throw HttpError(Refusal::bad_parameter,
                                    fmt::format("«{}» — целое число от {} до {}.", name, low, high));
                out = static_cast<int>(number);
            }};
}

void read_json_fields(const Json& object, const std::vector<JsonField>& fields) {
    for (const auto& [key, value] : object.items()) {
        const auto known =
            std::find_if(fields.begin(), fields.end(),
                         [&, &name = key](const JsonField& field) { return name == field.name; });
        if (known != fields.end()) {
            known->take(value);
            continue;
        }
        std::string names;
        for (const JsonField& field : fields)
            names += fmt::format("{}{}", names.empty() ? "" : ", ", field.name);
        refuse_json(fmt::format("Неизвестное поле «{}». Бывают: {}.", first_code_points(key, 40), names));
    }
}

}  // namespace kb
