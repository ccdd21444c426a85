import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { freeze, frozenTables, unfreeze } from '../../../migrations/separation/freeze/freeze.ts';
import { sessionsWriting } from '../../../migrations/separation/freeze/other-writers.ts';
import { type LabDatabase, SERVERS, serversUnderTest } from '../lab-databases.ts';

const { database } = serversUnderTest();

const SAMPLES = { table: { schema: 'Lab "1"', name: 'Samples' }, service: 'samples' };
const RUNS = { table: { schema: 'public', name: 'order' }, service: 'ai' };
const BOTH = [SAMPLES, RUNS];
const PATIENT = { lockTimeoutMs: 20_000 };
const HASTY = { lockTimeoutMs: 100 };
const REFUSED = { code: '55000', hint: expect.stringContaining('Write through the samples service') };

describe.each(SERVERS.map(([version]) => version))('a source of PostgreSQL %i that is frozen', (version) => {
  let monolith: LabDatabase;
  let client: Client;
  let lab: Client;

  beforeAll(async () => {
    monolith = await database(version, 'monolith');
    client = await monolith.connect();
    lab = await monolith.connect(monolith.owner, 'old "lab" app');
    await client.query(`
      create schema "Lab ""1""";
      create table "Lab ""1"""."Samples" (id int primary key, name text);
      create table notes (id int, sample_id int references "Lab ""1"""."Samples" on delete cascade);
      create table "order" (id int, "select" int) partition by list (id);
      create table "order_1" partition of "order" for values in (1) partition by list ("select");
      create table "order_1 ""x""" partition of "order_1" default;
      create table rest partition of "order" default;
      create view "all samples" as select * from "Lab ""1"""."Samples";
      insert into "Lab ""1"""."Samples" values (1, 'one'); insert into notes values (1, 1); insert into "order" values (1, 1), (2, 2);
      grant usage on schema "Lab ""1""" to public; grant all on all tables in schema "Lab ""1""", public to public`);
  });
  afterAll(async () => {
    await monolith[Symbol.asyncDispose]();
  });
  beforeEach(() => unfreeze(client));

  const traces = async () =>
    (
      await client.query(`
        select tgname::text as name from pg_trigger where tgname like 'separation%'
        union all select proname from pg_proc where proname like 'separation%'
        union all select nspname from pg_namespace where nspname = 'separation' order by 1`)
    ).rows.map(({ name }) => name);

  test('refuses every kind of write, says where to write instead, and lets everybody read', async () => {
    await freeze(client, BOTH, PATIENT);
    for (const write of [
      `insert into "Lab ""1"""."Samples" values (2, 'two')`,
      `update "Lab ""1"""."Samples" set name = 'three' where false`,
      `delete from "Lab ""1"""."Samples"`,
      `truncate "Lab ""1"""."Samples" cascade`,
      `insert into "all samples" values (2, 'two')`,
      `insert into "Lab ""1"""."Samples" select 1, 'x' on conflict do nothing`,
    ]) {
      await expect(lab.query(write)).rejects.toMatchObject({
        ...REFUSED,
        message: 'Lab "1".Samples moved to the samples service',
      });
    }
    expect((await lab.query('select id from "all samples"')).rows).toEqual([{ id: 1 }]);
    await lab.query('insert into notes values (2, 1)');
  });

  test('refuses writes to the partitions themselves, however deep', async () => {
    await freeze(client, BOTH, PATIENT);
    for (const name of ['order', 'order_1', 'order_1 "x"', 'rest']) {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      await expect(lab.query(`delete from ${quoted}`)).rejects.toThrow(`public.${name} moved to the ai service`);
      await expect(lab.query(`truncate ${quoted}`)).rejects.toThrow('moved to the ai service');
    }
  });

  test('refuses the runtime role, which knows nothing of the separation, and replication roles', async () => {
    await freeze(client, BOTH, PATIENT);
    const runtime = await monolith.connect(monolith.runtime);
    await expect(runtime.query(`delete from "Lab ""1"""."Samples"`)).rejects.toMatchObject(REFUSED);
    await expect(
      monolith.asAdmin(`set session_replication_role = replica; delete from "Lab ""1"""."Samples"`),
    ).rejects.toMatchObject(REFUSED);
  });

  test('refuses what a table that stays behind would cascade', async () => {
    await client.query('create table labs (id int primary key)');
    await client.query('insert into labs values (1)');
    await client.query(
      'create table members (lab int references labs on delete cascade); insert into members values (1)',
    );
    await freeze(client, [{ table: { schema: 'public', name: 'members' }, service: 'samples' }], PATIENT);
    await expect(lab.query('delete from labs')).rejects.toThrow('public.members moved to the samples service');
  });

  test('is told which tables are frozen, and knows it again after a second freeze', async () => {
    expect(await frozenTables(client)).toEqual([]);
    await freeze(client, [SAMPLES], PATIENT);
    expect(await frozenTables(client)).toEqual([SAMPLES]);
    await freeze(client, BOTH, PATIENT);
    expect(await frozenTables(client)).toEqual(BOTH);
    await client.query(`alter table "Lab ""1"""."Samples" disable trigger separation_frozen`);
    expect(await frozenTables(client)).toEqual([RUNS]);
    await freeze(client, BOTH, PATIENT);
    expect(await frozenTables(client)).toEqual(BOTH);
  });

  test('is as it was when it is unfrozen, once or twice', async () => {
    await freeze(client, BOTH, PATIENT);
    expect(await traces()).toEqual([
      'separation',
      ...new Array(5).fill('separation_frozen'),
      'separation_refuses_writes',
    ]);
    await unfreeze(client);
    await unfreeze(client);
    expect(await traces()).toEqual([]);
    await lab.query(`update "Lab ""1"""."Samples" set name = 'four'; update "order" set "select" = 3`);
  });

  test('keeps its schema where something else is in it', async () => {
    await client.query('create schema separation; create table separation.kept ()');
    await freeze(client, BOTH, PATIENT);
    await unfreeze(client);
    expect(await traces()).toEqual(['separation']);
    await client.query('drop schema separation cascade');
  });

  test('waits for writers, whose rows are there then, and keeps later ones out', async () => {
    await lab.query('begin');
    await lab.query(`insert into "Lab ""1"""."Samples" values (10, 'late')`);
    const frozen = freeze(client, BOTH, PATIENT);
    const late = await monolith.connect();
    await waiting(late, client);
    await lab.query('commit');
    await frozen;
    await expect(late.query(`delete from "Lab ""1"""."Samples"`)).rejects.toThrow('moved to the samples service');
    expect((await late.query(`select name from "Lab ""1"""."Samples" where id = 10`)).rows).toEqual([{ name: 'late' }]);
  });

  test('is not frozen at all when a writer does not end, who is named', async () => {
    const { rows } = await lab.query('select pg_backend_pid() as pid');
    await lab.query('begin');
    await lab.query('update "order_1 ""x""" set "select" = 9');
    await expect(freeze(client, BOTH, HASTY)).rejects.toMatchObject({
      name: 'StartupError',
      message: expect.stringMatching(
        new RegExp(
          `^public\\.order_1 "x" is held by session ${rows[0].pid} \\("old "lab" app" of ${monolith.owner.user}\\), for \\d+ s: ` +
            'nothing was frozen after waiting for 100 ms; let it end, or end it \\(pg_terminate_backend\\), then try again\\.$',
        ),
      ),
    });
    expect(await frozenTables(client)).toEqual([]);
    expect(await traces()).toEqual([]);
    await lab.query('rollback');
  });

  test('is frozen, and no writer fails of a deadlock, while several write in another order all the time', async () => {
    const ended: unknown[] = [];
    const writers = await Promise.all(Array.from({ length: 4 }, () => monolith.connect()));
    const writing = writers.map(async (writer) => {
      for (;;) {
        try {
          await writer.query('begin');
          await writer.query('update "order" set "select" = "select"');
          await writer.query(`update "Lab ""1"""."Samples" set name = 'five'`);
          await writer.query('commit');
        } catch (error) {
          ended.push((error as Error).message);
          return writer.query('rollback');
        }
      }
    });
    await freeze(client, BOTH, PATIENT);
    await Promise.all(writing);
    expect(ended).toEqual(writers.map(() => expect.stringMatching(/^(Lab "1"\.Samples|public\.order) moved to the/)));
    expect(await frozenTables(client)).toEqual(BOTH);
  });

  test('waits for a writer who is slow, as long as it may, with nobody in the way of anybody', async () => {
    await lab.query('begin');
    await lab.query('update "order" set "select" = "select"');
    const frozen = freeze(client, BOTH, PATIENT);
    const other = await monolith.connect();
    await waiting(other, client);
    await other.query(`update "Lab ""1"""."Samples" set name = 'six'`);
    await lab.query(`update "Lab ""1"""."Samples" set name = 'seven'`);
    await lab.query('commit');
    await frozen;
    expect(await frozenTables(client)).toEqual(BOTH);
  });

  test('tells who writes', async () => {
    const tables = BOTH.map(({ table }) => table);
    expect(await sessionsWriting(client, tables)).toEqual([]);
    const { rows } = await lab.query('select pg_backend_pid() as pid');
    await lab.query('begin; select from "order"; select from "Lab ""1"""."Samples" for update');
    expect(await sessionsWriting(client, tables)).toEqual([]);
    await lab.query('insert into rest values (7, 7)');
    expect(await sessionsWriting(client, tables)).toEqual([
      { pid: rows[0].pid, application: 'old "lab" app', user: monolith.owner.user, since: expect.any(Date) },
    ]);
    await lab.query('rollback');
    expect(await sessionsWriting(client, tables)).toEqual([]);
  });

  test('lets everybody write again even while somebody reads, and is cleared when he has gone', async () => {
    await freeze(client, BOTH, PATIENT);
    const reader = await monolith.connect();
    await reader.query('begin; select from "Lab ""1"""."Samples"');
    const unfrozen = unfreeze(client);
    await waiting(await monolith.connect(), client);
    await lab.query(`update "Lab ""1"""."Samples" set name = 'six'`).finally(() => reader.query('commit'));
    await unfrozen;
    expect(await traces()).toEqual([]);
  });

  test('is frozen by a function beside the table where its owner may make no schemas', async () => {
    const { rows } = await client.query('select quote_ident(current_database()) as name');
    await monolith.asAdmin(`alter database ${rows[0].name} owner to postgres`);
    await freeze(client, [SAMPLES], PATIENT);
    await expect(lab.query(`delete from "Lab ""1"""."Samples"`)).rejects.toMatchObject(REFUSED);
    expect(await frozenTables(client)).toEqual([SAMPLES]);
    expect(await traces()).toEqual(['separation_frozen', 'separation_refuses_writes']);
    await unfreeze(client);
    expect(await traces()).toEqual([]);
    await monolith.asAdmin(`alter schema "Lab ""1""" owner to postgres`);
    await expect(freeze(client, [SAMPLES], PATIENT)).rejects.toThrow(
      `Writes to Lab "1".Samples cannot be refused, for ${monolith.owner.user} may make neither a schema`,
    );
  });

  test('is left alone by a role that does not own it', async () => {
    const runtime = await monolith.connect(monolith.runtime);
    await expect(freeze(runtime, [RUNS], PATIENT)).rejects.toMatchObject({ name: 'StartupError' });
    await expect(
      freeze(client, [{ table: { schema: 'public', name: 'gone' }, service: 'ai' }], PATIENT),
    ).rejects.toThrow('There is no table public.gone any more: plan again.');
  });
});

/** Resolves when one session waits for a lock; asked through another. */
async function waiting(observer: Client, client: Client): Promise<void> {
  const { processID } = client as Client & { processID: number };
  for (;;) {
    const { rows } = await observer.query('select cardinality(pg_blocking_pids($1)) > 0 as yes', [processID]);
    if (rows[0].yes) {
      return;
    }
  }
}
