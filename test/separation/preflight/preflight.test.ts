import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { beginRun } from '../../../migrations/separation/ledger/run.ts';
import { createLedger } from '../../../migrations/separation/ledger/schema.ts';
import type { Plan } from '../../../migrations/separation/plan/plan.ts';
import { judgedSessions, type Session } from '../../../migrations/separation/preflight/activity.ts';
import { clockFindings, versionFinding } from '../../../migrations/separation/preflight/servers.ts';
import type { Side } from '../../../migrations/separation/preflight/side.ts';
import {
  type Finding,
  type PreflightOptions,
  preflight,
  preflightLines,
} from '../../../migrations/separation/verbs/preflight.ts';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { services } from '../../../subgraphs/index.ts';
import { adminUrl, asAdmin, planOf, type TestDatabase, urlOf } from '../../support/databases.ts';
import { temporaryFolder } from '../../support/process.ts';
import { moveOf, type OldDatabase, oldDatabase, serversOf, somebody, targetDatabases } from './lab.ts';

let old: OldDatabase;
let targets: Map<string, TestDatabase>;
beforeAll(async () => {
  [old, targets] = await Promise.all([oldDatabase(), targetDatabases()]);
});
afterAll(async () => {
  await old[Symbol.asyncDispose]();
  await Promise.all([...targets.values()].map((database) => database.drop()));
});

const MOVES = [
  moveOf('users'),
  moveOf('nanopore_samples'),
  moveOf('visits', { kind: 'assigned', service: 'audit', key: [] }),
];

const NO_PLAN = { moves: [], left: [], unowned: [], settings: {} } as unknown as Plan;

type Look = Partial<PreflightOptions> & { source?: string; changed?: Record<string, string> };

/** Looks at the lab, with another source or other targets if wanted. */
async function look({ source = old.url, changed = {}, ...options }: Look = {}): Promise<Finding[]> {
  const urls = [...targets].map(([name, { ownerUrl }]) => [name, { ownerUrl: changed[name] ?? ownerUrl }] as const);
  const report = await preflight(serversOf(source, new Map(urls)), {
    services,
    moves: async () => MOVES,
    workers: 4,
    ...options,
  });
  return report.findings;
}

const texts = (findings: readonly Finding[], level: Finding['level'], about?: string): string[] =>
  findings.filter((each) => each.level === level && (about ?? each.about) === each.about).map(({ text }) => text);

async function inOld<T>(work: Parameters<typeof asAdmin<T>>[0]): Promise<T> {
  return asAdmin(work, old.name);
}

test('a lab that is ready has no problems, and hears what it still has to think of', async () => {
  await using folder = await temporaryFolder();
  const findings = await look({ dataDir: folder.path });
  expect(texts(findings, 'problem')).toEqual([]);
  expect(texts(findings, 'warning')).toEqual([
    'The age of the last backup of the source is unknown.',
    'Without a unique key, so known only by what their rows hold: public.visits.',
  ]);
  expect(texts(findings, 'ok', 'samples')).toEqual([
    expect.stringMatching(/^PostgreSQL 18/),
    'encoding UTF8',
    'migrated to the newest schema',
    'nanopore_samples_owner owns the tables and may make more',
    'no rows of its own',
    'nobody else is in a transaction',
  ]);
  expect(texts(findings, 'ok', 'disk')).toEqual([expect.stringMatching(/^The server of the services needs about 48/)]);
  const lines = preflightLines({ findings });
  expect(lines.filter((line) => line.startsWith('✓ samples '))).toHaveLength(1);
  expect(lines.at(-1)).toBe('2 warnings. Next: npm run separate -- plan');
});

test('a role that may not read, or sees only some rows, is told which tables', async () => {
  const reader = `${old.name}_reader`;
  await inOld(async (admin) => {
    await admin.query(`create role ${reader} login password 'a secret'`);
    await admin.query(`grant select, trigger on users to ${reader}; alter table users enable row level security`);
  });
  try {
    const findings = await look({ source: old.urlFor(reader) });
    expect(texts(findings, 'problem', 'source')).toEqual([
      `${reader} may not read public.nanopore_samples, public.visits.`,
      `Row level security hides rows of public.users from ${reader}.`,
    ]);
    expect(texts(findings, 'warning', 'source')).toEqual([
      `${reader} can copy, but not freeze public.users, public.nanopore_samples, public.visits for switch.`,
      `${reader} can copy, but switch and reverse make a schema of their own here, which it may not.`,
    ]);
    // Its owner sees every row.
    expect(texts(await look(), 'problem')).toEqual([]);
  } finally {
    await inOld((admin) =>
      admin.query(`alter table users disable row level security; drop owned by ${reader}; drop role ${reader}`),
    );
  }
});

