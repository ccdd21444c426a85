import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql as raw } from 'kysely';
import { rowsOf } from '../../../platform/database/columns.ts';
import { createOrm } from '../../../platform/database/orm.ts';
import { recentWriters } from '../../../platform/database/recent-writers.ts';
import { PrimaryPositions } from '../../../platform/database/replication-lag.ts';
import { type LocalExecutor, localExecutor } from '../../../platform/graphql/in-process.ts';
import { type Actor, EVERY_SCOPE } from '../../../platform/identity/actor.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';
import { newScope, withinRequest } from '../../../platform/request/scope.ts';
import { keepingLog, naps, seriesValue } from '../../support/naps.ts';
import { type Pair, primaryAndReplica } from '../../support/replica.ts';
import { LAB, TEST_IDENTITY } from '../../support/service.ts';
import { eventually, sql } from '../postgres/support.ts';

let pair: Pair;
let orm: MikroORM;
let execute: LocalExecutor;
let clock = 0;
const kept = keepingLog();
const metrics = createMetrics();

beforeAll(async () => {
  pair = await primaryAndReplica(naps);
  orm = await createOrm(
    naps,
    {
      url: pair.primaryUrl,
      pool: { min: 0, max: 3 },
      replicaUrls: [pair.replicaUrl],
      // The clock of the replica's lag stands still unless a test moves it.
      replicas: { pollMs: 20, maxLagMs: 1_000, primaryAfterWriteMs: 5_000, now: () => clock },
    },
    { log: kept.log, metrics: metrics.database, limits: { slowStatementMs: 30_000, heldConnectionMs: 30_000 } },
  );
  execute = localExecutor(naps.build(orm, { lab: LAB, secrets: {} }), kept.log);
  await inUse(1);
});
afterAll(async () => {
  await orm?.close(true);
  await pair?.[Symbol.asyncDispose]();
});

const person = (userId: string): Actor => ({ userId, name: userId, email: null, kind: 'person', scopes: EVERY_SCOPE });

/** What somebody sees, and which servers were asked. */
async function asks(who: string, query = '{ flags }') {
  const before = kept.lines.length;
  const { data, errors } = await execute({ query }, { ...TEST_IDENTITY, actor: person(who) });
  expect(errors).toBeUndefined();
  const statements = kept.lines.slice(before).filter(({ msg }) => msg === 'sql');
  return { data: JSON.parse(JSON.stringify(data)), servers: new Set(statements.map(({ server }) => server)) };
}
const raise = (who: string, flag: string) => asks(who, `mutation { raiseFlag(name: "${flag}") { flags } }`);
const inUse = (value: 0 | 1): Promise<void> =>
  eventually(
    async () => {
      const series = 'nanopore_replica_in_use{service="naps",server="replica1"}';
      return seriesValue(await metrics.text(), series) === value;
    },
    `the replica is ${value === 1 ? '' : 'not '}in use`,
  );
const resume = () => sql(pair.replicaAdminUrl, 'select pg_wal_replay_resume()');
async function pause(): Promise<void> {
  await sql(pair.replicaAdminUrl, 'select pg_wal_replay_pause()');
  await eventually(async () => {
    const [row] = await sql<{ state: string }>(pair.replicaAdminUrl, 'select pg_get_wal_replay_pause_state() as state');
    return row?.state === 'paused';
  }, 'the replica replays nothing');
}
/** After the clock was moved a look that was under way may err; the next one does not. */
const readsReplica = (who: string): Promise<void> =>
  eventually(async () => (await asks(who)).servers.has('replica1'), `${who} reads the replica`);

test('who only reads is answered by the replica, who writes by the primary', async () => {
  const written = await raise('writer', 'first');
  expect(written.servers).toEqual(new Set(['primary']));
  expect(written.data.raiseFlag.flags).toEqual(['first']);
  await eventually(async () => (await asks('reader')).data.flags.includes('first'), 'the flag is replicated');
  expect((await asks('reader')).servers).toEqual(new Set(['replica1']));
});

test('a reader sees its own write although the replica has not got it, and after five seconds reads there again', async () => {
  await pause();
  try {
    await raise('hasty', 'second');
    expect(await asks('hasty')).toEqual({ data: { flags: ['first', 'second'] }, servers: new Set(['primary']) });
    // Nobody else has a right to it yet.
    expect(await asks('reader')).toEqual({ data: { flags: ['first'] }, servers: new Set(['replica1']) });
  } finally {
    await resume();
  }
  await eventually(async () => (await asks('reader')).data.flags.includes('second'), 'the flag is replicated');
  clock += 4_999;
  await readsReplica('reader');
  expect((await asks('hasty')).servers).toEqual(new Set(['primary']));
  clock += 1;
  await readsReplica('hasty');
});

