import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sync } from '../../migrations/separation/verbs/sync.ts';
import { verify } from '../../migrations/separation/verbs/verify.ts';
import { copiedLab, type Lab, objections } from './support/lab.ts';

// A copy that somebody harms by hand, a row here and a row there, past every trigger and foreign key.

type Row = Record<string, unknown>;

/** The harm, and what verification has to say of the rows that the SQL returns. */
type Harm = { service: string; sql: string; said(rows: Row[]): string[] };

const NOWHERE = '11111111-2222-4333-8444-555555555555';

const HARM: Record<string, Harm> = {
  'a value is changed': {
    service: 'samples',
    sql: `update nanopore_samples set lab_name = lab_name || '.'
      where id = (select id from nanopore_samples where lab_name is not null order by id limit 1) returning id`,
    said: ([row]) => [`samples.nanopore_samples ["${row?.id}"] changed lab_name`],
  },
  'a zero is added to a number that travels as text': {
    service: 'samples',
    sql: `update nanopore_samples set legacy = jsonb_set(legacy, '{price}', to_jsonb(legacy ->> 'price' || '0'))
      where id = (select id from nanopore_samples where legacy ->> 'price' like '%.%' order by id desc limit 1) returning id`,
    said: ([row]) => [`samples.nanopore_samples ["${row?.id}"] changed legacy`],
  },
  'a row is deleted': {
    service: 'ai',
    sql: 'delete from ai_extraction_results where id = (select id from ai_extraction_results order by id limit 1) returning id',
    said: ([row]) => [`ai.ai_extraction_results ["${row?.id}"] missing`, 'ai.ai_extraction_results: off by -1'],
  },
  'a row is added': {
    service: 'backup',
    sql: `insert into backup_metadata (id, backup_job_id, table_name, record_count)
      select '${NOWHERE}', id, 'made up', 1 from backup_jobs limit 1 returning id`,
    said: () => [`backup.backup_metadata ["${NOWHERE}"] extra`, 'backup.backup_metadata: off by 1'],
  },
  'two rows are swapped between their keys': {
    service: 'samples',
    sql: `with pair as (select id from users where name is not null and email is not null order by id limit 2)
      update users u set (email, name, created_at, legacy) = (o.email, o.name, o.created_at, o.legacy)
      from users o where u.id <> o.id and u.id in (select id from pair) and o.id in (select id from pair) returning u.id`,
    said: (rows) => rows.map(({ id }) => `samples.users ["${id}"] changed email name created_at legacy`),
  },
  'one of two equal rows without a key is deleted': {
    service: 'samples',
    sql: 'delete from lab.freezer_alarms where ctid = (select ctid from lab.freezer_alarms where freezer is null limit 1)',
    said: () => ['samples.lab.freezer_alarms a row without a key missing', 'samples.lab.freezer_alarms: off by -1'],
  },
  'a row with a key of three columns is changed': {
    service: 'samples',
    sql: `update lab.plate_wells set volume = volume + 1 where ctid = (select ctid from lab.plate_wells limit 1)
      returning plate, "row", col::text`,
    said: ([row]) => [`samples.lab.plate_wells ${JSON.stringify(Object.values(row as Row))} changed volume`],
  },
  'the reason why a row is not there is deleted': {
    service: 'samples',
    sql: `delete from separation.quarantine where id = (select max(id) from separation.quarantine
      where name = 'samples.nanopore_processing_steps') returning key_values[1] as id`,
    said: ([row]) => [
      `samples.nanopore_processing_steps ["${row?.id}"] missing`,
      'samples.nanopore_processing_steps: off by -1',
    ],
  },
  'a sequence is moved': {
    service: 'samples',
    sql: `select setval(pg_get_serial_sequence('lab.freezers', 'freezerId'), 3)`,
    said: () => ['lab.freezers.freezerId is at 20, and at 3 in the target'],
  },
  'a reference to another service leads nowhere': {
    service: 'ai',
    sql: `update ai_processing_jobs set sample_id = '${NOWHERE}'
      where id = (select id from ai_processing_jobs order by id desc limit 1) returning id`,
    said: ([row]) => [
      `ai.ai_processing_jobs ["${row?.id}"] changed sample_id`,
      `ai.ai_processing_jobs.sample_id ${NOWHERE} dangles in the target`,
    ],
  },
};

let lab: Lab;
beforeAll(async () => {
  lab = await copiedLab();
});
afterAll(async () => lab[Symbol.asyncDispose]());

const verified = () => lab.run(verify);

test('verification names what was harmed, row and column, and nothing else', async () => {
  const expected: string[] = [];
  for (const { service, sql, said } of Object.values(HARM)) {
    expected.push(...said(await lab.byHand(service, sql)));
  }
  const report = await verified();
  expect(objections(report).sort()).toEqual(expected.sort());
  expect(report.equal).toBe(false);
});

test('a synchronization mends all of it', async () => {
  await lab.run(sync);
  const report = await verified();
  expect(objections(report)).toEqual([]);
  expect(report.equal).toBe(true);
});
