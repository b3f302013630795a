// SPDX-License-Identifier: GPL-2.0-or-later
// Articles by an attacker, made by rule: every payload in every place where an article takes text or an
// address. A payload that runs calls hit(N), N being its document.

// HTML that runs by itself once it stands in a page.
export const MARKUP = [
  (n) => `<script>hit(${n})</script>`,
  (n) => `<ScRiPt>hit(${n})</sCrIpT>`,
  (n) => `<script/x>hit(${n})</script>`,
  (n) => `<scr<script>ipt>hit(${n})</scr</script>ipt>`,
  (n) => `<img src=x onerror=hit(${n})>`,
  (n) => `<img/src=x/onerror=hit(${n})>`,
  (n) => `<img src="x" OnErRoR="hit(${n})">`,
  (n) => `<img src=x onerror\n=hit(${n})>`,
  (n) => `"><img src=x onerror=hit(${n})>`,
  (n) => `'><img src=x onerror=hit(${n})>`,
  (n) => `--><img src=x onerror=hit(${n})>`,
  (n) => `]]><img src=x onerror=hit(${n})>`,
  (n) => `</title><img src=x onerror=hit(${n})>`,
  (n) => `</textarea><script>hit(${n})</script>`,
  (n) => `</script><script>hit(${n})</script>`,
  (n) => `<!--><img src=x onerror=hit(${n})>-->`,
  (n) => `<svg onload=hit(${n})>`,
  (n) => `<svg><script>hit(${n})</script></svg>`,
  (n) => `<svg><animate onbegin=hit(${n}) attributeName=x dur=1s>`,
  (n) => `<math><mtext><img src=x onerror=hit(${n})>`,
  (n) => `<iframe srcdoc="<script>parent.hit(${n})</script>"></iframe>`,
  (n) => `<iframe src="javascript:parent.hit(${n})"></iframe>`,
  (n) => `<object data="javascript:hit(${n})"></object>`,
  (n) => `<embed src="javascript:hit(${n})">`,
  (n) => `<details open ontoggle=hit(${n})><summary>x</summary></details>`,
  (n) => `<input autofocus onfocus=hit(${n})>`,
  (n) => `<video><source onerror=hit(${n})></video>`,
  (n) => `<video src=x onerror=hit(${n})></video>`,
  (n) => `<audio src=x onerror=hit(${n})></audio>`,
  (n) => `<body onload=hit(${n})>`,
  (n) => `<style onload=hit(${n})></style>`,
  (n) => `<style>@import 'javascript:hit(${n})';</style>`,
  (n) => `<link rel=stylesheet href=x onerror=hit(${n})>`,
  (n) => `<meta http-equiv=refresh content="0;url=javascript:hit(${n})">`,
  (n) => `<base href="javascript:hit(${n})//">`,
  (n) => `<form action="javascript:hit(${n})"><button autofocus>x</button></form>`,
  (n) => `<template><img src=x onerror=hit(${n})></template>`,
  (n) => `<noscript><p title="</noscript><img src=x onerror=hit(${n})>">`,
  (n) => `&lt;img src=x onerror=hit(${n})&gt;<img src=x onerror=hit(${n})>`,
  (n) => `" onmouseover="hit(${n})" autofocus onfocus="hit(${n})" x="`,
  (n) => `{{{<img src=x onerror=hit(${n})>}}} {{=<% %>=}}<img src=x onerror=hit(${n})>`,
];

// Addresses that run when they are followed.
export const ADDRESSES = [
  (n) => `javascript:hit(${n})`,
  (n) => `JaVaScRiPt:hit(${n})`,
  (n) => ` javascript:hit(${n})`,
  (n) => `java\tscript:hit(${n})`,
  (n) => `java&#9;script:hit(${n})`,
  (n) => `java&NewLine;script:hit(${n})`,
  (n) => `&#106;avascript:hit(${n})`,
  (n) => `&#x6A;avascript&colon;hit(${n})`,
  (n) => `javascript&#58;hit(${n})`,
  (n) => `\\javascript:hit(${n})`,
  (n) => `java\\script:hit(${n})`,
  (n) => `%6Aavascript:hit(${n})`,
  (n) => `javascript%3Ahit(${n})`,
  (n) => `\u0001javascript:hit(${n})`,
  (n) => `\u200Bjavascript:hit(${n})`,
  (n) => `javascript://x%0Ahit(${n})`,
  (n) => `vbscript:hit(${n})`,
  (n) => `data:text/html,<script>hit(${n})</script>`,
  (n) => `data:text/html;base64,PHNjcmlwdD5oaXQoMSk8L3NjcmlwdD4=`,
  (n) => `data:image/svg+xml,<svg onload=hit(${n})>`,
  (n) => `DATA:text/html,hit(${n})`,
  (n) => `blob:hit(${n})`,
  (n) => `file:///etc/passwd?${n}`,
  (n) => `feed:javascript:hit(${n})`,
  (n) => `view-source:javascript:hit(${n})`,
  (n) => `x" onerror="hit(${n})`,
  (n) => `x' onerror='hit(${n})`,
  (n) => `x"><img src=x onerror=hit(${n})>`,
  (n) => `kb:javascript:hit(${n})`,
  (n) => `kb-file:"onerror="hit(${n})`,
  (n) => `//evil.example/${n}"onload="hit(${n})`,
  (n) => `http://x"onmouseover="hit(${n})`,
];

