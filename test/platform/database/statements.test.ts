import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { rowsOf } from '../../../platform/database/columns.ts';
import { explain } from '../../../platform/database/explain.ts';
import { PLANNED_ANEW, preparedName } from '../../../platform/database/statement-name.ts';
import { serviceWriter, writingAs } from '../../../platform/events/writer.ts';
import { newScope, withinRequest } from '../../../platform/request/scope.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { nappers, naps, seriesValue } from '../../support/naps.ts';
import { serviceUnderTest, TEST_IDENTITY } from '../../support/service.ts';
import { eventually } from '../postgres/support.ts';

test('a statement goes by what it does, to which table, and its text', () => {
  expect(preparedName('select s.id from nanopore_samples as s where s.id = any($1::uuid[])')).toMatch(
    /^select_nanopore_samples_[0-9a-f]{12}$/,
  );
  expect(preparedName('insert into "feature_flags" ("flag_name") values ($1)')).toMatch(/^insert_feature_flags_/);
  expect(
    preparedName(`
      select parent.id, child.* from unnest($1::uuid[]) as parent(id)
      cross join lateral (select e.id from ai_extraction_results as e) as child`),
  ).toMatch(/^select_ai_extraction_results_/);
  expect(preparedName('select $1')).toMatch(/^select_[0-9a-f]{12}$/);
  expect(preparedName('select $1')).not.toBe(preparedName('select $2'));
  expect(Buffer.byteLength(preparedName(`select from ${'a_table_with_a_long_name_'.repeat(9)}`))).toBeLessThan(64);
});

test('PostgreSQL reuses what was prepared: one statement for a read however often, and one plan where one fits all', async () => {
  await using service = await serviceUnderTest(samples, undefined, { pool: { min: 1, max: 1 } });
  for (let i = 0; i < 12; i++) {
    const id = `00000000-0000-7000-8000-0000000000${10 + i}`;
    await service.query('query($id: ID!) { user(id: $id) { name } }', { id });
    await rowsOf(service.orm.em.fork(), sql`select name from projects where id = ${id}`);
  }
  const prepared = await rowsOf(
    service.orm.em.fork(),
    sql<{ name: string; executions: number; generic: number }>`
      select name, (generic_plans + custom_plans)::int as executions, generic_plans::int as generic
      from pg_prepared_statements where name ~ ${'^select_(users|projects)_'} and not from_sql order by name`,
  );
  expect(prepared).toMatchObject([
    // Five plans made to measure, then PostgreSQL has seen that one fits all.
    { name: expect.stringMatching(/^select_projects_[0-9a-f]{12}$/), executions: 12, generic: 7 },
    { name: expect.stringMatching(/^select_users_[0-9a-f]{12}$/), executions: 12 },
  ]);
});

test('a statement whose plan depends on its values is planned for them each time, and keeps its name', async () => {
  await using lab = await nappers({}, { min: 1, max: 1 });
  for (let i = 0; i < 8; i++) {
    await rowsOf(
      lab.service.orm.em.fork(),
      sql`select flag_name from feature_flags where flag_name = ${`flag ${i}`} ${sql.raw(PLANNED_ANEW)}`,
    );
  }
  const kept = await rowsOf(
    lab.service.orm.em.fork(),
    sql`select name from pg_prepared_statements where statement like ${'%planned anew%'} and name like 'select_feature_flags%'`,
  );
  expect(kept).toEqual([]);
  expect(await lab.metrics.text()).toMatch(
    /nanopore_statement_seconds_count\{service="naps",statement="select_feature_flags_[0-9a-f]{12}"\} 8/,
  );
});

test('one request id is in the SQL of a mutation and in the log line of a prepared read', async () => {
  await using lab = await nappers();
  const { service } = lab;
  const identity = { ...TEST_IDENTITY, requestId: 'req-77' };
  const napping = service.execute(
    { query: 'mutation Doze { napInTransaction(seconds: 1) { userErrors { code } } }' },
    identity,
  );
  // The server itself says what the other connection is at.
  const seen: string[] = [];
  await eventually(async () => {
    const rows = await service.orm.em.fork().execute<{ query: string }[]>(
      `select query from pg_stat_activity
       where datname = current_database() and query like '%pg_sleep(1)%' and pid <> pg_backend_pid()`,
    );
    return seen.push(...rows.map(({ query }) => query)) > 0;
  }, 'the mutation sleeps');
  expect(seen).toEqual(['/* op=Doze,req=req-77 */ select pg_sleep(1)::text']);
  expect((await napping).errors).toBeUndefined();

  await service.execute({ query: 'query Asks__naps__0 { flags }' }, identity);
  const [read] = lab.of('sql').filter(({ operation }) => operation === 'Asks');
  expect(read).toMatchObject({
    service: 'naps',
    server: 'primary',
    statement: expect.stringMatching(/^select_feature_flags_[0-9a-f]{12}$/),
    requestId: 'req-77',
    serverPid: expect.any(Number),
    ms: expect.any(Number),
  });
});

