// SPDX-License-Identifier: GPL-2.0-or-later
// Keys for decision trees: a digit chooses an answer, Backspace goes back the way one came. Walking itself is
// done by links, and works without this.

function shownNode(tree: HTMLElement): HTMLElement | null {
  return tree.querySelector<HTMLElement>(".tree-node:target") ?? tree.querySelector<HTMLElement>(".tree-node");
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function startScriptTree(): void {
  const tree = document.querySelector<HTMLElement>("#tree");
  if (tree === null) return;
  tree.classList.add("has-keys");
  for (const hint of document.querySelectorAll<HTMLElement>(".tree-keys")) hint.hidden = false;
  const trail: string[] = [];
  let isGoingBack = false;
  window.addEventListener("hashchange", (event) => {
    if (!isGoingBack) trail.push(new URL(event.oldURL).hash);
    isGoingBack = false;
    shownNode(tree)?.focus({ preventScroll: true });
    tree.scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    if (isTyping(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
    const node = shownNode(tree);
    if (node === null) return;
    if (event.key === "Backspace") {
      const back = trail.pop();
      const link = node.querySelector<HTMLAnchorElement>(".tree-back");
      if (back === undefined && link === null) return;
      event.preventDefault();
      isGoingBack = true;
      if (back === undefined) link?.click();
      else location.hash = back === "" ? (tree.querySelector(".tree-node")?.id ?? "") : back;
      return;
    }
    if (!/^[1-9]$/.test(event.key)) return;
    const answer = node.querySelectorAll<HTMLAnchorElement>('li > a[href^="#"]:first-child')[Number(event.key) - 1];
    if (answer === undefined) return;
    event.preventDefault();
    answer.click();
  });
}
