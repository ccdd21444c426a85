import { type Html, html, verbatim } from './html.ts';
import { duration } from './numbers.ts';
import { differingRows, leftBehind, quarantine, references, sequences, tables } from './page-sections.ts';
import { STYLE } from './page-style.ts';
import { verdictOf } from './verdict.ts';
import type { VerifyReport } from './verify-report.ts';

const moment = (iso: string): Html =>
  html`<time datetime="${iso}">${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC</time>`;

function facts({ startedAt, finishedAt, sourceVersion, targetVersions }: VerifyReport): Html {
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const versions = Object.entries(targetVersions).map(([service, version]) => `${service} ${version}`);
  return html`<dl>
<dt>Begun</dt><dd>${moment(startedAt)}</dd>
<dt>Finished</dt><dd>${moment(finishedAt)}, after ${duration(seconds)}</dd>
<dt>Source</dt><dd>PostgreSQL ${sourceVersion}</dd>
<dt>Services</dt><dd>PostgreSQL: ${versions.join(', ')}</dd>
</dl>`;
}

/**
 * A verification as a page that a lab manager or an auditor reads, keeps and prints: one file that loads nothing, with
 * the verdict first. What comes out of the databases is escaped.
 */
export function verifyPage(report: VerifyReport): string {
  const { equal, sentence, next } = verdictOf(report);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${equal ? 'Equal' : 'Not equal'}: verification of the database separation, ${report.finishedAt.slice(0, 10)}</title>
<style>${verbatim(STYLE)}</style>
</head>
<body>
<main>
<h1>Verification of the database separation</h1>
<p class="verdict ${equal ? 'equal' : 'unequal'}">${equal ? '✓' : '✗'} ${sentence}</p>
<p>${next}</p>
${facts(report)}
${[tables, differingRows, references, sequences, quarantine, leftBehind].map((section) => section(report))}
</main>
</body>
</html>
`;
  return page.html;
}
