import { expect, test } from '@jest/globals';
import { reverse } from '../../migrations/separation/verbs/reverse.ts';
import type { Lab } from './support/lab.ts';
import { movedLab, switchedNow } from './support/moved-lab.ts';

const kept = (lab: Lab): Promise<Record<string, unknown>[]> =>
  lab.source
    .query('select table_name as table, why, data from separation.kept order by 1, 2')
    .then(({ rows }) => rows as Record<string, unknown>[]);

const rows = (lab: Lab, text: string): Promise<unknown[]> => lab.source.query(text).then((found) => found.rows);

const NUMBERED = `
  create table users (id int generated always as identity primary key, name text);
  insert into users (name) values ('Ada'), ('Ben');
  create table nanopore_samples (id serial primary key, sample_name text not null, created_by int references users, assignee_id int);
  insert into nanopore_samples (sample_name, created_by) values ('first', 1), ('second', 2);
  create table nanopore_processing_steps (id bigserial primary key, sample_id int not null references nanopore_samples, step_name text, step_status text);
  insert into nanopore_processing_steps (sample_id, step_name, step_status) values (1, 'Library Prep', 'completed');
  create table audit_logs (id bigserial primary key, event_type text, action text, user_id int, resource_type text, resource_id text);
  insert into audit_logs (event_type, action, user_id, resource_type, resource_id) values ('sample', 'create', 1, 'sample', '2')`;

test('what services have written goes back to a monolith that numbers its rows under numbers', async () => {
  await using lab = await movedLab(NUMBERED, []);
  await switchedNow(lab);
  const [user] = await lab.asService('samples', `insert into users (name) values ('Cleo') returning id`);
  const [sample] = await lab.asService(
    'samples',
    `insert into nanopore_samples (sample_name, created_by, assignee_id)
     select 'third', $1, id from users where name = 'Ben' returning id`,
    [user?.id],
  );
  await lab.asService(
    'samples',
    `insert into nanopore_processing_steps (sample_id, step_name) values ($1, 'sample_qc')`,
    [sample?.id],
  );
  await lab.asService(
    'samples',
    `update nanopore_samples set assignee_id = (select id from users where name = 'Ada') where sample_name = 'first'`,
  );
  await lab.asService(
    'audit',
    `insert into audit_logs (event_type, action, user_id, resource_type, resource_id) values ('sample', 'create', $1, 'sample', $2)`,
    [user?.id, sample?.id],
  );

  expect([...(await lab.run(reverse)).differing]).toEqual([]);
  expect(await rows(lab, 'select id, sample_name, created_by, assignee_id from nanopore_samples order by 1')).toEqual([
    { id: 1, sample_name: 'first', created_by: 1, assignee_id: 1 },
    { id: 2, sample_name: 'second', created_by: 2, assignee_id: null },
    { id: 3, sample_name: 'third', created_by: 3, assignee_id: 2 },
  ]);
  expect(await rows(lab, 'select name from users where id = 3')).toEqual([{ name: 'Cleo' }]);
  expect(await rows(lab, 'select sample_id, step_name from nanopore_processing_steps where id = 2')).toEqual([
    { sample_id: 3, step_name: 'sample_qc' },
  ]);
  expect(await rows(lab, 'select user_id, resource_id from audit_logs where id = 2')).toEqual([
    { user_id: 3, resource_id: '3' },
  ]);
  expect(await rows(lab, `insert into nanopore_samples (sample_name) values ('fourth') returning id`)).toEqual([
    { id: 4 },
  ]);
});

test('what services have written names rows by the ids that they have in the monolith', async () => {
  await using lab = await movedLab(
    `create table users (id text primary key, name text);
     insert into users values ('usr_1', 'Ada'), (upper('6f1c2d3e-0000-4000-8000-00000000000a'), 'Ben');
     create table nanopore_samples (id uuid primary key, sample_name text not null, created_by text references users, assignee_id text);
     insert into nanopore_samples values (gen_random_uuid(), 'first', 'usr_1', null), (gen_random_uuid(), 'second', null, null)`,
    [],
  );
  await switchedNow(lab);
  await lab.asService(
    'samples',
    `update nanopore_samples set assignee_id = (select id from users where name = 'Ada'),
       created_by = (select id from users where name = 'Ben') where sample_name = 'first'`,
  );
  const [user] = await lab.asService('samples', `insert into users (name) values ('Cleo') returning id`);
  await lab.asService('samples', `update nanopore_samples set created_by = $1 where sample_name = 'second'`, [
    user?.id,
  ]);

  expect([...(await lab.run(reverse)).differing]).toEqual([]);
  expect(await rows(lab, 'select sample_name, created_by, assignee_id from nanopore_samples order by 1')).toEqual([
    { sample_name: 'first', created_by: '6F1C2D3E-0000-4000-8000-00000000000A', assignee_id: 'usr_1' },
    { sample_name: 'second', created_by: user?.id, assignee_id: null },
  ]);
});

