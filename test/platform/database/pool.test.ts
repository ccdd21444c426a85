import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rowsOf } from '../../../platform/database/columns.ts';
import { databaseHealth } from '../../../platform/database/health.ts';
import { newScope, withinRequest } from '../../../platform/request/scope.ts';
import { nappers, seriesValue } from '../../support/naps.ts';
import { TEST_IDENTITY } from '../../support/service.ts';
import { eventually } from '../postgres/support.ts';

const NAP = 'query LongNap($seconds: Float!) { nap(seconds: $seconds) }';

test('fifty slow queries on two connections: two are served, forty-eight are told after two seconds, nobody hangs', async () => {
  await using lab = await nappers();
  const { service, metrics } = lab;
  const started = performance.now();
  const questions = Array.from({ length: 50 }, async (_, n) => {
    const answer = await service.execute(
      { query: NAP, variables: { seconds: 3 } },
      { ...TEST_IDENTITY, requestId: `nap-${n}` },
    );
    return { error: answer.errors?.[0], after: performance.now() - started };
  });
  await eventually(async () => {
    return seriesValue(await metrics.text(), 'nanopore_pool_waiting{service="naps",server="primary"}') === 48;
  }, 'forty-eight wait');
  const answers = await Promise.all(questions);
  const refused = answers.filter(({ error }) => error !== undefined);

  expect(refused).toHaveLength(48);
  for (const { error, after } of refused) {
    expect(error).toMatchObject({
      message: 'The naps service has no free database connection; try again.',
      extensions: { code: 'POOL_EXHAUSTED' },
    });
    expect(after).toBeGreaterThan(1_900);
    expect(after).toBeLessThan(2_900); // before the first connection came back
  }

  expect((await service.query(NAP, { seconds: 0 })).data).toEqual({ nap: true });
  expect(await databaseHealth(service.orm)).toMatchObject({ healthy: true, pool: { total: 2, idle: 2, waiting: 0 } });

  const text = await metrics.text();
  const pool = '{service="naps",server="primary"}';
  expect(seriesValue(text, `nanopore_pool_exhausted_total${pool}`)).toBe(48);
  expect(seriesValue(text, `nanopore_pool_connections${pool}`)).toBe(2);
  expect(seriesValue(text, `nanopore_pool_limit${pool}`)).toBe(2);
  expect(seriesValue(text, 'nanopore_errors_total{service="naps",code="POOL_EXHAUSTED"}')).toBe(48);
  const operation = 'nanopore_graphql_operation_seconds_count{service="naps",operation="LongNap"';
  expect(seriesValue(text, `${operation},outcome="failed"}`)).toBe(48);
  expect(seriesValue(text, `${operation},outcome="ok"}`)).toBe(3);
});

test('when nobody gets a connection, the log says who has them', async () => {
  await using lab = await nappers({}, { min: 0, max: 1 });
  const nap = (requestId: string) =>
    lab.service.execute({ query: NAP, variables: { seconds: 2.5 } }, { ...TEST_IDENTITY, requestId });
  await Promise.all([nap('the-sleeper'), nap('the-waiting')]);
  const [line] = lab.of('POOL_EXHAUSTED').filter(({ holders }) => holders !== undefined);
  expect(line).toMatchObject({
    service: 'naps',
    holders: [
      {
        operation: 'LongNap',
        requestId: 'the-sleeper',
        statement: expect.stringMatching(/^select_feature_flags_[0-9a-f]{12}$/),
        heldMs: expect.any(Number),
        serverPid: expect.any(Number),
      },
    ],
  });
});

test('who holds a connection for too long is named while the connection is still held', async () => {
  await using lab = await nappers({ heldConnectionMs: 50 });
  await withinRequest(newScope('r-0', { operation: 'Quick' }), () => lab.service.orm.em.fork().execute('select 1'));
  await withinRequest(newScope('r-1', { operation: 'Forgetful' }), () =>
    lab.service.orm.em.fork().transactional(async (em) => {
      await em.execute('select 1');
      await eventually(() => lab.of('a connection is held for long').length > 0, 'the holder is named');
    }),
  );
  expect(lab.of('a connection is held for long')).toEqual([
    expect.objectContaining({
      service: 'naps',
      server: 'primary',
      operation: 'Forgetful',
      requestId: 'r-1',
      statement: 'select',
      heldMs: expect.any(Number),
    }),
  ]);
});

test('no statement, lock or forgotten transaction holds a connection for ever', async () => {
  await using lab = await nappers();
  const limits = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'TimeZone'];
  const rows = await rowsOf(
    lab.service.orm.em.fork(),
    sql<{ name: string; setting: string }>`
      select name, current_setting(name) as setting from unnest(${limits}::text[]) as name`,
  );
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
    statement_timeout: '30s',
    lock_timeout: '10s',
    idle_in_transaction_session_timeout: '1min',
    TimeZone: 'UTC',
  });
});

test('commits and rollbacks are counted as the server sees them', async () => {
  await using lab = await nappers();
  const { service } = lab;
  await service.orm.em.fork().transactional((em) => em.execute('select 1'));
  await expect(
    service.orm.em.fork().transactional(async () => {
      throw new Error('changed our mind');
    }),
  ).rejects.toThrow('changed our mind');
  // A statement fails, somebody swallows it, and what looks like a commit is none.
  await service.orm.em.fork().transactional((em) => em.execute('select 1 / 0').catch(() => undefined));
  const text = await lab.metrics.text();
  expect(seriesValue(text, 'nanopore_transactions_total{service="naps",outcome="commit"}')).toBe(1);
  expect(seriesValue(text, 'nanopore_transactions_total{service="naps",outcome="rollback"}')).toBe(2);
  expect(seriesValue(text, 'nanopore_statement_failures_total{service="naps",code="22012"}')).toBe(1);
});
