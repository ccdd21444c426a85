import { expect, test } from '@jest/globals';
import { settingsHint } from '../../migrations/separation/report/plan-hints.ts';
import { NO_SETTINGS, parseSettings } from '../../migrations/separation/settings.ts';
import { copy } from '../../migrations/separation/verbs/copy.ts';
import { analyse } from '../../migrations/separation/verbs/plan.ts';
import { reverse } from '../../migrations/separation/verbs/reverse.ts';
import { verify } from '../../migrations/separation/verbs/verify.ts';
import { differences, imageOf } from '../support/monolith/compare.ts';
import { monolithDatabase } from '../support/monolith/database.ts';
import { labOver, objections } from './support/lab.ts';
import { movedLab, switchedNow } from './support/moved-lab.ts';

const OLD_SCHEMA = `
  create schema old;
  create table old.nanopore_samples (id text primary key, note text); insert into old.nanopore_samples values ('k1', 'x');
  create table old.submissions (code int primary key); insert into old.submissions values (1);
  create table old.retention_policies (days int); insert into old.retention_policies values (7);
  create table submissions (id int primary key, name text); insert into submissions values (1, 'one'), (2, 'two');
  create table nanopore_samples (id int primary key, sample_name text not null, submission_id int);
  insert into nanopore_samples values (1, 'first', 1), (2, 'second', 2);
  create table nanopore_processing_steps (id int primary key, sample_id int, step_name text);
  insert into nanopore_processing_steps values (1, 1, 'QC'), (2, 2, 'Run');
  create table ai_extraction_results (id int primary key, sample_id int); insert into ai_extraction_results values (1, 2)`;

const SETTINGS = parseSettings(`tables:
  old.nanopore_samples: { assign: samples }
  old.submissions: { assign: samples }
  old.retention_policies: { assign: audit }`);

test("a table of another schema that has the name of a service's own is not taken for it", async () => {
  const source = await monolithDatabase();
  await source.query(OLD_SCHEMA);
  await using lab = await labOver(source);
  const plan = await lab.run((separation) => analyse(separation, SETTINGS));
  expect(plan.tables.flatMap(({ breaches }) => breaches)).toEqual([]);
  expect(plan.references.filter(({ dangling }) => dangling > 0)).toEqual([]);
  await lab.run((separation) => copy(separation, SETTINGS));
  expect(objections(await lab.run(verify))).toEqual([]);
  expect(
    await lab.asService(
      'samples',
      `select sample_name, name, step_name from nanopore_samples s join submissions u on u.id = s.submission_id
       join nanopore_processing_steps p on p.sample_id = s.id order by 1`,
    ),
  ).toEqual([
    { sample_name: 'first', name: 'one', step_name: 'sample_qc' },
    { sample_name: 'second', name: 'two', step_name: 'sequencing_run' },
  ]);
});

test('a monolith in a schema of its own is proposed to become what its names say', async () => {
  const source = await monolithDatabase();
  await source.query(`create schema lab; create table lab.users (id int); create table lab.nanopore_submissions (id int);
    create table lab.sessions (id int); create table lab.nanopore_samples (id int); create table lab.projects (id int);
    create schema old; create table old.projects (id int); create table old.users (id int); create table users (id int)`);
  await using lab = await labOver(source);
  const hint = settingsHint(await lab.run((separation) => analyse(separation, NO_SETTINGS)));
  expect(hint).toEqual([
    'tables:',
    '  lab.nanopore_samples: { into: nanopore_samples }  # or leave, or { assign: <service> }',
    '  lab.nanopore_submissions: { into: submissions }  # or leave, or { assign: <service> }',
    ...['lab.projects', 'lab.sessions', 'lab.users', 'old.projects', 'old.users'].map(
      (name) => `  ${name}: leave  # or { assign: <service> }`,
    ),
  ]);
});

test('what another row has already is said to be there, not to be missing', async () => {
  await using lab = await movedLab(
    `create table submissions (id int primary key, submission_number text); insert into submissions values (1, 'A'), (2, 'A')`,
    [],
  );
  const { quarantine } = await lab.run(verify);
  expect(quarantine).toMatchObject([{ reason: expect.stringMatching(/: a key that another row has$/) }]);
});

const MESSAGES = `
  create table users (id int primary key, email varchar(50) unique); insert into users values (1, 'a@lab'), (2, 'b@lab');
  create domain address as varchar(50);
  create table messages (id int primary key, sent_by int references users, sent_to address references users (email));
  insert into messages values (1, 1, 'b@lab'), (2, 2, 'a@lab'), (3, null, null)`;

test('a table that no service owns may name rows by numbers that are no ids any more', async () => {
  await using lab = await movedLab(MESSAGES, ['messages']);
  expect(objections(await lab.run(verify))).toEqual([]);
  expect(await lab.asService('samples', 'select sent_by, sent_to from messages order by id')).toEqual([
    { sent_by: 1, sent_to: 'b@lab' },
    { sent_by: 2, sent_to: 'a@lab' },
    { sent_by: null, sent_to: null },
  ]);
});

test('a table without a single column is moved by the number of its rows', async () => {
  await using lab = await movedLab(
    `create table marks (); insert into marks default values; insert into marks default values`,
    ['marks'],
  );
  expect(objections(await lab.run(verify))).toEqual([]);
  const before = await lab.source.connected(imageOf);
  await switchedNow(lab);
  await lab.source.query('drop trigger separation_frozen on marks');
  await lab.source.query('delete from marks');
  expect([...(await lab.run(reverse)).differing]).toEqual([]);
  expect(differences(before, await lab.source.connected(imageOf))).toEqual([]);
});
