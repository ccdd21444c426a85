import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { DEMO_USERS, demoSamples, SUBMISSION_ID } from '../../demo/lab.ts';
import { createDemonstrationMonolith } from '../../demo/monolith/create.ts';
import { StartupError } from '../../platform/errors/startup-error.ts';
import { WORKFLOW_STEPS } from '../../subgraphs/samples/entities/processing-step.entity.ts';
import { SAMPLE_STATUSES } from '../../subgraphs/samples/entities/sample.entity.ts';
import { PRIORITIES } from '../../subgraphs/samples/entities/submission.entity.ts';
import { differences, imageOf } from '../support/monolith/compare.ts';
import { type MonolithDatabase, monolithDatabase } from '../support/monolith/database.ts';
import { writing } from '../support/monolith/writer.ts';
import { run } from '../support/process.ts';

const SETTINGS = parse(readFileSync(new URL('../../demo/separation.yaml', import.meta.url), 'utf8')) as {
  timezone: string;
  tables: Record<string, unknown>;
  columns: Record<string, { values: Record<string, string> }>;
  steps: Record<string, string>;
};

let monolith: MonolithDatabase;
beforeAll(async () => {
  monolith = await monolithDatabase();
  await monolith.connected(createDemonstrationMonolith);
});
afterAll(() => monolith.drop());

const textsOf = async (sql: string): Promise<string[]> =>
  (await monolith.query(sql)).rows.map((row: Record<string, string>) => Object.values(row)[0] as string);

test('it is the demonstration lab: the same samples, people and submission, at the same moments', async () => {
  const { rows } = await monolith.query(
    `select id, submission_id, concentration::float8, submitted_at at time zone $1 as at from nanopore_samples
     where sample_name like 'JL147-%' order by sample_number`,
    [SETTINGS.timezone],
  );
  expect(rows).toEqual(
    demoSamples().map(({ id, concentration, submittedAt }) => ({
      id,
      submission_id: SUBMISSION_ID,
      concentration,
      at: submittedAt,
    })),
  );
  expect(await textsOf('select id from users order by id')).toEqual(DEMO_USERS.map(({ id }) => id).sort());
});

test('its older samples have gaps: no steps, zeros, people who are gone', async () => {
  const count = async (where: string): Promise<number> =>
    Number(
      (await textsOf(`select count(*) from nanopore_samples s where submitted_at < '2022-01-01' and ${where}`))[0],
    );
  expect(await count('true')).toBe(120);
  expect(await count('concentration = 0')).toBeGreaterThan(5);
  expect(await count('not exists (select from nanopore_processing_steps where sample_id = s.id)')).toBe(40);
  expect(await count('not exists (select from users where id = s.created_by)')).toBe(120);
});

test('with its settings every word it has for a status or a priority is one of today', async () => {
  const today = async (table: string, column: string): Promise<string[]> => {
    const values = SETTINGS.columns[`${table}.${column}`]?.values ?? {};
    return (await textsOf(`select distinct ${column} from ${table}`)).map((word) => values[word] ?? word);
  };
  expect(SAMPLE_STATUSES).toEqual(expect.arrayContaining(await today('nanopore_samples', 'status')));
  expect(PRIORITIES).toEqual(expect.arrayContaining(await today('nanopore_samples', 'priority')));
  const statuses = await today('nanopore_processing_steps', 'step_status');
  expect(['pending', 'in_progress', 'completed', 'failed', 'skipped']).toEqual(expect.arrayContaining(statuses));
  expect(WORKFLOW_STEPS).toEqual(expect.arrayContaining(Object.values(SETTINGS.steps)));
});

test('they say what becomes of each table that nobody owns', async () => {
  const owned = [
    ...['users', 'projects', 'nanopore_submissions', 'nanopore_samples', 'nanopore_sample_details'],
    ...[
      'nanopore_processing_steps',
      'nanopore_attachments',
      'ai_extraction_results',
      'audit_logs',
      'application_configs',
    ],
  ].map((name) => `public.${name}`);
  const image = await monolith.connected(imageOf);
  expect([...image.keys()].sort()).toEqual([...owned, ...Object.keys(SETTINGS.tables)].sort());
  expect([...image].filter(([, rows]) => rows.length === 0)).toEqual([]);
});

test('it is made by a command, which says what comes next, and not a second time', async () => {
  await using other = await monolithDatabase();
  const made = run('demo/monolith.ts', { DATABASE_URL: other.url });
  expect(await made.exit).toEqual({ code: 0, signal: null });
  expect(made.output()).toMatch(/public\.nanopore_samples +214 rows\n/);
  expect(made.output()).toContain('npm run separate -- run --config demo/separation.yaml');
  expect(differences(await other.connected(imageOf), await monolith.connected(imageOf))).toEqual([]);
  const again = run('demo/monolith.ts', { DATABASE_URL: other.url });
  expect(await again.exit).toEqual({ code: 1, signal: null });
  expect(again.output()).toBe(
    `The database ${other.name} has tables already (ai_extraction_results, application_configs, audit_logs, …): create an empty one and name it in DATABASE_URL.\n`,
  );
});

test('a database with anything in it is left as it is', async () => {
  await using other = await monolithDatabase();
  await other.query('create table notes (text text)');
  await expect(other.connected(createDemonstrationMonolith)).rejects.toThrow(StartupError);
  expect([...(await other.connected(imageOf)).keys()]).toEqual(['public.notes']);
});

test.each([
  ['no DATABASE_URL', (): Record<string, string> => ({}), /^Set DATABASE_URL to an empty database/],
  ['production', () => ({ DATABASE_URL: monolith.url, NODE_ENV: 'production' }), /does not belong into production/],
  [
    'a database that is not there',
    () => ({ DATABASE_URL: monolith.url.replace(monolith.name, 'nowhere') }),
    /^There is no database nowhere on that server: create it/,
  ],
  [
    'a server that is not there',
    () => ({ DATABASE_URL: 'postgresql://lab:secret@127.0.0.1:1/lims' }),
    /^The server that DATABASE_URL names did not let us in \(.*ECONNREFUSED.*\): correct it\.\n$/,
  ],
])('the command refuses %s in one sentence', async (_what, environment, sentence) => {
  const refused = run('demo/monolith.ts', environment());
  expect(await refused.exit).toEqual({ code: 1, signal: null });
  expect(refused.output()).toMatch(sentence);
  expect(refused.output().trim().split('\n')).toHaveLength(1);
});

test('a lab can go on working in it', async () => {
  await using other = await monolithDatabase();
  await other.connected(createDemonstrationMonolith);
  await using writer = await writing(other.url);
  await writer.until(({ inserted, updated, deleted }) => Math.min(inserted, updated, deleted) >= 5);
});
