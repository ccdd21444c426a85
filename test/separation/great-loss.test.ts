import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseSettings } from '../../migrations/separation/settings.ts';
import { copy } from '../../migrations/separation/verbs/copy.ts';
import { sync } from '../../migrations/separation/verbs/sync.ts';
import { verify } from '../../migrations/separation/verbs/verify.ts';
import { monolithDatabase } from '../support/monolith/database.ts';
import { type Lab, labOver, objections } from './support/lab.ts';

// So much is lost that nobody would read it all, and no process should hold it.

const ROWS = 250;
const GONE = 10;

const MONOLITH = `
  create table users (id uuid primary key default gen_random_uuid(), name text);
  create table nanopore_samples (id uuid primary key default gen_random_uuid(), sample_name text not null,
    status text not null default 'submitted', priority text not null default 'normal');
  create table ai_extraction_results (id uuid primary key default gen_random_uuid(), sample_id uuid);
  create table audit_logs (id uuid primary key default gen_random_uuid(), event_type text, action text,
    resource_type text, resource_id text);
  create table readings (celsius int);
  insert into nanopore_samples (sample_name) select 'JL-' || i from generate_series(1, ${ROWS}) i;
  insert into ai_extraction_results (sample_id) select id from nanopore_samples;
  insert into audit_logs (event_type, action, resource_type, resource_id)
    select 'sample.deleted', 'delete', 'sample', name from unnest(array['é', '😀', 'ﬀ', 'a', 'B']) name;
  insert into ai_extraction_results (sample_id) select gen_random_uuid() from generate_series(1, ${GONE});
  insert into readings select i / 2 from generate_series(1, ${ROWS}) i;`;

const SETTINGS = parseSettings('tables: { readings: { assign: samples } }');

let lab: Lab;
beforeAll(async () => {
  const monolith = await monolithDatabase();
  await monolith.query(MONOLITH);
  lab = await labOver(monolith);
  await lab.run((separation) => copy(separation, SETTINGS));
});
afterAll(async () => lab[Symbol.asyncDispose]());

const verified = () => lab.run(verify);
const ofReference = ({ references }: Awaited<ReturnType<typeof verified>>, name: string) =>
  references.find(({ from }) => from === name);

test('what referred to nothing before may do so, in whatever letters', async () => {
  const report = await verified();
  expect(objections(report)).toEqual([]);
  expect(ofReference(report, 'ai.ai_extraction_results.sample_id')).toMatchObject({
    references: ROWS + GONE,
    danglingInSource: GONE,
    danglingInTarget: GONE,
  });
  expect(ofReference(report, 'audit.audit_logs.resource_id')).toMatchObject({
    references: 5,
    danglingInSource: 5,
    danglingInTarget: 5,
  });
});

test('tables that lost everything: all rows are counted, and the first hundred named', async () => {
  await lab.byHand('samples', 'delete from nanopore_samples; delete from readings');
  const report = await verified();
  const lost = report.tables.filter(({ differing }) => differing > 0);
  expect(
    lost.map(({ name, targetRows, differing, differences }) => ({ name, targetRows, differing, differences })),
  ).toEqual(
    ['samples.readings', 'samples.nanopore_samples'].map((name) => ({
      name,
      targetRows: 0,
      differing: ROWS,
      differences: Array.from({ length: 100 }, () => expect.objectContaining({ kind: 'missing', columns: [] })),
    })),
  );
  const reference = ofReference(report, 'ai.ai_extraction_results.sample_id');
  expect(reference).toMatchObject({ danglingInSource: GONE, danglingInTarget: ROWS + GONE });
  expect(reference?.differing).toHaveLength(100);
  expect(report.equal).toBe(false);
});

test('a synchronization brings all of it back', async () => {
  await lab.run(sync);
  expect(objections(await verified())).toEqual([]);
});
