import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { settingsHint } from '../../migrations/separation/report/plan-hints.ts';
import { planLines } from '../../migrations/separation/report/plan-lines.ts';
import type { PlanReport, TablePlan } from '../../migrations/separation/report/plan-report.ts';
import { SILENT } from '../../migrations/separation/report/progress.ts';
import { openServer, type Server } from '../../migrations/separation/session.ts';
import { parseSettings } from '../../migrations/separation/settings.ts';
import { looking } from '../../migrations/separation/verbs/context.ts';
import { analyse } from '../../migrations/separation/verbs/plan.ts';
import { services } from '../../subgraphs/index.ts';
import { adminUrl, type TestDatabase, testDatabase } from '../support/databases.ts';
import { imageOf } from '../support/monolith/compare.ts';
import { type MonolithDatabase, monolithDatabaseOn } from '../support/monolith/database.ts';
import { createNastySchema, fillNasty, NASTY_CONFIG, refusedRows } from '../support/monolith/nasty.ts';
import { type LabServer, SERVERS } from './lab-databases.ts';

const MONOLITH = `
  create table users (id uuid primary key default gen_random_uuid(), email text, name text, "passwordHash" text);
  create table nanopore_samples (
    id integer primary key, sample_name varchar(80), concentration numeric, status text, priority text default 'normal',
    submitted_at timestamp, created_by uuid references users, workflow_stage text);
  create table nanopore_sample_details (id uuid primary key, sample_id integer, organism text, qc_passed integer);
  create table nanopore_processing_steps (
    id uuid primary key, sample_id integer references nanopore_samples, step_name text, step_status text);
  create table ai_extraction_results (
    id uuid primary key, sample_id integer references nanopore_samples, created_by uuid references users, confidence_score float8);
  create table audit_logs (
    id uuid primary key, event_type text, action text, user_id uuid, resource_type text, resource_id text, timestamp timestamptz);
  create table sessions (token text primary key, user_id uuid references users);
  create table runs (sample_id integer references nanopore_samples, yield_gb numeric);
  create schema lab;
  create table lab.freezers (id integer primary key, shelf text);
  create view open_samples as select s.id, u.name from nanopore_samples s left join users u on u.id = s.created_by;
  create function touch() returns trigger language plpgsql as 'begin return new; end';
  create trigger touch_samples before update on nanopore_samples for each row execute function touch();`;

const ROWS = `
  insert into users (id, email, name) values ('00000000-0000-4000-8000-000000000001', 'grey@example.org', 'Grey');
  insert into nanopore_samples
    select i, 'S-' || i, 12.5, 'submitted', 'normal', '2024-01-05 10:00', '00000000-0000-4000-8000-000000000001', 'x'
    from generate_series(1, 20) i;
  update nanopore_samples set status = 'Completed' where id <= 3;
  update nanopore_samples set status = 'lost' where id = 4;
  update nanopore_samples set status = 'it''s: "odd"' where id = 5;
  update nanopore_samples set sample_name = null where id in (6, 7);
  update nanopore_samples set concentration = -1 where id = 8;
  update nanopore_samples set concentration = 1.23456 where id = 9;
  update nanopore_samples set submitted_at = '2024-03-10 02:30' where id = 10;
  insert into nanopore_sample_details select gen_random_uuid(), i, 'E. coli', 1 from generate_series(1, 5) i;
  insert into nanopore_sample_details values (gen_random_uuid(), 5, 'again', 0), (gen_random_uuid(), 99, 'of nobody', 2);
  insert into nanopore_processing_steps values
    (gen_random_uuid(), 1, 'Library Prep', 'completed'), (gen_random_uuid(), 1, 'coffee', 'completed'),
    (gen_random_uuid(), 2, 'coffee', 'pending'), (gen_random_uuid(), 2, 'sample_qc', 'pending');
  insert into ai_extraction_results select gen_random_uuid(), i, '00000000-0000-4000-8000-000000000001', 0.5 from generate_series(1, 3) i;
  insert into audit_logs values
    (gen_random_uuid(), 'sample.created', 'create', '00000000-0000-4000-8000-000000000001', 'freezer', '1', now()),
    (gen_random_uuid(), 'sample.created', 'create', '00000000-0000-4000-8000-00000000dead', 'freezer', '1', now());
  insert into sessions values ('abc', '00000000-0000-4000-8000-000000000001');
  insert into runs values (1, 4.2), (null, 1), (1, 4.2);
  insert into lab.freezers values (1, 'A');`;

