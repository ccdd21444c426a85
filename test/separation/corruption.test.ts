import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseSettings } from '../../migrations/separation/settings.ts';
import { copy } from '../../migrations/separation/verbs/copy.ts';
import { sync } from '../../migrations/separation/verbs/sync.ts';
import { verify } from '../../migrations/separation/verbs/verify.ts';
import { monolithDatabase } from '../support/monolith/database.ts';
import { copiedLab, type Lab, labOver, objections } from './support/lab.ts';

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

/** Pairs of values that PostgreSQL holds for equal, or whose hash is the same there. */
const ALIKE: [type: string, was: string, becomes: string][] = [
  ['int8', '1', '4294967296'],
  ['numeric(10,2)', '5.00', '-5.00'],
  ['numeric', '1.0', '1.00'],
  ['float8', '0', '-0'],
  ['time', '00:00:00.000001', '01:11:34.967296'],
  ['timestamp', '2000-01-01 00:00:00.000001', '2000-01-01 01:11:34.967296'],
  ['timestamptz', '2000-01-01 00:00:00.000001+00', '2000-01-01 01:11:34.967296+00'],
  ['interval', '1 month', '30 days'],
  ['int[]', '{1,2}', '[0:1]={1,2}'],
  ['int8[]', '{{1,2}}', '{1,2}'],
  ['text collate "und-x-icu"', 'a', 'A'],
  ['jsonb', '{"dose": 1.0}', '{"dose": 1.00}'],
];

const ALIKE_TABLE = `create table alike (id int primary key, place text not null,
  ${ALIKE.map(([type], i) => `c${i} ${type}`).join(', ')});
  insert into alike (id, place) select i, 'Room ' || i from generate_series(1, 99) i;
  insert into alike values (0, 'Room 0', ${ALIKE.map(([, was]) => `'${was}'`).join(', ')});`;

const AS_IT_IS = parseSettings('tables: { alike: { assign: samples } }');

describe('of a table that moved as it is', () => {
  let lab: Lab;
  beforeAll(async () => {
    const monolith = await monolithDatabase();
    await monolith.query(ALIKE_TABLE);
    lab = await labOver(monolith);
    await lab.run((separation) => copy(separation, AS_IT_IS));
  });
  afterAll(async () => lab[Symbol.asyncDispose]());

  test.each(ALIKE.map((pair, i) => [...pair, i] as const))('%s: %s is not %s', async (_, was, becomes, i) => {
    await lab.byHand('samples', `update alike set c${i} = '${becomes}' where id = 0`);
    const said = objections(await lab.run(verify));
    await lab.byHand('samples', `update alike set c${i} = '${was}' where id = 0`);
    expect(said).toEqual([`samples.alike ["0"] changed c${i}`]);
    expect(objections(await lab.run(verify))).toEqual([]);
  });

  test('values that changed places are seen, be it in two rows or in all of them', async () => {
    const moved = (a: number, b: number) =>
      `update alike set place = 'Room ' || case id when ${a} then ${b} else ${a} end where id in (${a}, ${b})`;
    for (const [a, b] of [
      [1, 2],
      [3, 70],
      [0, 99],
    ] as const) {
      // biome-ignore format: pairs
      await lab.byHand('samples', moved(a, b));
      const said = [a, b].map((id) => `samples.alike ["${id}"] changed place`);
      expect(objections(await lab.run(verify)).sort()).toEqual(said);
      await lab.byHand('samples', `update alike set place = 'Room ' || id where id in (${a}, ${b})`);
    }
    await lab.byHand('samples', `update alike set place = 'Room ' || (id + 1) % 100`);
    expect(objections(await lab.run(verify))).toHaveLength(100);
  });
});

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
