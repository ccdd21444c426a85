import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { freeze, unfreeze } from '../../../migrations/separation/freeze/freeze.ts';
import { disableTriggers, enableTriggers, withoutTriggers } from '../../../migrations/separation/freeze/triggers.ts';
import { type LabDatabase, SERVERS, serversUnderTest } from '../lab-databases.ts';

const { database } = serversUnderTest();

const SAMPLES = { schema: 'Lab', name: 'Samples' };
const RUNS = { schema: 'public', name: 'order' };
const TABLES = [SAMPLES, RUNS];

describe.each(SERVERS.map(([version]) => version))('triggers of PostgreSQL %i', (version) => {
  let monolith: LabDatabase;
  let client: Client;
  let before: unknown[];

  beforeAll(async () => {
    monolith = await database(version, 'monolith');
    client = await monolith.connect();
    await client.query(`
      create schema "Lab";
      create table heard (what text);
      create function hear() returns trigger language plpgsql as $$
        begin insert into public.heard values (tg_table_name || ' ' || tg_name); return null; end $$;
      create table "Lab"."Samples" (id int primary key, parent int references "Lab"."Samples" deferrable initially deferred);
      create table "order" (id int, sample int references "Lab"."Samples" on delete cascade) partition by list (id);
      create table order_1 partition of "order" for values in (1);
      create table rest partition of "order" default partition by list (id);
      create table rest_2 partition of rest default;
      create trigger usual after insert on "Lab"."Samples" for each row execute function hear();
      create trigger "On replicas" after insert on "Lab"."Samples" for each statement execute function hear();
      create trigger "always" after insert on "Lab"."Samples" for each row execute function hear();
      create trigger "off" after insert on "Lab"."Samples" for each row execute function hear();
      create constraint trigger "constraint" after insert on "Lab"."Samples" deferrable initially deferred for each row execute function hear();
      alter table "Lab"."Samples" enable replica trigger "On replicas";
      alter table "Lab"."Samples" enable always trigger "always";
      alter table "Lab"."Samples" disable trigger "off";
      create trigger "each row" after insert or delete on "order" for each row execute function hear();
      create trigger "statement" after insert on "order" for each statement execute function hear();
      create trigger own after insert on order_1 for each row execute function hear();
      alter table order_1 disable trigger "each row";
      alter table rest_2 enable always trigger "each row"`);
    before = await states();
  });
  afterAll(async () => {
    await monolith[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await client.query('rollback; truncate heard, "order", "Lab"."Samples"');
  });

  const states = async (): Promise<{ name: string }[]> =>
    (
      await client.query(`
        select tgrelid::regclass || ' ' || tgname as name, tgenabled as enabled from pg_trigger
        where not tgisinternal order by 1`)
    ).rows;
  const heard = async (): Promise<string[]> =>
    (await client.query('select distinct what from heard order by 1')).rows.map(({ what }) => what);
  const WRITE = `insert into "Lab"."Samples" values (1, 2), (2, null); insert into "order" values (1, 1), (2, 2)`;
  const HEARD = [
    'Samples always',
    'Samples constraint',
    'Samples usual',
    'order statement',
    'order_1 own',
    'rest_2 each row',
  ];

  test('are silent during the work, in partitions too, and precisely as they were when it is committed', async () => {
    await client.query('begin');
    expect(await withoutTriggers(client, TABLES, async () => (await client.query(WRITE)) && 'done')).toBe('done');
    expect(await states()).toEqual(before);
    await client.query('commit');
    expect(await heard()).toEqual([]);
    await client.query('truncate "order", "Lab"."Samples"');
    await client.query(`begin; ${WRITE}; commit`);
    expect(await heard()).toEqual(HEARD);
  });

  test('of others keep on during the work, and nobody ever sees them disabled', async () => {
    const other = await monolith.connect();
    await client.query('begin');
    await withoutTriggers(client, [SAMPLES], async () => {
      const { rows } = await other.query(`select tgrelid::regclass || ' ' || tgname as name, tgenabled as enabled
        from pg_trigger where not tgisinternal order by 1`);
      expect(rows).toEqual(before);
      await client.query(WRITE);
    });
    await client.query('commit');
    expect(await heard()).toEqual(['order statement', 'order_1 own', 'rest_2 each row']);
  });

  test('are as they were when the work fails, and what it did is undone', async () => {
    await client.query('begin');
    await client.query('insert into "Lab"."Samples" values (5, null)');
    const broken = withoutTriggers(client, TABLES, async () => {
      await client.query(WRITE);
      await client.query('select 1 / 0');
    });
    await expect(broken).rejects.toThrow('division by zero');
    await client.query('commit');
    expect(await states()).toEqual(before);
    expect((await client.query('select id from "Lab"."Samples"')).rows).toEqual([{ id: 5 }]);
  });

  test('are not disabled over what deferred constraints have still to check, before the work or in it', async () => {
    await client.query('begin; insert into "Lab"."Samples" values (1, 404)');
    await expect(withoutTriggers(client, TABLES, async () => undefined)).rejects.toThrow('violates foreign key');
    await client.query('rollback; begin');
    await withoutTriggers(client, TABLES, async () => void (await client.query(WRITE)));
    const dangling = withoutTriggers(client, TABLES, () => client.query('insert into "Lab"."Samples" values (3, 404)'));
    await expect(dangling).rejects.toThrow('violates foreign key');
    await client.query('commit');
    expect(await states()).toEqual(before);
    expect((await client.query('select id from "Lab"."Samples" order by 1')).rows).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('are not disabled outside a transaction', async () => {
    await expect(withoutTriggers(client, TABLES, async () => undefined)).rejects.toMatchObject({ code: '25P01' });
    expect(await states()).toEqual(before);
  });

  test('let the separation write to a frozen table, which stays frozen', async () => {
    await freeze(
      client,
      TABLES.map((table) => ({ table, service: 'samples' })),
      { lockTimeoutMs: 20_000 },
    );
    await client.query('begin');
    await withoutTriggers(client, TABLES, () => client.query(WRITE));
    await client.query('commit');
    await expect(client.query('delete from order_1')).rejects.toThrow('moved to the samples service');
    await unfreeze(client);
  });

  test('can be disabled for longer, written down, and enabled as they were, also when some are gone by then', async () => {
    await client.query('create table later (id int); create trigger t before insert on later execute function hear()');
    const later = { schema: 'public', name: 'later' };
    await client.query('begin');
    const written = JSON.stringify(await disableTriggers(client, [...TABLES, later]));
    await client.query('commit');
    expect((await states()).every((state) => (state as { enabled?: string }).enabled === 'D')).toBe(true);
    await client.query(WRITE);
    expect(await heard()).toEqual([]);
    await client.query('drop table later');
    for (const _again of [1, 2]) {
      await client.query('begin');
      await enableTriggers(client, JSON.parse(written));
      await client.query('commit');
      expect(await states()).toEqual(before);
    }
    expect(JSON.parse(written)).toEqual(
      expect.arrayContaining([
        { table: SAMPLES, trigger: 'On replicas', enabled: 'R' },
        { table: SAMPLES, trigger: 'always', enabled: 'A' },
        { table: RUNS, trigger: 'each row', enabled: 'O' },
        { table: { schema: 'public', name: 'rest_2' }, trigger: 'each row', enabled: 'A' },
      ]),
    );
  });

  test('are changed by the owner of a table alone', async () => {
    const runtime = await monolith.connect(monolith.runtime);
    await runtime.query('begin');
    await expect(disableTriggers(runtime, [RUNS])).rejects.toMatchObject({
      name: 'StartupError',
      message:
        'The triggers of public.order cannot be changed (must be owner of table order): connect as the role that owns it.',
    });
  });
});