test('no name of an operation or a request ends the comment that carries it', async () => {
  await using lab = await nappers();
  const rows = await withinRequest(newScope("*/ drop table feature_flags; --'", { operation: '*/ select 2 /*' }), () =>
    lab.service.orm.em.fork().execute<{ one: number }[]>('select 1 as one'),
  );
  expect(rows).toEqual([{ one: 1 }]);
});

test('a slow read is logged with its plan, once a minute, and without the values in it', async () => {
  await using lab = await nappers({ slowStatementMs: 100 });
  const { service } = lab;
  const slowly = (secret: string) =>
    withinRequest(newScope('r-9', { operation: 'Report' }), () =>
      rowsOf(
        service.orm.em.fork(),
        sql`select f.id, pg_sleep(0.15)::text from (select 1) as once left join feature_flags as f on f.flag_name = ${secret}`,
      ),
    );
  await slowly('a patient');
  await slowly('another');
  await service.orm.em.fork().execute("select 'fast enough'");
  await service.orm.close(true);
  const lines = lab.of('a slow statement');
  expect(lines).toHaveLength(2);
  const planned = lines.filter(({ plan }) => plan !== undefined);
  expect(planned).toHaveLength(1);
  expect(planned[0]).toMatchObject({
    service: 'naps',
    statement: expect.stringMatching(/^select_feature_flags_/),
    operation: 'Report',
    requestId: 'r-9',
    text: expect.stringContaining('f.flag_name = $1'),
    plan: expect.arrayContaining([expect.stringMatching(/feature_flags/)]),
  });
  expect(JSON.stringify(lines)).not.toContain('patient');
  expect((planned[0]?.ms as number) >= 100).toBe(true);
});

test('explaining executes nothing, not even what hides behind the statement', async () => {
  await using lab = await nappers();
  const { dbUrl } = lab.service.database;
  const hidden = "select 1; insert into feature_flags (flag_name, environment) values ('hidden', 'test')";
  expect(await explain(dbUrl, 'naps', hidden, [])).toEqual({ planMissing: expect.stringMatching(/multiple commands/) });
  expect(await explain(dbUrl, 'naps', 'select $1::int', [1])).toEqual({ plan: [expect.stringMatching(/^Result/)] });
  expect((await lab.service.query('{ flags }')).data.flags).toEqual([]);
});

test('a slow write is logged and not explained', async () => {
  await using lab = await nappers({ slowStatementMs: 100 });
  const insert = "insert into feature_flags (flag_name, environment) select 'slow', 'test' from pg_sleep(0.15)";
  await writingAs(serviceWriter('test'), () => lab.service.orm.em.fork().transactional((em) => em.execute(insert)));
  await lab.service.orm.close(true);
  expect(lab.of('a slow statement')).toMatchObject([{ statement: 'insert feature_flags', service: naps.name }]);
  expect(lab.of('a slow statement')[0]).not.toHaveProperty('plan');
  expect(JSON.stringify(lab.of('a slow statement'))).not.toContain("'slow'");
});

test('statements are counted by name, and no flood of texts makes endless names', async () => {
  await using lab = await nappers();
  for (let i = 0; i < 320; i++) {
    await rowsOf(lab.service.orm.em.fork(), sql`select ${i}::int as ${sql.ref(`column_${i}`)} from feature_flags`);
  }
  const text = await lab.metrics.text();
  const counted = text.match(/nanopore_statement_seconds_count\{service="naps",statement="select_feature_flags_/g);
  expect(counted).toHaveLength(300);
  expect(seriesValue(text, 'nanopore_statement_seconds_count{service="naps",statement="select feature_flags"}')).toBe(
    20,
  );
});
