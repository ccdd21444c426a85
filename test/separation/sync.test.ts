import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sync } from '../../migrations/separation/verbs/sync.ts';
import { verify } from '../../migrations/separation/verbs/verify.ts';
import { derivedOf } from './support/derived.ts';
import { copiedLab, type Lab, objections } from './support/lab.ts';
import { triggersOf } from './support/triggers.ts';

// The monolith goes on after the copy. Each of these is something that a synchronization has to carry over.

const CHANGES: Record<string, string> = {
  'samples come and change': `
    insert into nanopore_samples (sample_name, status, priority, submitted_at, price) values
      ('newcomer', 'received', 'rush', '2020-01-01', 1.50), ('second newcomer', 'prep', null, null, null);
    insert into nanopore_processing_steps (sample_id, step_name, step_order)
      select id, 'Library Prep', 2 from nanopore_samples where sample_name = 'newcomer';
    update nanopore_samples set lab_name = 'room 3', price = price + 0.10, "Column" = 'new' where lab_name = 'Lab 4'`,
  'steps change their order and their sample': `
    update nanopore_processing_steps set step_order = 9 - step_order where sample_id in
      (select sample_id from nanopore_processing_steps order by sample_id limit 3);
    update nanopore_processing_steps set sample_id = (select id from nanopore_samples where sample_name = 'newcomer')
      where id = (select id from nanopore_processing_steps where step_status = 'pending' order by id limit 1)`,
  'a sample is deleted with all that belongs to it': `
    delete from nanopore_samples s where id = (
      select sample_id from nanopore_processing_steps d
      where not exists (select from nanopore_samples c where c.parent_sample_id = d.sample_id)
        and not exists (select from lab.freezers f where f."lastSample" = d.sample_id)
        and not exists (select from lab.plate_wells w where w.sample_id = d.sample_id)
        and not exists (select from nanopore_samples r where r.id = d.sample_id and (r.status = 'lost' or r.concentration < 0))
      order by d.sample_id limit 1)`,
  'rows with keys of several columns': `
    insert into lab.plate_wells values ('new plate', 'A', 1, null, 1.50);
    insert into lab.well_readings values ('new plate', 'A', 1, '2020-02-29 12:00:00.123+00', 0.1);
    update lab.well_readings set density = density * 2 where col = 2;
    update feature_flags set rollout_percentage = 33 where flag_name = '' and environment = 'test';
    delete from lab.well_readings where col = 3`,
  'rows without a key, some of them twice': `
    insert into lab.freezer_alarms values (1, '2020-01-01', 'warm', '{1,NULL}'), (1, '2020-01-01', 'warm', '{1,NULL}');
    delete from lab.freezer_alarms where ctid = (select max(ctid) from lab.freezer_alarms where freezer = 2)`,
  'rows that refer to rows of their own table': `
    insert into lab.freezers ("Name", capacity) values ('new room', 10);
    update lab.freezers set parent_id = (select "freezerId" from lab.freezers where "Name" = 'new room')
      where "freezerId" in (2, 12);
    insert into lab.freezers ("Name", capacity, parent_id) values ('new shelf', 5, 2);
    delete from lab.freezer_alarms where freezer = 19;
    delete from lab.freezers where "freezerId" = 19`,
  'two rows exchange what only one may have': `
    update lab.freezers set label = 'none' where "freezerId" = 4;
    update lab.freezers set label = 'F"4' where "freezerId" = 5;
    update lab.freezers set label = 'F"5' where "freezerId" = 4;
    update application_configs set config_key = 'none' where config_key = 'lab.setting 4';
    update application_configs set config_key = 'lab.setting 4' where config_key = 'lab.setting 8';
    update application_configs set config_key = 'lab.setting 8' where config_key = 'none';
    update nanopore_submissions s set submission_number = n || '?' from
      (select id, row_number() over (order by id) as n from nanopore_submissions limit 2) pair where pair.id = s.id;
    create temp table numbers as select id, submission_number from nanopore_submissions where submission_number in ('1?', '2?');
    update nanopore_submissions s set submission_number = n.submission_number || '!' from numbers n where s.id <> n.id and s.id in (select id from numbers)`,
  'rows that were set aside are mended': `
    update nanopore_samples set status = 'completed' where status = 'lost';
    update nanopore_processing_steps set step_status = 'done' where step_status = 'n/a'`,
  'the audit log is edited, against all rules': `
    update audit_logs set action = 'edited' where action = 'login' and user_agent = 'plain';
    delete from audit_logs where id = (select id from audit_logs order by id limit 1)`,
  'rows move from one partition to another': `
    update instrument_events set occurred_at = occurred_at + interval '1 year' where kind = 'stop'`,
};

let lab: Lab;
beforeAll(async () => {
  lab = await copiedLab();
});
afterAll(async () => lab[Symbol.asyncDispose]());

