import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { readMonolithJourney } from '../../../migrations/separation/accept/monolith.ts';
import {
  type AcceptOptions,
  type AcceptReport,
  accept,
  acceptLines,
} from '../../../migrations/separation/verbs/accept.ts';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { services } from '../../../subgraphs/index.ts';
import { asAdmin } from '../../support/databases.ts';
import { type GraphUnderTest, graphUnderTest } from '../../support/graph.ts';
import { LAB } from '../../support/service.ts';
import { type OldDatabase, oldDatabase, serverAt } from '../preflight/lab.ts';

/** The tables of the journey, and what of them a monolith has. */
const TABLES: [service: string, table: string, columns: string][] = [
  ['samples', 'users', 'id uuid primary key, name text'],
  [
    'samples',
    'nanopore_samples',
    'id uuid primary key, sample_name text, status text, priority text, concentration numeric, submitted_at timestamptz',
  ],
  [
    'samples',
    'nanopore_processing_steps',
    'id uuid, sample_id uuid, step_name text, step_status text, started_at timestamptz, created_at timestamptz',
  ],
  [
    'ai',
    'ai_extraction_results',
    'id uuid, sample_id uuid, extraction_method text, confidence_score numeric, file_name text, created_at timestamptz',
  ],
  [
    'audit',
    'audit_logs',
    'id uuid, resource_id varchar(255), action text, event_type text, "timestamp" timestamptz, user_id uuid',
  ],
];

const VERIFIED = { equal: true, finishedAt: '2026-09-15T02:01:15.250Z' };

let graph: GraphUnderTest;
let old: OldDatabase;
beforeAll(async () => {
  [graph, old] = await Promise.all([graphUnderTest({ demonstration: true }), oldDatabase()]);
  await asAdmin((admin) => admin.query('drop table users, nanopore_samples, visits'), old.name);
  const source = await serverAt('source', old.url).connect();
  for (const [service, table, columns] of TABLES) {
    const from = graph.service(service).database.name;
    const { rows } = await asAdmin((admin) => admin.query(`select jsonb_agg(t) as rows from ${table} t`), from);
    await source.query(`create table ${table} (${columns})`);
    await source.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows[0].rows),
    ]);
  }
  await source.end();
});
afterAll(async () => {
  await graph.close();
  await old[Symbol.asyncDispose]();
});

const SUPERGRAPH = fileURLToPath(new URL('../../../schema/supergraph.graphql', import.meta.url));

async function acceptLab(
  given: Partial<AcceptOptions> = {},
  changed: Record<string, string> = {},
): Promise<AcceptReport> {
  const urls = new Map([...graph.services].map(([name, { database }]) => [name, changed[name] ?? database.dbUrl]));
  return accept(services, urls, {
    lab: LAB,
    gateway: {
      transport: readGatewayConfig({}).transport,
      supergraphPath: SUPERGRAPH,
      exposure: {
        introspection: false,
        landingPage: false,
        studioCors: false,
        metrics: { token: undefined, everybody: true },
      },
      bodyLimitBytes: 1024 * 1024,
    },
    secretsOf: async ({ secrets = [] }) => Object.fromEntries(secrets.map((s) => [s.variable, s.generate()])),
    log: silentLog(),
    source: serverAt('source', old.url),
    lastVerification: async () => VERIFIED,
    pages: 12,
    ...given,
  });
}

