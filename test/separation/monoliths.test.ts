import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { differences, imageOf } from '../support/monolith/compare.ts';
import { type MonolithDatabase, monolithDatabase } from '../support/monolith/database.ts';
import { createNastySchema, fillNasty, NASTY_CONFIG, refusedRows } from '../support/monolith/nasty.ts';
import { configOf, createSchema, fill, monoliths, type RandomMonolith } from '../support/monolith/random.ts';
import { writing } from '../support/monolith/writer.ts';

type Nasty = Parameters<typeof createNastySchema>[1] & Parameters<typeof fillNasty>[1];

async function nastyMonolith(options: Nasty = {}): Promise<MonolithDatabase> {
  const monolith = await monolithDatabase();
  await createNastySchema(monolith, options);
  await fillNasty(monolith, options);
  return monolith;
}

const imageOfDatabase = (monolith: MonolithDatabase) => monolith.connected(imageOf);

test('a monolith belongs to somebody who is no superuser', async () => {
  await using monolith = await monolithDatabase();
  const { rows } = await monolith.query(`select rolsuper, rolcreatedb, rolcreaterole, rolreplication,
    pg_get_userbyid(datdba) = current_user as owner
    from pg_roles, pg_database where rolname = current_user and datname = current_database()`);
  expect(rows).toEqual([
    { rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolreplication: false, owner: true },
  ]);
});

test.each(['nanopore_submissions', 'submissions', 'none'] as const)(
  'the nasty monolith with submissions in %s is the same each time',
  async (submissions) => {
    await using one = await nastyMonolith({ submissions });
    await using other = await nastyMonolith({ submissions });
    const image = await imageOfDatabase(one);
    expect(differences(image, await imageOfDatabase(other))).toEqual([]);
    expect([...image].filter(([, rows]) => rows.length === 0).map(([name]) => name)).toEqual(['lab.spare_parts']);
  },
);

test('an empty one has the same tables', async () => {
  await using full = await nastyMonolith();
  await using empty = await monolithDatabase();
  await createNastySchema(empty);
  expect([...(await imageOfDatabase(empty))].sort()).toEqual(
    [...(await imageOfDatabase(full)).keys()].sort().map((name) => [name, []]),
  );
});

test('its configuration says what becomes of each table that nobody owns', async () => {
  await using monolith = await nastyMonolith();
  const { tables } = parse(NASTY_CONFIG) as { tables: Record<string, unknown> };
  const names = [...(await imageOfDatabase(monolith)).keys()];
  const ours = /^public\.(users|projects|nanopore_(?!comm)|ai_|audit_|retention|backup_|application|feature|config)/;
  expect(Object.keys(tables).sort()).toEqual(names.filter((name) => !ours.test(name)).sort());
});

test('a text and a jsonb of 10 MB are there when they are wanted', async () => {
  await using monolith = await nastyMonolith({ samples: 20, large: true });
  const { rows } = await monolith.query(`select
    (select max(length(special_instructions)) from nanopore_sample_details) as text,
    (select max(length(extracted_data ->> 'text')) from ai_extraction_results) as jsonb`);
  expect(rows).toEqual([{ text: 10 * 1024 ** 2, jsonb: 10 * 1024 ** 2 }]);
});