test('a replica that stops replaying is not read from until it has caught up', async () => {
  await pause();
  try {
    await raise('writer', 'third');
    clock += 1_001;
    await inUse(0);
    expect(await asks('reader')).toEqual({
      data: { flags: ['first', 'second', 'third'] },
      servers: new Set(['primary']),
    });
    const lag = seriesValue(await metrics.text(), 'nanopore_replica_lag_seconds{service="naps",server="replica1"}');
    expect(lag).toBeGreaterThan(1);
    expect(kept.of('a replica is left out').at(-1)).toMatchObject({ server: 'replica1', reason: 'it lags' });
  } finally {
    await resume();
  }
  await inUse(1);
  expect(await asks('reader')).toEqual({
    data: { flags: ['first', 'second', 'third'] },
    servers: new Set(['replica1']),
  });
});

test('a replica that goes away fails nobody’s request, and is read from again when it is back', async () => {
  await pair.stopReplica();
  const answers = await Promise.all(Array.from({ length: 5 }, (_, n) => asks(`reader${n}`)));
  expect(answers.map(({ data }) => data.flags.length)).toEqual([3, 3, 3, 3, 3]);
  await inUse(0);
  expect((await asks('reader')).servers).toEqual(new Set(['primary']));
  await pair.startReplica();
  await inUse(1);
  expect((await asks('reader')).servers).toEqual(new Set(['replica1']));
});

test('a replica that is away from the beginning stands in nobody’s way', async () => {
  const own = createMetrics();
  const alone = await createOrm(
    naps,
    { url: pair.primaryUrl, pool: { min: 0, max: 2 }, replicaUrls: ['postgresql://nobody:x@127.0.0.1:1/nowhere'] },
    { log: kept.log, metrics: own.database, limits: { slowStatementMs: 30_000, heldConnectionMs: 30_000 } },
  );
  try {
    const answer = await localExecutor(naps.build(alone, { lab: LAB, secrets: {} }), kept.log)(
      { query: '{ flags }' },
      TEST_IDENTITY,
    );
    expect(answer.errors).toBeUndefined();
    const text = await own.text();
    const labels = '{service="naps",server="replica1"}';
    expect(seriesValue(text, `nanopore_replica_in_use${labels}`)).toBe(0);
    expect(text).toContain(`nanopore_replica_lag_seconds${labels} +Inf`);
  } finally {
    await alone.close(true);
  }
});

test('the service’s own work and unknown requests stay on the primary', async () => {
  const before = kept.lines.length;
  await rowsOf(orm.em.fork(), raw`select ${1}::int`);
  await withinRequest(newScope('r'), () => rowsOf(orm.em.fork(), raw`select ${2}::int`));
  await orm.em.fork().execute('select 1');
  const statements = kept.lines.slice(before).filter(({ msg }) => msg === 'sql');
  expect(statements.map(({ server }) => server)).toEqual(['primary', 'primary', 'primary']);
});

test('lag is what the primary had when it was where the replica is', () => {
  const positions = new PrimaryPositions();
  expect(positions.lagOf(100n, 0)).toBe(Number.POSITIVE_INFINITY);
  positions.add(1_000, 100n);
  positions.add(2_000, 100n); // nobody writes: being there is being up to date
  expect(positions.lagOf(100n, 2_000)).toBe(0);
  positions.add(3_000, 250n);
  expect(positions.lagOf(249n, 3_500)).toBe(1_500);
  expect(positions.lagOf(300n, 3_500)).toBe(500);
  expect(positions.lagOf(99n, 3_500)).toBe(Number.POSITIVE_INFINITY);
});

test('writers are forgotten when their time is over', () => {
  let now = 0;
  const writers = recentWriters(5_000, () => now);
  writers.wrote('grey');
  now = 4_000;
  expect([writers.has('grey'), writers.has('dana')]).toEqual([true, false]);
  writers.wrote('grey');
  now = 8_999;
  expect(writers.has('grey')).toBe(true);
  now = 9_000;
  expect(writers.has('grey')).toBe(false);
});