const body = (make) => (payload) => ({ head: "", body: make(payload) });
const head = (make) => (payload) => ({ head: make(JSON.stringify(payload)), body: "Текст." });
const oneLine = (payload) => payload.replaceAll("\n", " ");

// Where text goes.
export const TEXT_PLACES = {
  paragraph: body((p) => `Текст ${p} текст.`),
  block: body((p) => `${p}\n`),
  heading: body((p) => `## ${oneLine(p)}\n\nТекст.`),
  "underlined heading": body((p) => `${oneLine(p)}\n===\n\nТекст.`),
  quote: body((p) => `> ${p}`),
  list: body((p) => `- ${p}\n  - ${p}`),
  task: body((p) => `- [ ] ${p}\n- [x] ${p}`),
  "table cell": body((p) => `| a | b |\n|---|---|\n| ${oneLine(p)} | ${oneLine(p)} |`),
  "table head": body((p) => `| ${oneLine(p)} | b |\n|---|---|\n| 1 | 2 |`),
  "link text": body((p) => `[${p}](https://example.org/)`),
  "link title": body((p) => `[a](https://example.org/ "${p}") [b](https://example.org/ '${p}')`),
  "image text": body((p) => `![${p}](https://example.org/a.png)`),
  "image title": body((p) => `![a](https://example.org/a.png "${p}")`),
  "code span": body((p) => `\`${p}\` \`\`${p}\`\``),
  fence: body((p) => `\`\`\`${oneLine(p)}\n${p}\n\`\`\``),
  "indented code": body((p) => `Текст:\n\n    ${p}`),
  "reference title": body((p) => `[a]\n\n[a]: https://example.org/ "${p}"`),
  footnote: body((p) => `Текст[^1]\n\n[^1]: ${p}`),
  emphasis: body((p) => `**${p}** *${p}* ~~${p}~~`),
  "after HTML": body((p) => `<div>\n${p}\n</div>\n\n<b>${p}</b>`),
  comment: body((p) => `<!-- x -->${p}<!-- ${p} -->`),
  title: head((p) => `title: ${p}`),
  summary: head((p) => `summary: ${p}`),
  tag: head((p) => `tags: [${p}, ${p}]`),
  alias: head((p) => `aliases: [${p}]`),
  owner: head((p) => `owner: ${p}`),
  escalate: head((p) => `escalate_to: ${p}`),
  question: head((p) => `ask:\n  - question: ${p}\n    why: ${p}`),
  category: head((p) => `category: ${p}`),
  slug: head((p) => `slug: ${p}`),
  pin: head((p) => `pin_for: [${p}]`),
  attachment: head((p) => `attachments: [${p}]`),
  "old slug": head((p) => `redirect_from: [${p}]`),
  "file name": (payload) => ({ head: "", body: "Текст.", file: payload.replaceAll("/", "∕").replaceAll("\n", " ") }),
};

// Where an address goes.
export const ADDRESS_PLACES = {
  link: body((p) => `[a](${p})`),
  "link in angles": body((p) => `[a](<${p}>)`),
  "reference link": body((p) => `[a][x]\n\n[x]: ${p}\n`),
  "reference in angles": body((p) => `[x]\n\n[x]: <${p}>\n`),
  image: body((p) => `![a](${p})`),
  "image in angles": body((p) => `![a](<${p}>)`),
  "image of a reference": body((p) => `![x]\n\n[x]: ${p}\n`),
  autolink: body((p) => `<${p}>`),
  bare: body((p) => `Смотрите ${p} и дальше`),
  "link in a heading": body((p) => `## [a](<${p}>)\n\nТекст.`),
  "link in a table": body((p) => `| [a](<${p}>) | ![b](<${p}>) |\n|---|---|\n| [a](<${p}>) | ${p} |`),
  "link in a quote": body((p) => `> [a](<${p}>)\n> <${p}>`),
  "link in a task": body((p) => `- [ ] [a](<${p}>) ${p}`),
  "linked image": body((p) => `[![a](<${p}>)](<${p}>)`),
  "HTML link": body((p) => `<a href="${p}">a</a>`),
  "HTML image": body((p) => `<img src="${p}">`),
  "related article": head((p) => `related: [${p}]`),
  "slug of an address": head((p) => `slug: ${p}`),
  "attached address": head((p) => `attachments: [${p}]`),
  "title of an address": head((p) => `title: ${p}`),
};

/** All documents: {n, place, payload, path, text}. */
export function corpus() {
  const documents = [];
  const add = (places, payloads) => {
    for (const [place, make] of Object.entries(places)) {
      for (const payload of payloads) {
        const n = documents.length;
        const made = make(payload(n));
        const ownHead = made.head ? `${made.head}\n` : "";
        const title = /^title:/.test(made.head) || made.file ? "" : `title: Враждебная статья ${n}\n`;
        documents.push({
          n, place, payload: payload(n), path: `public/${made.file ? `${made.file.slice(0, 80)}-${n}` : `h${n}`}.md`,
          text: `---\nid: h${n}\n${title}${ownHead}---\n\n${made.body}\n`,
        });
      }
    }
  };
  add(TEXT_PLACES, MARKUP);
  add(ADDRESS_PLACES, ADDRESSES);
  return documents;
}