const DECIDED = `
  timezone: America/New_York
  tables: { sessions: leave, runs: { assign: samples }, lab.freezers: { assign: samples } }
  columns: { users.passwordHash: leave, nanopore_samples.workflow_stage: { rename: stage } }`;

let server: LabServer;
let monolith: MonolithDatabase;
let databases: TestDatabase[];
let source: Server;
let targets: Map<string, Server>;

const planned = (yaml: string): Promise<PlanReport> =>
  looking(
    { source, targets, runtimeRoles: new Map() },
    { workers: 1, chunkRows: 1000, progress: SILENT },
    (separation) => analyse(separation, parseSettings(yaml)),
  );

const tableOf = (report: PlanReport, name: string): TablePlan => {
  const found = report.tables.find((each) => each.source === name);
  if (found === undefined) {
    throw new Error(`${name} is not in the plan`);
  }
  return found;
};

describe.each(SERVERS)('the plan for a monolith on PostgreSQL %s', (version, start) => {
  let undecided: PlanReport;
  let decided: PlanReport;

  beforeAll(async () => {
    server = await start();
    monolith = await monolithDatabaseOn(server.adminUrl);
    await monolith.query(MONOLITH);
    await monolith.query(ROWS);
    source = await openServer('source', monolith.url, 'DATABASE_URL');
    databases = await Promise.all(services.map(testDatabase));
    targets = new Map();
    for (const [i, { name }] of services.entries()) {
      targets.set(
        name,
        await openServer(name, (databases[i] as TestDatabase).ownerUrl, `${name.toUpperCase()}_DB_URL`),
      );
    }
    undecided = await planned('');
    decided = await planned(DECIDED);
  });
  afterAll(async () => {
    await Promise.all(databases.map((database) => database.drop()));
    await monolith.drop();
    await server[Symbol.asyncDispose]();
  });

  test('says where each table goes, with its rows counted', () => {
    expect(undecided.sourceVersion).toBe(version);
    expect(undecided.tables.map(({ source: from, name, rows, exact }) => [from, name, rows, exact]).sort()).toEqual([
      ['public.ai_extraction_results', 'ai.ai_extraction_results', 3, true],
      ['public.audit_logs', 'audit.audit_logs', 2, true],
      ['public.nanopore_processing_steps', 'samples.nanopore_processing_steps', 4, true],
      ['public.nanopore_sample_details', 'samples.nanopore_sample_details', 7, true],
      ['public.nanopore_samples', 'samples.nanopore_samples', 20, true],
      ['public.users', 'samples.users', 1, true],
    ]);
    expect(undecided.rows).toBe(37);
    expect(undecided.seconds.most).toBeGreaterThan(undecided.seconds.least);
  });

  test('does not stop at tables that nobody owns, and says what to write', () => {
    expect(undecided.unowned.map(({ source: from, rows }) => [from, rows])).toEqual([
      ['lab.freezers', 1],
      ['public.runs', 3],
      ['public.sessions', 1],
    ]);
    const said = parseSettings(settingsHint(undecided).join('\n'));
    expect(said.tables).toEqual({ 'lab.freezers': 'leave', 'public.runs': 'leave', 'public.sessions': 'leave' });
    expect(planLines(undecided).at(-1)).toContain('`copy` does not begin before separation.yaml says');
  });

  test('warns of what looks like a secret until it is left behind', () => {
    expect(tableOf(undecided, 'public.users').legacy).toEqual([
      { column: 'passwordHash', key: 'passwordHash', type: 'text', secret: true },
    ]);
    expect(parseSettings(settingsHint(undecided).join('\n')).columns['public.users.passwordHash']).toBe('leave');
    expect(planLines(undecided).join('\n')).toContain('WARNING: passwordHash looks like a secret');
    expect(tableOf(decided, 'public.users')).toMatchObject({ legacy: [], left: ['passwordHash'] });
    expect(planLines(decided).join('\n')).not.toContain('WARNING');
  });

  test('says which values are converted, and how many keep their original beside them', () => {
    const columns = tableOf(decided, 'public.nanopore_samples').columns.filter(({ converted }) => converted);
    expect(columns.map(({ source: from, kept }) => [from, kept])).toEqual([
      ['id', 20],
      ['concentration', 1],
      ['status', 0],
      ['priority', 0],
      ['submitted_at', 1],
    ]);
    expect(planLines(decided).join('\n')).toContain(
      'submitted_at: timestamp without time zone → timestamp with time zone in America/New_York; 1 value changes on the way',
    );
  });

  test('says what travels in legacy, and what the service wants and the source lacks', () => {
    const samples = tableOf(decided, 'public.nanopore_samples');
    expect(samples.legacy).toMatchObject([{ column: 'workflow_stage', key: 'stage', secret: false }]);
    expect(samples.missing).toContainEqual({ column: 'version', default: '1' });
    expect(samples.missing).toContainEqual({ column: 'outcome', default: null });
  });

  test('counts the rows that today’s rules refuse, and says which they are', () => {
    const { breaches } = tableOf(undecided, 'public.nanopore_samples');
    expect(breaches.map(({ kind, columns, rows }) => [kind, columns, rows])).toEqual([
      ['not null', ['sample_name'], 2],
      ['check', ['concentration'], 1],
      ['check', ['status'], 5],
    ]);
    expect(tableOf(undecided, 'public.nanopore_samples').refused).toBe(8);
    expect(breaches[0]?.examples).toEqual(expect.arrayContaining([{ id: '6' }, { id: '7' }]));
    expect(breaches[2]?.values).toEqual([
      { value: 'Completed', rows: 3 },
      { value: 'it\'s: "odd"', rows: 1 },
      { value: 'lost', rows: 1 },
    ]);
  });

  test('proposes values only where their meaning is sure', () => {
    const said = parseSettings(settingsHint(undecided).join('\n'));
    expect(said.columns['public.nanopore_samples.status']).toEqual({ values: { Completed: 'completed' } });
    expect(settingsHint(undecided).join('\n')).toMatch(/# +lost:$/m);
  });

  test('with the values said, only the others are refused', async () => {
    const report = await planned(
      'columns: { nanopore_samples.status: { values: { Completed: completed, lost: archived } } }',
    );
    const { breaches, columns } = tableOf(report, 'public.nanopore_samples');
    expect(breaches.find(({ columns: [name] }) => name === 'status')).toMatchObject({ rows: 1 });
    expect(columns.find(({ source: from }) => from === 'status')).toMatchObject({ kept: 4 });
  });

  test('finds what is there twice, and what belongs to nothing', () => {
    expect(tableOf(undecided, 'public.nanopore_sample_details').breaches).toMatchObject([
      { kind: 'unique', columns: ['sample_id'], rows: 1, values: [{ rows: 2 }] },
      { kind: 'foreign key', columns: ['sample_id'], rows: 1, values: [{ value: '99', rows: 1 }] },
    ]);
  });

  test('names the steps that mean none of the eight', () => {
    expect(tableOf(undecided, 'public.nanopore_processing_steps').unknownSteps).toEqual([{ value: 'coffee', rows: 2 }]);
  });

  test('a step that the settings know is no longer named', async () => {
    const report = await planned('steps: { coffee: sample_qc }');
    expect(tableOf(report, 'public.nanopore_processing_steps').unknownSteps).toEqual([]);
  });

  test('follows references that nothing will guard', () => {
    expect(
      decided.references.map(({ from, to, kind, rows, dangling }) => [from, to, kind, rows, dangling]).sort(),
    ).toEqual([
      ['public.ai_extraction_results.created_by', 'samples.users', 'crosses', 3, 0],
      ['public.ai_extraction_results.sample_id', 'samples.nanopore_samples', 'crosses', 3, 0],
      ['public.audit_logs.resource_id', 'samples.nanopore_samples', 'soft', 0, 0],
      ['public.audit_logs.user_id', 'samples.users', 'soft', 2, 1],
      ['public.runs.sample_id', 'samples.nanopore_samples', 'renumbered', 2, 2],
    ]);
  });

  test('a reference to a table that stays leads nowhere', async () => {
    const report = await planned('tables: { users: leave }');
    const toUsers = report.references.filter(({ to }) => to.endsWith('users'));
    expect(toUsers.map(({ from, kind, rows, dangling }) => [from, kind, rows, dangling]).sort()).toEqual([
      ['public.ai_extraction_results.created_by', 'stays', 3, 3],
      ['public.audit_logs.user_id', 'soft', 2, 2],
      ['public.nanopore_samples.created_by', 'stays', 20, 20],
    ]);
  });

  test('names views and triggers that stay, and tables without a key', () => {
    expect(decided.views).toEqual([
      {
        name: 'public.open_samples',
        materialized: false,
        reads: ['public.nanopore_samples', 'public.users'],
        readsMoved: ['public.nanopore_samples', 'public.users'],
      },
    ]);
    expect(tableOf(decided, 'public.nanopore_samples').triggers).toEqual(['touch_samples']);
    expect(tableOf(decided, 'public.runs')).toMatchObject({ kind: 'assigned', key: [], rows: 3 });
    expect(decided.left.map(({ source: from }) => from)).toEqual(['public.sessions']);
  });

  test('says what is in the way of a table that is to be made', async () => {
    const owner = await (targets.get('samples') as Server).connect();
    try {
      await owner.query('create table runs (taken integer)');
      const { obstacles } = await planned(DECIDED);
      expect(obstacles).toEqual([expect.stringMatching(/^public\.runs: its name is taken/)]);
    } finally {
      await owner.query('drop table runs');
      await owner.end();
    }
  });

  test('writes nothing', async () => {
    const before = await monolith.connected(imageOf);
    await planned(DECIDED);
    expect(await monolith.connected(imageOf)).toEqual(before);
    for (const target of targets.values()) {
      const client = await target.connect();
      const { rows } = await client.query(`select from pg_namespace where nspname in ('separation', 'lab')`);
      await client.end();
      expect(rows).toEqual([]);
    }
  });

  test('a name in the settings that is not in the source is one clear sentence', async () => {
    await expect(planned('tables: { lab.fridges: leave }')).rejects.toThrow(
      'tables: the source has no lab.fridges; correct the settings.',
    );
  });

  test('a table that may not be read is one clear sentence', async () => {
    await monolith.query('revoke select on users from current_user');
    try {
      await expect(planned('')).rejects.toThrow(
        /^The source database denies it \(permission denied for table users\): grant the right/,
      );
    } finally {
      await monolith.query('grant select on users to current_user');
    }
  });
});

test('of a nasty monolith it knows before the copy which rows will be refused', async () => {
  const nasty = await monolithDatabaseOn(adminUrl());
  const [copies, connections]: [TestDatabase[], Map<string, Server>] = [[], new Map()];
  try {
    await nasty.connected(async (client) => {
      await createNastySchema(client);
      await fillNasty(client);
    });
    for (const service of services) {
      const copy = await testDatabase(service);
      copies.push(copy);
      connections.set(service.name, await openServer(service.name, copy.ownerUrl, 'DB_URL'));
    }
    source = await openServer('source', nasty.url, 'DATABASE_URL');
    targets = connections;
    const { tables } = await planned(NASTY_CONFIG);
    const expected = new Map<string, number>();
    for (const { table, because } of await nasty.connected((client) => refusedRows(client))) {
      expected.set(table, (expected.get(table) ?? 0) + (because === 'parent' ? 0 : 1));
    }
    expect(tables.map(({ source: from, refused }) => [from, refused])).toEqual(
      tables.map(({ source: from }) => [from, expected.get(from) ?? 0]),
    );
  } finally {
    await Promise.all(copies.map((copy) => copy.drop()));
    await nasty.drop();
  }
});
