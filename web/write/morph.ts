// SPDX-License-Identifier: GPL-2.0-or-later
// Makes what is shown equal to what came, touching only what differs: pictures are not fetched again, nothing
// jumps, and one changed paragraph of a long page costs one paragraph.

function bringAttributes(shown: Element, fresh: Element): void {
  for (const { name } of [...shown.attributes]) if (!fresh.hasAttribute(name)) shown.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
}

/** `fresh` may belong to another document; it stays as it is. */
export function bringChildren(shown: Element, fresh: Element): void {
  const [old, wanted] = [[...shown.childNodes], [...fresh.childNodes]];
  let begin = 0;
  while (begin < old.length && begin < wanted.length && old[begin]?.isEqualNode(wanted[begin] ?? null)) begin += 1;
  let tail = 0;
  while (tail < old.length - begin && tail < wanted.length - begin && old.at(-1 - tail)?.isEqualNode(wanted.at(-1 - tail) ?? null)) tail += 1;
  const [gone, came] = [old.slice(begin, old.length - tail), wanted.slice(begin, wanted.length - tail)];
  const after = old[old.length - tail] ?? null;
  came.forEach((node, i) => {
    const there = gone[i];
    if (there instanceof Element && node instanceof Element && there.localName === node.localName) {
      bringAttributes(there, node);
      bringChildren(there, node);
      return;
    }
    const made = document.importNode(node, true);
    if (there === undefined) shown.insertBefore(made, after);
    else shown.replaceChild(made, there);
  });
  for (const node of gone.slice(came.length)) node.remove();
}
