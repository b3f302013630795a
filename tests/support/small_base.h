// SPDX-License-Identifier: GPL-2.0-or-later
// A provider's base small enough to know by heart, for tests of what is found and who finds it.
#pragma once

#include <memory>
#include <string>

#include "server/search/xapian_searcher.h"
#include "tests/support/indexed_base.h"

namespace kb::test {

inline void write_public_articles(const Base& base) {
    base.write("public/internet/wifi.md",
               "---\ntitle: Как настроить Wi-Fi\ntype: steps\naliases: [вайфай не подключается]\n---\n"
               "Роутер создаёт сеть Wi-Fi сам.\n\n## Пароль сети\n\n"
               "Пароль сети указан на наклейке роутера. Наклейка снизу.\n\n## Если не помогло\n\n"
               "Напишите в поддержку и назовите модель роутера.\n");
    base.write("public/internet/error-651.md",
               "---\ntitle: Нет соединения при подключении кабеля\n---\n"
               "Компьютер показывает «Ошибка 651», код 0x80070005.\n\n## Что делать\n\nПроверьте кабель и "
               "розетку.\n");
    base.write(
        "public/internet/router.md",
        "---\ntitle: Сброс роутера\ntype: steps\nlevel: advanced\nrelated: [public/internet/wifi]\n---\n"
        "Зажмите кнопку на десять секунд. Роутер забудет настройки.\n");
    base.write("public/internet/speed.md",
               "---\ntitle: Низкая скорость интернета\n---\n"
               "Измерьте скорость по кабелю. Если скорость ниже тарифа, перезагрузите роутер.\n");
    base.write("public/pay/bill.md",
               "---\ntitle: Где посмотреть квитанцию\nslug: bill\n---\n"
               "Номер вашего счёта указан в личном кабинете. Оплата счёта занимает минуту.\n");
    base.write("public/pay/refund.md",
               "---\ntitle: Возврат денег\npin_for: [как вернуть деньги за месяц]\nask:\n"
               "  - question: Когда вы платили?\n    why: Чтобы найти платёж\nescalate_to: Бухгалтерия\n---\n"
               "Деньги возвращаем за десять дней.\n\n## Сроки\n\n"
               "На карту деньги придут за три дня. Банк может задержать перевод. Напишите нам, если прошло "
               "больше.\n\n"
               "Правила для сотрудников: [внутренний порядок](../../internal/fraud.md).\n");
    base.write("public/pay/card.md",
               "---\ntitle: Оплата картой\n---\nВведите номер карты и код с обратной стороны. Деньги "
               "спишутся сразу.\n");
    base.write("public/account/password.md",
               "---\ntitle: Забыли пароль\nredirect_from: [lost-password]\n---\n"
               "Нажмите «Забыли пароль» и введите телефон. Мы пришлём СМС-код для входа в личный кабинет.\n");
    base.write(
        "public/account/password.en.md",
        "---\ntitle: Forgot your password\nlang: en\n---\nPress the link and enter your phone number.\n");
    base.write("public/account/login.md",
               "---\ntitle: Не получается войти\ntype: qa\n---\nПроверьте логин. Вход по номеру договора.\n");
    base.write("public/tv/box.md",
               "---\ntitle: Приставка не включается\n---\nПроверьте питание приставки и пульт.\n");
    base.write(
        "public/shop/return.md",
        "---\ntitle: Вернуть товар в магазин\n---\nВозьмите чек и упаковку. Возврат товара занимает час.\n");
}

// «антифрод», «скоринг», «супостат» … stand in internal texts only.
inline void write_internal_articles(const Base& base) {
    base.write(
        "internal/fraud.md",
        "---\ntitle: Эскалация антифрода\nid: fraud\naliases: [скоринг платежей]\nredirect_from: "
        "[staroe-moshennik]\n"
        "category: bezopasnost\npin_for: [пароль украден]\nattachments: [regulament.txt]\n---\n"
        "Проверьте карту через скоринг. Супостата передайте второй линии.\n\n## Контрафакт и пароль\n\n"
        "Пароль сотрудника и Wi-Fi конторы не называйте.\n");
    base.write("internal/regulament.txt", "x");
    base.write(
        "internal/escalation.md",
        "---\ntitle: Передача второй линии\nid: escalation\n---\nОпишите супостата и приложите скоринг.\n");
}

inline void write_base_texts(const Base& base) {
    base.write("categories.yaml",
               "- id: internet\n  title: Интернет\n- id: pay\n  title: Оплата\n"
               "- id: bezopasnost\n  title: Антифрод-отдел\n  audience: internal\n");
    base.write("synonyms.txt", "квитанция = чек = счёт\nдубликат -> квитанция\n");
    base.write("internal/synonyms.txt", "ворюга = супостат\n");
    base.write("redirects.txt", "old/bill -> public/pay/bill\nold/secret -> fraud\n");
}

// The base, built, and a searcher over it.
struct SmallBase {
    Base base;
    std::unique_ptr<Searcher> searcher;

    SmallBase() {
        write_public_articles(base);
        write_internal_articles(base);
        write_base_texts(base);
        base.build();
        searcher = open_searcher(base.paths.index_dir);
    }

    SearchAnswer search(const std::string& query, Caller caller = Caller::public_) const {
        SearchRequest request;
        request.query = query;
        return searcher->search(caller, request);
    }
    // Id of the first hit; "" when there is none.
    std::string first(const std::string& query, Caller caller = Caller::public_) const {
        const auto answer = search(query, caller);
        return answer.hits.empty() ? "" : answer.hits.front().article.id;
    }
    SuggestAnswer suggest(const std::string& text, Caller caller = Caller::public_) const {
        SuggestRequest request;
        request.text = text;
        return searcher->suggest(caller, request);
    }
};

// One for all tests that only ask: building takes longer than asking.
inline const SmallBase& small_base() {
    static const SmallBase base;
    return base;
}

}  // namespace kb::test
