// SPDX-License-Identifier: GPL-2.0-or-later
// Every text the widget shows, in Russian and English.

const texts = {
  open: ["Помощь", "Help"],
  title: ["Чем помочь?", "How can we help?"],
  close: ["Закрыть", "Close"],
  back: ["Назад", "Back"],
  search: ["Что случилось?", "What happened?"],
  hint: ["Можно своими словами и с опечатками.", "Your own words will do, typos too."],
  for_page: ["Пригодится на этой странице", "Useful on this page"],
  results: ["Нашлось", "Found"],
  nothing: ["Ничего не нашли. Напишите нам, ответит человек.", "Nothing found. Write to us, a person will answer."],
  failed: ["Не загрузилось. Проверьте связь и попробуйте ещё раз.", "It did not load. Check your connection and try again."],
  loading: ["Загружаем…", "Loading…"],
  whole: ["Открыть в новой вкладке", "Open in a new tab"],
  write: ["Написать нам", "Write to us"],
  subject: ["Что случилось, коротко", "What happened, in short"],
  text: ["Подробности", "Details"],
  contact: ["Куда ответить: почта или телефон", "Where to reply: e-mail or phone"],
  maybe: ["Возможно, ответ уже есть", "There may be an answer already"],
  send: ["Отправить", "Send"],
  send_anyway: ["Всё равно отправить", "Send anyway"],
  sending: ["Отправляем…", "Sending…"],
  empty: ["Напишите хотя бы пару слов.", "Write at least a word or two."],
  not_sent: ["Не отправилось, текст на месте. Попробуйте ещё раз.", "It was not sent; your text is here. Try again."],
  too_often: ["Слишком часто. Подождите минуту и отправьте ещё раз.", "Too often. Wait a minute and send again."],
  sent: ["Обращение у нас. Номер", "We have your request. Number"],
} as const;

export type TextKey = keyof typeof texts;

/** The site's own words come first: data-text-open="Спросить" on the script's tag. */
export function textsIn(lang: string, own: DOMStringMap = {}): (key: TextKey) => string {
  const at = lang.startsWith("en") ? 1 : 0;
  return (key) => own[`text${key.charAt(0).toUpperCase()}${key.slice(1)}`] ?? texts[key][at];
}
