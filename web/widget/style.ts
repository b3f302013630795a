// SPDX-License-Identifier: GPL-2.0-or-later
// The widget's look. A constructed style sheet: no page's Content-Security-Policy has to let it in.

const css = `
:host { all: initial; --kb-color: #0b5c6b; --kb-ink: #17242b; --kb-paper: #fff; --kb-quiet: #55646d; --kb-line: #dcd8cf; --kb-soft: #eef4f5; --kb-mark: #ffe8a3; --kb-link: #07596a;
  font: 400 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--kb-ink); }
@media (prefers-color-scheme: dark) { :host { --kb-ink: #e4ebee; --kb-paper: #182329; --kb-quiet: #9fb1b9; --kb-line: #33454e; --kb-soft: #22323a; --kb-mark: #5b4a12; --kb-link: #84cfdd; } }
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, p, ul, ol { margin: 0; }
button, input, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
a { color: var(--kb-link); }
:focus-visible { outline: 3px solid #b35900; outline-offset: 2px; border-radius: 4px; }
.launcher { position: fixed; z-index: 2147483000; right: 20px; bottom: 20px; padding: 12px 22px; border: 0; border-radius: 999px; background: var(--kb-color); color: #fff; font-weight: 600; box-shadow: 0 6px 20px rgb(0 0 0 / 25%); }
.left .launcher { right: auto; left: 20px; }
.panel { position: fixed; z-index: 2147483000; right: 20px; bottom: 20px; display: flex; flex-direction: column; width: 384px; max-width: calc(100vw - 24px); height: min(640px, calc(100vh - 40px)); height: min(640px, calc(100dvh - 40px)); background: var(--kb-paper); border: 1px solid var(--kb-line); border-radius: 14px; box-shadow: 0 16px 48px rgb(0 0 0 / 30%); overflow: hidden; }
.left .panel { right: auto; left: 20px; }
@media (max-width: 480px) { .panel, .left .panel { inset: 0; width: 100%; max-width: none; height: 100%; border: 0; border-radius: 0; } }
.head { display: flex; align-items: center; gap: 8px; padding: 10px 12px 10px 16px; background: var(--kb-color); color: #fff; }
.head h2 { flex: 1; font-size: 17px; font-weight: 650; line-height: 1.3; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; line-clamp: 3; overflow: hidden; }
.head button { min-width: 36px; height: 36px; padding: 0 8px; border: 0; border-radius: 8px; background: transparent; color: #fff; font-size: 20px; line-height: 1; }
.head button:hover { background: rgb(255 255 255 / 18%); }
.head :focus-visible { outline-color: #ffd166; }
.body { flex: 1; overflow-y: auto; padding: 16px; overflow-wrap: break-word; outline: none; }
.foot:has([hidden]) { display: none; }
.foot { padding: 10px 16px; border-top: 1px solid var(--kb-line); }
.field, input[type=search], input[type=text], textarea { display: block; width: 100%; padding: 10px 12px; background: var(--kb-paper); border: 1px solid var(--kb-quiet); border-radius: 8px; }
label { display: block; margin: 12px 0 4px; font-weight: 600; font-size: 14px; }
textarea { resize: vertical; min-height: 96px; }
.label { margin: 16px 0 6px; color: var(--kb-quiet); font-size: 14px; }
.list { padding: 0; list-style: none; }
.hit { display: block; width: 100%; padding: 10px 0; border: 0; border-top: 1px solid var(--kb-line); background: none; text-align: left; }
.hit b { display: block; color: var(--kb-link); font-weight: 600; }
.hit:hover b { text-decoration: underline; }
.hit span { display: block; color: var(--kb-quiet); font-size: 14px; }
mark { background: var(--kb-mark); color: inherit; }
.button { width: 100%; padding: 10px 16px; border: 1px solid var(--kb-color); border-radius: 8px; background: var(--kb-color); color: #fff; font-weight: 600; }
.quiet-button { background: transparent; color: var(--kb-link); border-color: currentcolor; }
form .button { margin-top: 16px; }
.note { margin-top: 10px; color: var(--kb-quiet); font-size: 14px; }
.alert { margin-top: 10px; padding: 8px 12px; background: #fff4d6; color: #17242b; border-left: 4px solid #e8c55f; font-size: 14px; }
.number { display: block; margin: 12px 0; font-size: 26px; font-weight: 650; letter-spacing: 1px; }
.article > * + * { margin-top: 12px; }
.article h3 { margin-top: 20px; font-size: 18px; line-height: 1.3; }
.article ul, .article ol { padding-left: 22px; }
.article li + li { margin-top: 6px; }
.article img, .article video { max-width: 100%; height: auto; }
.article pre { overflow-x: auto; padding: 10px; background: var(--kb-soft); }
.article table { display: block; overflow-x: auto; border-collapse: collapse; font-size: 14px; }
.article th, .article td { padding: 6px 10px 6px 0; border-bottom: 1px solid var(--kb-line); text-align: left; vertical-align: top; }
.article blockquote { margin: 12px 0 0; padding-left: 12px; border-left: 4px solid #ffd166; }
.drop { position: relative; }
.drop .list { position: absolute; z-index: 5; left: 0; right: 0; top: calc(100% + 4px); max-height: 320px; overflow-y: auto; padding: 0 12px; background: var(--kb-paper); border: 1px solid var(--kb-line); border-radius: 8px; box-shadow: 0 12px 32px rgb(0 0 0 / 22%); }
.drop .list:empty { display: none; }
.drop li:first-child .hit { border-top: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

let sheet: CSSStyleSheet | undefined;

export function dress(root: ShadowRoot): void {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  root.adoptedStyleSheets = [sheet];
}
