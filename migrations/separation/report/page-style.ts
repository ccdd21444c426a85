/** The page's style: one column, readable on paper, in light and dark. Meaning never hangs on a colour alone. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1a1a1a; --soft: #595959; --line: #c8c8c8; --back: #ffffff;
  --good: #0b6623; --bad: #a4161a; --good-back: #e9f5ec; --bad-back: #fbeaea; --stripe: #f5f5f5; }
@media (prefers-color-scheme: dark) {
  :root { --text: #ececec; --soft: #b0b0b0; --line: #4a4a4a; --back: #161616;
    --good: #7bd88f; --bad: #ff9a9a; --good-back: #14301b; --bad-back: #3a1616; --stripe: #202020; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 75rem; color: var(--text); background: var(--back);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 1rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: .5rem 0; max-width: 50rem; }
.verdict { padding: 1rem; border-left: .4rem solid; font-size: 1.15rem; font-weight: 600; max-width: none; }
.verdict.equal { color: var(--good); background: var(--good-back); }
.verdict.unequal { color: var(--bad); background: var(--bad-back); }
.soft, caption { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 1rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: .15rem solid; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .25rem 0; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
tbody tr:nth-child(even) { background: var(--stripe); }
td.number, th.number { text-align: right; white-space: nowrap; }
td.bad { color: var(--bad); font-weight: 600; }
td.key { font-family: ui-monospace, monospace; font-size: .9rem; overflow-wrap: anywhere; }
tfoot th, tfoot td { font-weight: 600; border-top: 2px solid var(--line); }
@media print {
  :root { color-scheme: light; --text: #000; --soft: #444; --line: #999; --back: #fff; --good: #000; --bad: #000;
    --good-back: #fff; --bad-back: #fff; --stripe: #fff; }
  body { padding: 0; max-width: none; font-size: 9.5pt; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr, .verdict { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
}
`;