test('a value that the source has no room for keeps its row alone from coming back', async () => {
  await using lab = await movedLab(
    `create table nanopore_samples (id uuid primary key, sample_name varchar(10) not null);
     insert into nanopore_samples select gen_random_uuid(), 's' || i from generate_series(1, 40) i;
     create table users (email varchar(10)); insert into users select 'u' || i from generate_series(1, 40) i`,
    [],
  );
  await switchedNow(lab);
  await lab.asService(
    'samples',
    `update nanopore_samples set sample_name = 'longer than ten' where sample_name = 's7'`,
  );
  await lab.asService('samples', `update nanopore_samples set sample_name = 'short' where sample_name = 's8'`);
  await lab.asService('samples', `update users set email = 'longer.than@ten' where email = 'u7'`);
  await lab.asService('samples', `update users set email = 'short' where email = 'u8'`);

  expect([...(await lab.run(reverse)).differing]).toEqual([]);
  expect(
    await rows(lab, `select count(*)::int as n from nanopore_samples where sample_name in ('s7', 'short')`),
  ).toEqual([{ n: 2 }]);
  expect(
    await rows(lab, `select count(*)::int as n, count(*) filter (where email = 'short')::int as short from users`),
  ).toEqual([{ n: 39, short: 1 }]);
  expect(await kept(lab)).toMatchObject([
    { table: 'samples.nanopore_samples', why: 'value too long for type character varying(10)' },
    { table: 'samples.users', data: { email: 'longer.than@ten' } },
  ]);
});

test('what the source can only round comes back rounded, and is kept whole besides', async () => {
  await using lab = await movedLab(
    `create table nanopore_samples (id uuid primary key, sample_name text not null, concentration numeric(6, 1), updated_at timestamp(0));
     insert into nanopore_samples values (gen_random_uuid(), 'one', 1.5, '2020-01-01'), (gen_random_uuid(), 'two', 2.5, '2020-01-01');
     create table nanopore_attachments (sample_id uuid, file_name text, uploaded_at timestamp(0));
     insert into nanopore_attachments select id, sample_name, '2020-01-01' from nanopore_samples`,
    [],
  );
  await switchedNow(lab);
  await lab.asService('samples', `update nanopore_samples set concentration = 1.234 where sample_name = 'one'`);
  await lab.asService(
    'samples',
    `update nanopore_attachments set uploaded_at = '2021-01-01 00:00:00.25+00', description = 'gel' where file_name = 'one'`,
  );

  expect([...(await lab.run(reverse)).differing]).toEqual([]);
  expect(await rows(lab, `select concentration from nanopore_samples where sample_name = 'one'`)).toEqual([
    { concentration: '1.2' },
  ]);
  expect(await rows(lab, `select uploaded_at::text as at from nanopore_attachments where file_name = 'one'`)).toEqual([
    { at: '2021-01-01 00:00:00' },
  ]);
  expect((await kept(lab)).map(({ data, table }) => [table, data])).toEqual(
    expect.arrayContaining([
      ['samples.nanopore_samples', expect.objectContaining({ concentration: 1.234 })],
      ['samples.nanopore_attachments', expect.objectContaining({ uploaded_at: '2021-01-01T00:00:00.25+00:00' })],
      ['samples.nanopore_attachments', expect.not.objectContaining({ file_name: 'one' })],
    ]),
  );
  expect(
    await rows(lab, `update nanopore_samples set sample_name = 'free' where sample_name = 'two' returning 1 as n`),
  ).toEqual([{ n: 1 }]);
});

test('a retention policy that was set after the switch is kept where the source knows none', async () => {
  await using lab = await movedLab(`create table users (id uuid primary key)`, []);
  await switchedNow(lab);
  await lab.asService('audit', `insert into retention_policies (resource_type, retention_days) values ('runs', 11)`);
  await lab.run(reverse);
  expect((await kept(lab)).filter(({ table }) => table === 'audit.retention_policies')).toMatchObject([
    { data: { resource_type: 'runs' } },
  ]);
});
