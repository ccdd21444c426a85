import { readFileSync } from 'node:fs';
import type { Sql } from './database.ts';
import { fillSamples } from './nasty/fill-samples.ts';
import { fillServices } from './nasty/fill-services.ts';
import { fillSubmissions, type SubmissionsTable } from './nasty/fill-submissions.ts';
import { fillUnowned } from './nasty/fill-unowned.ts';

export { NASTY_CONFIG } from './nasty/config.ts';
export { type RefusedRow, refusedRows } from './nasty/refused.ts';

const schemaFile = (name: string): string =>
  readFileSync(new URL(`./nasty/schema/${name}.sql`, import.meta.url), 'utf8');

/**
 * A monolith's tables, types, views and triggers with everything that is nasty about old databases. Where submissions
 * stand is chosen; with `none` the samples keep ids of submissions that are nowhere.
 */
export async function createNastySchema(
  client: Sql,
  { submissions = 'nanopore_submissions' }: { submissions?: SubmissionsTable } = {},
): Promise<void> {
  const files = [
    'samples',
    ...(submissions === 'none' ? [] : [submissions]),
    'services',
    'unowned',
    'views-and-triggers',
  ];
  await client.query(files.map(schemaFile).join('\n'));
}

/**
 * Fills the tables of `createNastySchema`, always with the same rows for the same number of samples; what else there is
 * grows with it. `large`: one text and one jsonb of 10 MB each.
 */
export async function fillNasty(
  client: Sql,
  { samples = 200, large = false }: { samples?: number; large?: boolean } = {},
): Promise<void> {
  const { rows } = await client.query(`select case
    when to_regclass('public.nanopore_submissions') is not null then 'nanopore_submissions'
    when to_regclass('public.submissions') is not null then 'submissions' else 'none' end as submissions`);
  const { submissions } = rows[0] as { submissions: SubmissionsTable };
  await client.query(`
    alter table nanopore_samples disable trigger user;
    ${fillSubmissions(submissions, samples)}
    ${fillSamples(samples, large)}
    ${fillServices(samples, large)}
    ${fillUnowned(samples)}
    alter table nanopore_samples enable trigger user;
    refresh materialized view samples_per_lab;
  `);
}