test('which rows today refuses is known, with what depends on them', async () => {
  await using monolith = await nastyMonolith();
  const refused = await refusedRows(monolith);
  const keysOf = (table: string, because: string): string[] =>
    refused.flatMap((row) =>
      row.table === `public.${table}` && row.because === because ? [row.key.id as string] : [],
    );
  const idsOf = async (sql: string): Promise<string[]> =>
    (await monolith.query(sql)).rows.map(({ id }: { id: string }) => id);
  expect(keysOf('nanopore_samples', 'check').sort()).toEqual(
    await idsOf(`select id from nanopore_samples where status = 'lost' or concentration = -1 order by id`),
  );
  expect(keysOf('nanopore_samples', 'parent')).toHaveLength(3);
  const samples = ['check', 'null', 'parent'].flatMap((because) => keysOf('nanopore_samples', because));
  const steps = ['check', 'null', 'parent'].flatMap((because) => keysOf('nanopore_processing_steps', because));
  const ofSamples = await monolith.query('select id from nanopore_processing_steps where sample_id = any ($1)', [
    samples,
  ]);
  expect(steps).toEqual(expect.arrayContaining(ofSamples.rows.map(({ id }: { id: string }) => id)));
  expect(new Set(refused.map(({ table, key }) => table + JSON.stringify(key))).size).toBe(refused.length);
  expect((await refusedRows(monolith, { nulls: 'refused' })).length).toBeGreaterThan(refused.length);
});

test('a row that is missing, one too many and one that changed are told apart', async () => {
  await using one = await nastyMonolith({ samples: 20 });
  await using other = await nastyMonolith({ samples: 20 });
  await other.query(`
    update lab.freezers set "temperatureC" = -79.99 where "freezerId" = 3;
    delete from sessions where id = 7;
    insert into lab.freezer_alarms select null, null, null, null`);
  expect(differences(await imageOfDatabase(one), await imageOfDatabase(other))).toEqual([
    'lab.freezer_alarms: only in the second: freezer=NULL, raised_at=NULL, message=NULL, readings=NULL',
    `lab.freezers: freezerId='3' differs: temperatureC='-80.00' | temperatureC='-79.99'`,
    expect.stringMatching(/^public\.sessions: only in the first: id='7', user_id='.*', token='/),
  ]);
});

async function randomMonolith(monolith: RandomMonolith): Promise<MonolithDatabase> {
  const database = await monolithDatabase();
  await createSchema(database, monolith);
  await fill(database, monolith);
  return database;
}

test('random monoliths can be made, each of them twice', async () => {
  await fc.assert(
    fc.asyncProperty(monoliths(), async (monolith) => {
      await using one = await randomMonolith(monolith);
      await using other = await randomMonolith(monolith);
      const image = await imageOfDatabase(one);
      expect(differences(image, await imageOfDatabase(other))).toEqual([]);
      expect(image.size).toBe(monolith.known.length + monolith.unowned.length);
      const { tables = {} } = parse(configOf(monolith)) as { tables?: Record<string, unknown> };
      expect(Object.keys(tables)).toEqual(monolith.unowned.map(({ schema, name }) => `${schema}.${name}`));
    }),
    { numRuns: 20 },
  );
});

test('a lab at work inserts, updates and deletes until it is stopped', async () => {
  await using monolith = await nastyMonolith();
  const before = await imageOfDatabase(monolith);
  const writer = await writing(monolith.url);
  await writer.until(({ inserted, updated, deleted }) => Math.min(inserted, updated, deleted) >= 20);
  await writer.stop();
  const after = await imageOfDatabase(monolith);
  const changed = differences(before, after).map((line) => line.split(':', 1)[0]);
  expect([...new Set(changed)]).toEqual(
    ['audit_logs', 'nanopore_processing_steps', 'nanopore_samples', 'users'].map((name) => `public.${name}`),
  );
  expect(differences(after, await imageOfDatabase(monolith))).toEqual([]);
});

test('it goes on when a table is frozen, and fails of anything else', async () => {
  await using monolith = await nastyMonolith({ samples: 20 });
  const writer = await writing(monolith.url);
  await monolith.query(`
    create function freeze() returns trigger language plpgsql as $$ begin
      raise '% moved to the samples service', tg_table_name;
    end $$;
    create trigger frozen before insert or update or delete on nanopore_samples
      for each statement execute function freeze()`);
  await writer.until(({ refused }) => refused > 0);
  await writer.more(10);
  await monolith.query('alter table users rename to people');
  await expect(writer.until(() => false)).rejects.toThrow('The lab could not write: relation "users" does not exist');
  await expect(writer.stop()).rejects.toThrow('The lab could not write');
});
