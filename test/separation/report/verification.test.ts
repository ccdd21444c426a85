import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { writeReports } from '../../../migrations/separation/report/files.ts';
import { verifyLines } from '../../../migrations/separation/report/lines.ts';
import { verifyPage } from '../../../migrations/separation/report/page.ts';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { temporaryFolder } from '../../support/process.ts';
import { table, unequal, verification } from './verification.ts';

test('the terminal ends with the verdict and what to do next', () => {
  const lines = verifyLines(verification());
  expect(lines).toEqual([
    'table                     source  target  quarantined  differing',
    'samples.nanopore_samples      94      94            0          0',
    'ai.ai_extraction_results   1,200   1,200            0          0',
    '',
    'Left in the source on purpose: public.sessions',
    'Compared in 1 min 15 s.',
    '',
    'Equal: all 1,294 rows of 2 tables are in the databases of the services as they are in the source.',
    expect.stringMatching(/^Next: .*switch/),
  ]);
});

test('quarantined rows are in the verdict, for nobody may overlook them', () => {
  const report = verification({
    tables: [table({ name: 'samples.users', sourceRows: 10, targetRows: 9, quarantinedRows: 1 })],
    quarantine: [{ table: 'samples.users', reason: 'email is taken', rows: 1, examples: [{ id: '7' }] }],
  });
  expect(verifyLines(report)).toEqual(expect.arrayContaining(['quarantined: 1 row of samples.users: email is taken']));
  expect(verifyLines(report).slice(-2)).toEqual([
    expect.stringMatching(/^Equal, apart from 1 quarantined row: the other 9 rows of 1 table /),
    expect.stringMatching(/--accept-quarantine/),
  ]);
});

test('what differs is named by row and column', () => {
  const lines = verifyLines(unequal());
  expect(lines).toEqual(
    expect.arrayContaining([
      'samples.nanopore_samples: 3 rows differ',
      '  changed  id = 01a09f09-939e-7edd in concentration, select',
      `  missing  name = "<b>\\"O'Neil\\" & Söhne</b>", "lab no" = null`,
      '  and 1 more',
      'ai.ai_extraction_results.sample_id → samples.nanopore_samples: refers to nothing 2 times, in the source 1',
      '  only in the target: 01a0-gone',
      'audit.audit_logs.user_id → samples.users: refers to nothing 4 times, as in the source',
      'sequence lab.freezers_id_seq (samples): 7 in the source, unused in the service',
    ]),
  );
  expect(lines.slice(-2)).toEqual([
    'Not equal: there are differences in 3 rows of 1 table, 1 reference, and 1 sequence.',
    expect.stringMatching(/^Next: npm run separate -- sync/),
  ]);
});

test('a lost row is told even where no row was named', () => {
  const tables = [table({ name: 'samples.users', sourceRows: 10, targetRows: 9 })];
  expect(verifyLines(verification({ equal: false, tables })).at(-2)).toBe(
    'Not equal: there are differences in the number of rows of 1 table.',
  );
});

test('a value cannot steer the terminal', () => {
  const differences = [{ kind: 'extra' as const, key: { id: '\u001b[2J\n\u202e7' }, columns: [] }];
  const lines = verifyLines(
    verification({ equal: false, tables: [table({ name: 'lab.a\u0007', targetRows: 1, differing: 1, differences })] }),
  );
  expect(lines).toContain('  extra    id = "\\u001b[2J\\n\\u202e7"');
  expect(lines.filter((line) => /[\p{Cc}\u202e]/u.test(line))).toEqual([]);
});

test('the page says the verdict first, and everything else below it', () => {
  const page = verifyPage(unequal());
  const text = page
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  expect(text.indexOf('Not equal: there are differences in 3 rows')).toBeLessThan(text.indexOf('Rows in the source'));
  for (const told of [
    'lab.freezers public.nanopore_samples 7 5 2 0 0.2 s ✓ equal',
    'Differing rows of samples.nanopore_samples: 3, the first 2 of them',
    'id = 01a09f09-939e-7edd changed: in both, but different concentration, select',
    '90 1 2 ✗ differs',
    'lab.freezers_id_seq samples 7 unused ✗ differs',
    'temperature is null 2 id = 3 · id = 4',
    'public.sessions',
    'Finished 2026-09-15 02:01:15 UTC , after 1 min 15 s',
    'PostgreSQL 14.19',
  ]) {
    expect(text).toContain(told);
  }
});

test('the page loads nothing, and what stands in the databases stays text', () => {
  const hostile = '</td><script>alert("1")</script><img src=x onerror=\'alert(2)\'>&amp;\u202e';
  const report = unequal();
  const [first] = report.tables as [ReturnType<typeof table>];
  first.name = hostile;
  first.differences = [{ kind: 'changed', key: { [hostile]: hostile }, columns: [hostile] }];
  report.quarantine = [{ table: hostile, reason: hostile, rows: 1, examples: [{ [hostile]: hostile }] }];
  report.leftBehind = [hostile];
  report.references[0] = { ...(report.references[0] as (typeof report.references)[0]), from: hostile, to: hostile };
  const page = verifyPage(report);
  expect(page).not.toMatch(/<script|<img|onerror='|\u202e/);
  expect(page.replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]+\s(src|href|on\w+)=/);
  expect(page).toContain('&lt;/td&gt;&lt;script&gt;');
  expect(page).toContain('&amp;amp;');
});

test('the page is for everybody: a language, headings for rows and columns, names for what scrolls', () => {
  const page = verifyPage(unequal());
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  const grids = page.match(/<table>/g) ?? [];
  expect(grids.length).toBeGreaterThan(4);
  expect(page.match(/<caption>[^<]+<\/caption>/g)).toHaveLength(grids.length);
  expect(page.match(/tabindex="0" aria-label="[^"]+"/g)).toHaveLength(grids.length);
  expect(page).not.toMatch(/<th(?! scope=)[ >]/);
  expect(page).toContain('prefers-color-scheme: dark');
  expect(page).toContain('@media print');
});

test('reports are kept beside each other, whole, and for their owner only', async () => {
  await using folder = await temporaryFolder();
  const reports = join(folder.path, 'separation', 'reports');
  const { json, page } = await writeReports(reports, unequal());
  await writeReports(reports, verification({ finishedAt: '2026-09-15T02:01:15.251Z' }));
  expect((await readdir(reports)).sort()).toEqual([
    'verify-2026-09-15T02-01-15-250Z.html',
    'verify-2026-09-15T02-01-15-250Z.json',
    'verify-2026-09-15T02-01-15-251Z.html',
    'verify-2026-09-15T02-01-15-251Z.json',
  ]);
  expect(JSON.parse(await readFile(json, 'utf8'))).toEqual(unequal());
  expect(await readFile(page, 'utf8')).toBe(verifyPage(unequal()));
  expect((await stat(json)).mode & 0o777).toBe(0o600);
});

test('a folder that takes no files is named', async () => {
  await using folder = await temporaryFolder();
  const taken = join(folder.path, 'taken');
  await writeFile(taken, '');
  const refused = writeReports(join(taken, 'reports'), verification());
  await expect(refused).rejects.toThrow(StartupError);
  await expect(refused).rejects.toThrow(/cannot be written to .*taken\/reports \(ENOTDIR\): name a folder/);
});