const objectionsNow = async (): Promise<string[]> => objections(await lab.run(verify));
const idsAside = (service: string, table: string): Promise<string[]> =>
  lab.connected(service, async (client) => {
    const { rows } = await client.query<{ key: string }>(
      `select array_to_string(key_values, ' ') as key from separation.quarantine where name = $1`,
      [`${service}.${table}`],
    );
    return rows.map(({ key }) => key);
  });

test('whatever has changed in the monolith, the five databases follow', async () => {
  for (const sql of Object.values(CHANGES)) {
    await lab.source.query(sql);
  }
  const { changed } = await lab.run(sync);
  expect(changed.size).toBeGreaterThan(10);
  expect(await objectionsNow()).toEqual([]);
});

test('a sample that was mended is there, with what depends on it', async () => {
  const mended = await lab.source.query(`select s.id, count(d.id)::int as steps from nanopore_samples s
    left join nanopore_processing_steps d on d.sample_id = s.id and d.step_name is not null and d.step_status is not null
    where s.id in (select md5('sample:' || n)::uuid from generate_series(1, 60) n where n % 53 = 7) group by 1 order by 1`);
  expect(mended.rows).not.toEqual([]);
  const there = await lab.asService(
    'samples',
    `select s.id, count(d.id)::int as steps from nanopore_samples s left join nanopore_processing_steps d on d.sample_id = s.id
     where s.id = any($1) group by 1 order by 1`,
    [mended.rows.map(({ id }) => id)],
  );
  expect(there.map(({ id }) => id)).toEqual(mended.rows.map(({ id }) => id));
});

test('a sample that today refuses is set aside, with everything that depends on it', async () => {
  const { rows } = await lab.source
    .query(`
    update lab.plate_wells set sample_id = s.id from nanopore_samples s where plate = 'new plate' and s.sample_name = 'newcomer';
    update lab.freezers set "lastSample" = s.id from nanopore_samples s where "Name" = 'new room' and s.sample_name = 'newcomer'`)
    .then(() =>
      lab.source.query(`update nanopore_samples set concentration = -5 where sample_name = 'newcomer' returning id`),
    );
  await lab.run(sync);
  expect(await objectionsNow()).toEqual([]);
  expect(await idsAside('samples', 'nanopore_samples')).toContain(rows[0].id);
  expect(await idsAside('samples', 'lab.plate_wells')).toEqual(['new plate A 1']);
  expect(await idsAside('samples', 'lab.well_readings')).toEqual(['new plate A 1 2020-02-29 12:00:00.123+00']);
  // The new room, both freezers in it, and the shelves in these.
  expect(await idsAside('samples', 'lab.freezers')).toEqual(expect.arrayContaining(['2', '12', '21', '22']));
  // Rows without a key have their hash for one.
  const { rows: alarms } = await lab.source.query('select from lab.freezer_alarms where freezer in (2, 12)');
  expect(await idsAside('samples', 'lab.freezer_alarms')).toHaveLength(alarms.length);
});

test('rows without a key go on following while some of them are set aside', async () => {
  await lab.source.query(
    `insert into lab.freezer_alarms values (3, '2020-05-01', 'cold', null), (2, '2020-05-01', 'lost', null)`,
  );
  await lab.run(sync);
  expect(await objectionsNow()).toEqual([]);
});

test('when the sample is mended, all of them come back', async () => {
  await lab.source.query(`update nanopore_samples set concentration = 5 where sample_name = 'newcomer'`);
  await lab.run(sync);
  expect(await objectionsNow()).toEqual([]);
  for (const table of ['lab.plate_wells', 'lab.well_readings', 'lab.freezers', 'lab.freezer_alarms']) {
    expect(await idsAside('samples', table)).toEqual([]);
  }
});

test('what the services compute out of other rows is as if it had been computed anew', async () => {
  const { held, anew } = await derivedOf(lab);
  expect(held).toEqual(anew);
  expect((await lab.connected('audit', triggersOf))['audit_logs.audit_logs_insert_only']).toBe('D');
});

const versions = async (): Promise<unknown[]> =>
  lab.connected('samples', async (client) => {
    const of = (table: string) =>
      `select '${table}', md5(string_agg(ctid::text || xmin::text, ',' order by ctid)) from ${table}`;
    return (
      await client.query(
        ['nanopore_samples', 'nanopore_processing_steps', 'lab.freezer_alarms'].map(of).join(' union all '),
      )
    ).rows;
  });

test('nothing is written when nothing has changed', async () => {
  const before = await versions();
  const { changed, rows } = await lab.run(sync);
  expect([...changed]).toEqual([]);
  expect(rows).toBeGreaterThan(500);
  expect(await versions()).toEqual(before);
});

test('what is set aside is not written again as long as it is refused for the same reason', async () => {
  const aside = () =>
    lab.connected('samples', async (client) => {
      const { rows } = await client.query('select id, name, refused_at::text from separation.quarantine order by id');
      return rows;
    });
  await lab.run(sync);
  const before = await aside();
  expect(before.length).toBeGreaterThan(0);
  await lab.run(sync);
  expect(await aside()).toEqual(before);
});
