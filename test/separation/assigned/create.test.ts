import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { createAssigned } from '../../../migrations/separation/assigned/create.ts';
import { type Definition, readDefinition } from '../../../migrations/separation/assigned/definition.ts';
import type { TableName } from '../../../migrations/separation/catalogue/relation.ts';
import { table } from '../../../migrations/separation/sql.ts';
import { type LabDatabase, relationOf, SERVERS, serversUnderTest } from '../lab-databases.ts';
import { freezers, TABLES } from './freezers.ts';

const COMBINATIONS = SERVERS.flatMap(([from]) => SERVERS.map(([to]) => [from, to] as const));

const { database } = serversUnderTest();

/** Oids differ from server to server, and so do those of what is mentioned. */
const comparable = ({ types, typeMentions, needs, ...rest }: Definition) => ({
  ...rest,
  types: types.map(({ oid, needs: _, ...type }) => type),
  mentions: typeMentions.map(({ what }) => what).sort(),
  objects: needs.objects,
});

describe.each(COMBINATIONS)('a table of PostgreSQL %i that no service owns, made in %i', (from, to) => {
  let monolith: LabDatabase;
  let service: LabDatabase;
  let source: Client;
  let target: Client;

  const create = async (name: TableName): Promise<void> => {
    await target.query('begin');
    const runtimeRole = service.runtime.user;
    await createAssigned(source, target, await relationOf(source, name), { runtimeRole });
    await target.query('commit');
  };

  beforeAll(async () => {
    monolith = await database(from, 'monolith');
    service = await database(to, 'service');
    source = await monolith.connect();
    target = await service.connect();
    await source.query(freezers(from));
    await create(TABLES.freezers);
    await create(TABLES.runs);
  });
  afterAll(async () => {
    await monolith[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
  });

  test('is what it was: columns, types, defaults, constraints that hold, indexes, sequences, comments', async () => {
    const [before, after] = [
      await readDefinition(source, TABLES.freezers),
      await readDefinition(target, TABLES.freezers),
    ];
    const columns = before.columns.map((column) =>
      column.generated === 'v' && to < 18 ? { ...column, generated: 's' as const } : column,
    );
    const valid = before.constraints.filter((constraint) => constraint.valid);
    expect(before.constraints.filter((constraint) => !constraint.valid).map(({ name }) => name)).toEqual(
      from < 18 ? ['old_rows'] : ['old_rows', 'waits'],
    );
    expect(comparable(after)).toEqual(comparable({ ...before, columns, constraints: valid }));
  });

  test('is one plain table where it was partitioned', async () => {
    const [before, after] = [await readDefinition(source, TABLES.runs), await readDefinition(target, TABLES.runs)];
    expect(comparable(after)).toEqual(comparable(before));
    expect(after.indexes).toEqual([
      {
        name: 'ON ONLY',
        definition: `CREATE INDEX "ON ONLY" ON "Lab".runs USING btree (abs(id)) WHERE (day > '2000-01-01'::date)`,
        comment: null,
      },
    ]);
    expect(await relationOf(target, TABLES.runs)).toMatchObject({ kind: 'r', foreignKeys: [], hasChildren: false });
  });

  test("is the service's to read and write, with its numbers, and not to change", async () => {
    const runtime = await service.connect(service.runtime);
    const written = await runtime.query(
      `insert into "Lab"."Freezers" (temperature, sample_id, kind) values (-20, gen_random_uuid(), 'back\\slash')
       returning "Id"::text, serial::text, number::text, kind, temperature::text, "order", doubled::text, moment = '2001-02-03 02:05:06Z' as moment`,
    );
    expect(written.rows).toEqual([
      {
        Id: '7',
        serial: '1',
        number: '1000',
        kind: 'back\\slash',
        temperature: '-20.00',
        order: `quote ' and \\ and "x"`,
        doubled: '3.000',
        moment: true,
      },
    ]);
    await runtime.query(`insert into "Lab".runs (day, kind) values ('2024-01-01', '-80 °C')`);
    expect((await runtime.query('select ref::text from "Lab".runs')).rows).toEqual([{ ref: '1005' }]);
    await runtime.query(`update "Lab"."Freezers" set price = 3`);
    await expect(runtime.query(`update "Lab"."Freezers" set price = -3`)).rejects.toThrow('positive "price"');
    await runtime.query(`delete from "Lab"."Freezers"`);
    await expect(runtime.query('drop table "Lab".runs')).rejects.toThrow('must be owner');
    await expect(runtime.query('select from separation.assigned_objects')).rejects.toThrow('permission denied');
  });

  test('is left as it is when it is made again', async () => {
    await target.query(`insert into "Lab".runs (day, kind) values ('2025-01-01', '-80 °C')`);
    await create(TABLES.runs);
    expect((await target.query(`select day::text from ${table(TABLES.runs)} where day > '2024-12-31'`)).rows).toEqual([
      { day: '2025-01-01' },
    ]);
  });

  test('leaves the connection to the source as it was', async () => {
    expect((await source.query('show search_path')).rows).toEqual([{ search_path: 'public' }]);
  });
});
