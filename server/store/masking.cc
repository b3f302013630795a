// SPDX-License-Identifier: GPL-2.0-or-later
// Several finders read the text, each its own kind, and say where it stands; what one has found is no
// other's.
//
//     Здравствуйте, меня зовут Иван Петров, тел. 8 900 123-45-67, заказ МК-104512, ошибка 651
//                              ───────────       ──────────────         ─────────
//     Здравствуйте, меня зовут ‹имя›, тел. ‹телефон›, заказ ‹заказ›, ошибка 651
//
// A number is judged by its shape (Luhn's sum of a card, the check digits of СНИЛС and ИНН, the groups of a
// phone), then by the words around: «ошибка», «артикул», «версия» before it and «руб.», «Мбит» after it keep
// it. What is left with five digits or more is a contract, an account, a parcel: «‹номер›». Names are found
// where people put them: after a greeting, «меня зовут», «с уважением», beside a patronymic in any case («с
// Ивановой Марией Петровной»), or alone where a person stands («позвоните Сергею»). What it gets wrong: a
// lone surname stays, and so does a name nobody has put on the list, and one that is a word or a town as well
// (Вера, Владимир); a number without a word beside it goes even when it is a part's number.
#include "server/store/masking.h"

#include <algorithm>
#include <memory>
#include <mutex>

#include "stemming/utf8.h"

namespace kb {
namespace {

constexpr std::size_t kMaxCharacters = 200;

using Shapes = std::vector<std::string>;

std::shared_ptr<const Shapes>& order_shapes() {
    static std::shared_ptr<const Shapes> shapes = std::make_shared<const Shapes>();
    return shapes;
}

std::mutex& shapes_mutex() {
    static std::mutex mutex;
    return mutex;
}

// Finders come in the order of their trust: what overlaps with an earlier find is dropped.
PersonalRanges apart(PersonalRanges found) {
    std::vector<std::size_t> trust(found.size());
    for (std::size_t i = 0; i < found.size(); ++i) trust[i] = i;
    std::sort(trust.begin(), trust.end(), [&](std::size_t a, std::size_t b) {
        return found[a].begin != found[b].begin ? found[a].begin < found[b].begin : a < b;
    });
    PersonalRanges out;
    std::size_t last = 0;  // its place in `found`
    for (const std::size_t i : trust) {
        if (out.empty() || found[i].begin >= out.back().end) {
            out.push_back(found[i]);
            last = i;
        } else if (i < last) {
            out.back() = found[i];
            last = i;
        }
    }
    return out;
}

PersonalRanges ranges_in(std::string_view valid_text) {
    const PersonalText text(valid_text);
    std::shared_ptr<const Shapes> shapes;
    {
        const std::lock_guard lock(shapes_mutex());
        shapes = order_shapes();
    }
    PersonalRanges found;
    find_emails(text, found);
    find_orders(text, *shapes, found);
    find_addresses(text, found);
    find_numbers(text, found);
    find_names(text, found);
    return apart(std::move(found));
}

}  // namespace

std::vector<PersonalRange> personal_ranges(std::string_view text) { return ranges_in(valid_utf8(text)); }

std::string mask_text(std::string_view text) {
    const std::string valid = valid_utf8(text);
    std::string out;
    std::size_t at = 0;
    for (const PersonalRange& range : ranges_in(valid)) {
        out.append(valid, at, range.begin - at).append(personal_label(range.kind));
        at = range.end;
    }
    return out.append(valid, at, std::string::npos);
}

std::string mask_query(std::string_view query) {
    return std::string(first_code_points(mask_text(query), kMaxCharacters));
}

void set_order_shapes(std::vector<std::string> shapes) {
    const std::lock_guard lock(shapes_mutex());
    order_shapes() = std::make_shared<const Shapes>(std::move(shapes));
}

}  // namespace kb