test('a target without its migrations, and one of another owner, are problems', async () => {
  const samples = targets.get('samples') as TestDatabase;
  const findings = await look({ changed: { samples: samples.dbUrl, ai: old.url } });
  expect(texts(findings, 'problem', 'samples')).toEqual([
    'nanopore_samples_runtime does not own public.users, public.nanopore_samples.',
    'nanopore_samples_runtime may not make the schema of the ledger.',
    'nanopore_samples_runtime may not make tables in schema public.',
  ]);
  expect(texts(findings, 'problem', 'ai')).toEqual([
    `Its database ${old.name} is the source itself.`,
    expect.stringMatching(/^The database misses (\d+) of \1 migrations \(0001-initial, /),
  ]);
});

test('a target with rows or tables of its own is refused, and one in which a separation has begun is shown', async () => {
  const [samples, audit] = [targets.get('samples') as TestDatabase, targets.get('audit') as TestDatabase];
  await asAdmin((admin) => admin.query(`insert into users (name, email) values ('A', 'a@lab.org')`), samples.name);
  await asAdmin((admin) => admin.query('create table visits ()'), audit.name);
  try {
    const findings = await look();
    expect(texts(findings, 'problem', 'samples')).toEqual([
      'The database has rows or tables of its own: public.users.',
    ]);
    expect(texts(findings, 'problem', 'audit')).toEqual(['The database has rows or tables of its own: public.visits.']);
    await asAdmin(async (admin) => {
      await createLedger(admin);
      await beginRun(admin, { id: randomUUID(), source: { system: '1', database: 'old' }, plan: NO_PLAN });
      await admin.query(`grant usage on schema separation to public; grant select on separation.run to public`);
    }, samples.name);
    expect(texts(await look(), 'warning', 'samples')).toEqual(['A separation has begun here already: copying.']);
  } finally {
    await asAdmin((admin) => admin.query('drop schema if exists separation cascade; delete from users'), samples.name);
    await asAdmin((admin) => admin.query('drop table visits'), audit.name);
  }
});

test('a server that cannot be reached is one finding among the others, and no password is in it', async () => {
  const { owner } = planOf(services[0] as (typeof services)[0]);
  const wrong = urlOf(
    { user: owner.user, password: 'not the password' },
    (targets.get('samples') as TestDatabase).name,
  );
  const away = 'postgresql://somebody:hidden@127.0.0.1:1/gone';
  const findings = await look({ changed: { samples: wrong, ai: away } });
  expect(texts(findings, 'problem')).toEqual(['cannot be opened (28P01)', 'cannot be opened (ECONNREFUSED)']);
  expect(texts(findings, 'ok', 'audit')).toContain('migrated to the newest schema');
  const lines = preflightLines({ findings }).join('\n');
  expect(lines).not.toMatch(/not the password|hidden|a secret|postgresql:/);

  const without = await look({ source: away });
  expect(texts(without, 'problem')).toEqual(['cannot be opened (ECONNREFUSED)']);
  expect(texts(without, 'ok', 'samples')).toContain('migrated to the newest schema');
});

test('what stops the plan is said in its own words', async () => {
  const moves = async () => {
    throw new StartupError('Nobody owns public.freezers: say in separation.yaml what becomes of it.');
  };
  const findings = await look({ moves });
  expect(texts(findings, 'problem')).toEqual([
    'Nobody owns public.freezers: say in separation.yaml what becomes of it.',
  ]);
});

test('who else is at work is named', async () => {
  const samples = targets.get('samples') as TestDatabase;
  await using idle = await somebody(old.url, 'nightly report');
  await using busy = await somebody(old.url, 'web shop');
  await using service = await somebody(samples.ownerUrl, 'nanopore-samples');
  await idle.query('begin; select from users');
  const sleeping = busy.query('select pg_sleep(60)').catch(() => 'ended');
  await service.query('select 1');
  const pid = async (client: typeof idle) => (client as unknown as { processID: number }).processID;
  const findings = await look();
  expect(texts(findings, 'warning', 'source')).toEqual([
    expect.stringMatching(`^Idle in a transaction: nightly report \\(pid ${await pid(idle)}, [\\d.]+ s\\)\\.$`),
    expect.stringMatching(`^At work now: web shop \\(pid ${await pid(busy)}, [\\d.]+ s\\)\\.$`),
  ]);
  expect(texts(findings, 'warning', 'samples')).toEqual([
    expect.stringMatching(`^Others are connected: nanopore-samples \\(pid ${await pid(service)}\\)\\.$`),
  ]);
  await asAdmin(async (admin) => admin.query('select pg_terminate_backend($1)', [await pid(busy)]));
  expect(await sleeping).toBe('ended');
});

test('sessions of other roles that nobody shows to us are not taken for harmless', async () => {
  const url = new URL(adminUrl());
  url.pathname = `/${old.name}`;
  await using stranger = await somebody(url.href, 'psql');
  await stranger.query('begin');
  expect(texts(await look(), 'warning', 'source')).toEqual([
    `What 1 session of other roles does cannot be seen by ${old.owner}.`,
  ]);
});

test('a transaction that has been open for longer than five minutes is told apart', () => {
  const session = (given: Partial<Session>): Session => ({
    pid: 1,
    application: 'etl',
    state: 'active',
    age: 1,
    unseen: false,
    ...given,
  });
  const rows = [session({ pid: 7, state: 'idle in transaction', age: 4_000 }), session({ pid: 8, age: 301 })];
  expect(judgedSessions('source', 'r', rows)).toEqual([
    {
      level: 'warning',
      about: 'source',
      text: '2 transactions longer than 5 minutes: etl (pid 7, 1 h 6 min), etl (pid 8, 5 min 1 s).',
      remedy: expect.stringContaining('pg_terminate_backend'),
    },
  ]);
});

test('the last backup is known by the list that the source keeps', async () => {
  const withJobs = async (age: string): Promise<Finding | undefined> => {
    await inOld((admin) =>
      admin.query(`
        create table backup_jobs (status text, completed_at timestamp);
        insert into backup_jobs values ('completed', now() at time zone 'UTC' - interval '${age}'), ('failed', now());
        alter table backup_jobs owner to ${old.owner}`),
    );
    try {
      return (await look()).find(({ about }) => about === 'last backup');
    } finally {
      await inOld((admin) => admin.query('drop table backup_jobs'));
    }
  };
  expect(await withJobs('2 hours')).toMatchObject({ level: 'ok', text: expect.stringMatching(/completed 2 h ago$/) });
  expect(await withJobs('3 days')).toMatchObject({
    level: 'warning',
    text: expect.stringMatching(/^The last backup of the source is old: .* 3 d ago\.$/),
  });
});

test('the disk of the embedded server is compared with what is coming; of others the need is told', async () => {
  await using folder = await temporaryFolder();
  const moves = async () => [moveOf('users', { bytes: 1024 ** 5 })];
  const [full] = (await look({ moves, dataDir: folder.path })).filter(({ about }) => about === 'disk');
  expect(full).toMatchObject({
    level: 'problem',
    text: expect.stringMatching(/needs about 1\.0 PB .* only .* are free/),
  });
  const [elsewhere] = (await look({ moves })).filter(({ about }) => about === 'disk');
  expect(elsewhere).toMatchObject({
    level: 'warning',
    text: expect.stringMatching(/1\.0 PB .* cannot be asked over SQL/),
  });
});

test('tables that nobody analyzed, also below a partitioned one, have poor estimates', async () => {
  await inOld((admin) =>
    admin.query(`
      create table runs (id int, at date) partition by range (at);
      create table runs_2025 partition of runs for values from ('2025-01-01') to ('2026-01-01');
      create table fresh (id int primary key);
      alter table runs owner to ${old.owner}; alter table runs_2025 owner to ${old.owner};
      alter table fresh owner to ${old.owner}`),
  );
  try {
    const moves = async () => [...MOVES, moveOf('runs'), moveOf('fresh')];
    expect(texts(await look({ moves }), 'warning', 'tables')).toContain(
      'Never analyzed, so the estimates of rows and time are poor: public.runs, public.fresh.',
    );
  } finally {
    await inOld((admin) => admin.query('drop table runs, fresh'));
  }
});

test('too many workers for what the server grants are a problem', async () => {
  const [found] = texts(await look({ workers: 400 }), 'problem');
  expect(found).toMatch(/^400 workers and what leads them need up to 806 connections, \d+ are free\.$/);
});

test('PostgreSQL 14 to 18 are supported, older ones are not', () => {
  expect([130_022, 140_000, 180_004, 190_001].map((version) => versionFinding('source', version, 'x').level)).toEqual([
    'problem',
    'ok',
    'ok',
    'warning',
  ]);
});

test('servers whose clocks differ are told, unless the network alone explains it', () => {
  const side = (name: string, clock: number, uncertainty: number) =>
    ({ name, facts: { clock, uncertainty } }) as unknown as Side;
  expect(clockFindings([side('source', 0, 0.01), side('ai', -90, 0.01)]).map(({ text }) => text)).toEqual([
    'The clock of ai is 1 min 30 s behind that of source.',
  ]);
  expect(clockFindings([side('source', 0, 0.5), side('ai', 1.2, 0.5)])).toEqual([
    { level: 'ok', about: 'clocks', text: 'the servers agree on the time' },
  ]);
});
