// SPDX-License-Identifier: GPL-2.0-or-later
// The search of an exported site. KB comes from index.js; nothing is fetched, so it works from a disk.
"use strict";

// «Роутер-то» → ["роутер", "то"]: as the analyzer folds, near enough for words.
function wordsOf(text) {
  return text.normalize("NFKC").toLowerCase().replace(/ё/g, "е").match(/[\p{L}\p{N}]+/gu) ?? [];
}

const FORMS = Object.keys(KB.forms).sort();

// The known form that shares the longest beginning with a word no article has; at least four letters, and the
// endings differ by three letters at most.
function nearestForm(word) {
  let low = 0;
  let high = FORMS.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (FORMS[middle] < word) low = middle + 1;
    else high = middle;
  }
  let best = null;
  let longest = 3;
  for (const form of FORMS.slice(Math.max(0, low - 3), low + 3)) {
    let same = 0;
    while (same < form.length && same < word.length && form[same] === word[same]) ++same;
    if (same > longest && Math.max(form.length, word.length) - same <= 3) {
      longest = same;
      best = form;
    }
  }
  return best;
}

// Numbers of pages, best first. A page with more of the words comes before one with fewer.
function search(text) {
  const stems = new Set();
  for (const word of wordsOf(text)) {
    const form = Object.hasOwn(KB.forms, word) ? word : nearestForm(word);
    if (form !== null) stems.add(KB.forms[form]);
  }
  const scores = new Map();
  for (const stem of stems) {
    const row = KB.weights[stem];
    for (let i = 0; i < row.length; i += 2) {
      const held = scores.get(row[i]) ?? { words: 0, weight: 0 };
      scores.set(row[i], { words: held.words + 1, weight: held.weight + row[i + 1] });
    }
  }
  const value = ({ words, weight }) => weight * (1 + words / Math.max(stems.size, 1));
  return [...scores].sort((a, b) => value(b[1]) - value(a[1]) || a[0] - b[0]).slice(0, 20).map(([page]) => page);
}

function show(text) {
  const list = document.getElementById("results");
  const all = document.getElementById("all");
  const found = text.trim() === "" ? [] : search(text);
  list.replaceChildren(...found.map((page) => {
    const [address, title, summary] = KB.pages[page];
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = title;
    const note = document.createElement("p");
    note.textContent = summary;
    item.append(link, note);
    return item;
  }));
  all.hidden = text.trim() !== "";
  document.getElementById("nothing").hidden = text.trim() === "" || found.length > 0;
}

if (typeof document !== "undefined") {
  const box = document.getElementById("query");
  box.addEventListener("input", () => show(box.value));
  document.getElementById("form").addEventListener("submit", (event) => event.preventDefault());
  show(box.value);
}