/** Connections to the lab's databases besides the test's own. */
const connections = (): Promise<number> =>
  asAdmin(async (admin) => {
    const names = [old.name, ...[...graph.services.values()].map(({ database }) => database.name)];
    const { rows } = await admin.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = any($1) and backend_type = 'client backend'`,
      [names],
    );
    return rows[0]?.n as number;
  });

/** The server takes a moment to notice that somebody has left. */
async function closed(before: number): Promise<void> {
  while ((await connections()) > before) {
    // asked again
  }
}

test('a separated lab is accepted: services ready, tables verified, the journey measured beside the monolith', async () => {
  const before = await connections();
  const report = await acceptLab();
  expect(report).toMatchObject({ accepted: true, ready: true, verification: VERIFIED, notes: [] });
  expect(report.services.map(({ name, healthy }) => [name, healthy])).toEqual(services.map(({ name }) => [name, true]));
  const { journey, ratio } = report;
  expect(journey).toMatchObject({ pages: 12, errors: { pages: 0 } });
  expect(journey?.samples).toBeGreaterThan(12);
  expect(ratio).toBeCloseTo((journey?.graph.p95 as number) / (journey?.monolith?.p95 as number));
  expect(journey?.graph.p50).toBeLessThanOrEqual(journey?.graph.p95 as number);
  await closed(before);

  const lines = acceptLines(report);
  expect(lines[0]).toMatch(/^✓ samples {2}ready, answers in [\d.]+ ms$/);
  expect(lines).toContain('✓ verified as equal at 2026-09-15T02:01:15.250Z');
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}through the gateway {7}p50 [\d.]+ ms, p95 [\d.]+ ms$/));
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}the gateway takes [\d.]+ times as long \(p95\)$/));
  expect(lines.at(-1)).toMatch(/^Accepted: /);
});

test("the monolith's own join tells as much of a sample as the graph", async () => {
  const { data } = await graph.query(`{
    samples(first: 20) { nodes {
      id sampleName steps { id } extractions(first: 2) { nodes { id } }
      auditTrail(first: 3) { nodes { id user { name } } } } } }`);
  type Node = {
    id: string;
    sampleName: string;
    steps: { id: string }[];
    extractions: { nodes: { id: string }[] };
    auditTrail: { nodes: { id: string; user: { name: string } | null }[] };
  };
  const nodes: Node[] = data.samples.nodes;
  const source: Client = await serverAt('source', old.url).connect();
  try {
    const { text, missing } = (await readMonolithJourney(source)) as { text: string; missing: string[] };
    expect(missing).toEqual([]);
    const { rows } = await source.query(text, [nodes.map(({ id }) => id)]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const ids = (things: readonly { id: string }[] | null): string[] => (things ?? []).map(({ id }) => id).sort();
    for (const node of nodes) {
      const row = byId.get(node.id);
      expect(row.sample_name).toBe(node.sampleName);
      expect(ids(row.steps)).toEqual(ids(node.steps));
      expect(ids(row.extractions)).toEqual(ids(node.extractions.nodes));
      expect(row.trail.length).toBe(node.auditTrail.nodes.length);
    }
    const users = rows.flatMap(({ trail }) => trail.map(({ user }: { user: string | null }) => user));
    expect(users).toContain('Dana Reyes');
  } finally {
    await source.end();
  }
});

test('a service that cannot be opened is named, the others are looked at, and nothing is left open', async () => {
  const before = await connections();
  const wrong = new URL(graph.service('ai').database.dbUrl);
  wrong.password = 'not the password';
  const report = await acceptLab({}, { ai: wrong.href });
  expect(report).toMatchObject({ accepted: false, ready: false, journey: undefined, ratio: undefined });
  expect(report.services.filter(({ healthy }) => !healthy)).toEqual([
    { name: 'ai', healthy: false, problem: expect.stringMatching(/^The ai database cannot be opened .* AI_DB_URL\.$/) },
  ]);
  const lines = acceptLines(report).join('\n');
  expect(lines).toMatch(/^✗ ai {7}not ready: /m);
  expect(lines).toMatch(/Not accepted\. Next: mend what is marked ✗/);
  expect(lines).not.toMatch(/not the password|postgresql:/);
  await closed(before);
});

test('a value of old times that the graph cannot show is told with its sample, and stops nothing', async () => {
  const { name } = graph.service('samples').database;
  const { rows } = await asAdmin(
    (admin) =>
      admin.query(`update nanopore_processing_steps set started_at = 'infinity' where id =
        (select p.id from nanopore_processing_steps p join nanopore_samples s on s.id = p.sample_id
         order by s.submitted_at limit 1) returning sample_id, started_at`),
    name,
  );
  try {
    const report = await acceptLab({ pages: 100 });
    expect(report.accepted).toBe(true);
    expect(acceptLines(report)).toContainEqual(
      expect.stringMatching(
        `^! \\d+ pages? came with errors, the first: .*infinity.* of sample ${rows[0].sample_id}\\)$`,
      ),
    );
  } finally {
    await asAdmin(
      (admin) => admin.query(`update nanopore_processing_steps set started_at = null where started_at = 'infinity'`),
      name,
    );
  }
});

test('what was not verified as equal is not accepted', async () => {
  const unequal = await acceptLab({ lastVerification: async () => ({ ...VERIFIED, equal: false }), pages: 1 });
  expect(unequal).toMatchObject({ ready: true, accepted: false });
  expect(acceptLines(unequal)).toContain('✗ found unequal at 2026-09-15T02:01:15.250Z');
  const never = await acceptLab({ lastVerification: async () => undefined, pages: 1 });
  expect(never.accepted).toBe(false);
  expect(acceptLines(never).at(-1)).toBe('Not accepted. Next: npm run separate -- verify');
});

test('a monolith with less in it is compared as far as it goes', async () => {
  await asAdmin(
    (admin) =>
      admin.query(`
        alter table audit_logs rename to journal; alter table ai_extraction_results alter sample_id type text;
        alter table nanopore_samples drop column priority`),
    old.name,
  );
  const fewer = await acceptLab({ pages: 1 });
  expect(fewer.notes).toEqual(['The monolith has no audit_logs to join: it does less for its answer than the graph.']);
  expect(fewer.journey?.monolith).toBeDefined();

  await asAdmin((admin) => admin.query('alter table nanopore_samples rename id to number'), old.name);
  const other = await acceptLab({ pages: 1 });
  expect(other.notes).toEqual([
    'There is nothing to compare with: the monolith has no samples with the ids of the services.',
  ]);
  expect(other).toMatchObject({ accepted: true, ratio: undefined, journey: { pages: 1, monolith: undefined } });
});

test('a monolith that is away keeps nobody from accepting', async () => {
  const connect = async () => {
    throw new StartupError('The source database is away: bring the server back.');
  };
  const report = await acceptLab({ source: { connect }, pages: 1 });
  expect(report.accepted).toBe(true);
  expect(acceptLines(report)).toContain(
    'There is nothing to compare with: The source database is away: bring the server back.',
  );
});
