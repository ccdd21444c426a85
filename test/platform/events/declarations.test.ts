import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { columnsOf } from '../../../platform/events/migration.ts';
import { EVENT_TABLES } from '../../../platform/events/tables.ts';
import { emit, TRIGGER_PREFIX } from '../../../platform/events/triggers.ts';
import { services } from '../../../subgraphs/index.ts';
import { connection } from '../../support/outbox.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

// What migrations made of the declarations is what the declarations say today, of every table there is.

describe.each(services.map((definition) => [definition.name, definition] as const))('%s', (_name, definition) => {
  const { tables, silent } = definition.events;
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await serviceUnderTest(definition);
  });
  afterAll(() => service.close());

  const rowsOf = async <R extends object>(text: string): Promise<R[]> => {
    await using client = await connection(service.database.ownerUrl);
    return (await client.query<R>(text)).rows;
  };

  test('every table makes events, or there is a reason why it makes none', async () => {
    const found = await rowsOf<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public'`);
    const known = [
      ...tables.map(({ table }) => table),
      ...Object.keys(silent),
      ...EVENT_TABLES,
      'mikro_orm_migrations',
    ];
    expect(found.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
    expect(tables.filter(({ table }) => !found.some(({ name }) => name === table))).toEqual([]);
  });

  test('its triggers are those of a declaration as it is now', async () => {
    const functions = `select proname as name, md5(prosrc) as body from pg_proc where proname like 'emit\\_%' order by 1`;
    const triggers = `select tgrelid::regclass::text as on, tgname as name, pg_get_triggerdef(oid) as text, tgenabled as enabled
      from pg_trigger where tgname like '${TRIGGER_PREFIX}%' order by 1, 2`;
    const migrated = [await rowsOf(functions), await rowsOf(triggers)];
    expect(migrated.map(({ length }) => length)).toEqual([tables.length, tables.length * 4]);
    {
      await using client = await connection(service.database.ownerUrl);
      for (const table of tables) {
        const columns = (await client.query<{ name: string }>(columnsOf(table.table))).rows.map(({ name }) => name);
        for (const statement of emit(table, columns)) {
          await client.query(statement);
        }
      }
    }
    expect([await rowsOf(functions), await rowsOf(triggers)]).toEqual(migrated);
  });

  test('the columns that it names are there', async () => {
    const columns = await rowsOf<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'`,
    );
    const named = tables.flatMap(({ table, identifying = [], derived = [], accompanying = [], redacted = [] }) =>
      ['id', ...identifying, ...derived, ...accompanying, ...redacted].map((column) => ({ table, column })),
    );
    const missing = named.filter(
      (each) => !columns.some(({ table, column }) => table === each.table && column === each.column),
    );
    expect(missing).toEqual([]);
  });
});
