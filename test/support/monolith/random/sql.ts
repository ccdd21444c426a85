import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Sql } from '../database.ts';
import type { ExtraColumn, KnownPart, RandomMonolith, UnownedTable } from '../random.ts';
import { KNOWN, type KnownTable } from './known.ts';
import { cellOf, cellValue, OWN_TYPES, type Row, rowId, VALUES } from './values.ts';

const SAMPLES = 'nanopore_samples';
/** Rows that were deleted and are still referred to. */
const GONE = 2;

/** A column with the SQL that declares it and what a row has in it; null: nothing, `undefined`: its default. */
type Column = { name: string; definition: string; value(row: Row, n: number, i: number): string | null | undefined };

const literal = (value: string | null | undefined): string =>
  value === undefined ? 'default' : value === null ? 'null' : escapeLiteral(value);

const typed = (name: string, type: string, rest = ''): string => `${escapeIdentifier(name)} ${type} ${rest}`.trim();

/** Where there is a default some rows take it. */
function extraColumn({ name, type, notNull, hasDefault }: ExtraColumn): Column {
  const standard = hasDefault ? `default ${escapeLiteral(VALUES[type].at(-1) as string)}` : '';
  return {
    name,
    definition: typed(name, type, `${notNull ? 'not null ' : ''}${standard}`),
    value: (row, _n, i) => {
      const cell = cellOf(row, i);
      return hasDefault && cell.pick % 7 === 6 ? undefined : cellValue(type, cell, notNull);
    },
  };
}

/** How many rows a table of today has in the monolith. */
function rowCount(monolith: RandomMonolith, table: string): number {
  const part = monolith.known.find(({ name }) => name === table);
  return part === undefined ? 0 : rowsOf(monolith, part).length;
}

/** The rows that can be there: those with a parent, where they need one. */
function rowsOf(monolith: RandomMonolith, { name, rows }: KnownPart): Row[] {
  const { references = {}, onePer } = KNOWN[name] as KnownTable;
  if (references.sample_id !== undefined && rowCount(monolith, SAMPLES) === 0) {
    return [];
  }
  return onePer === undefined ? rows : rows.slice(0, rowCount(monolith, onePer));
}

function referenceColumn(name: string, parent: string, count: number, unique: boolean, constraint: boolean): Column {
  const clause = constraint ? `references ${escapeIdentifier(parent)}` : '';
  return {
    name,
    definition: typed(name, 'uuid', clause),
    value: (row, n, i) => {
      const { pick } = cellOf(row, i);
      return count === 0 || (!unique && name !== 'sample_id' && pick % 5 === 4)
        ? null
        : rowId(parent, unique ? n : pick % count);
    },
  };
}

function columnsOf(monolith: RandomMonolith, { name, missing, variant, extra }: KnownPart): Column[] {
  const { key, columns, references = {}, loose = {}, onePer } = KNOWN[name] as KnownTable;
  const own = Object.entries(columns)
    .filter(([column]) => !missing.includes(column))
    .map(([column, { types, value }], at): Column => {
      const type = types[(variant + at) % types.length] as string;
      return { name: column, definition: typed(column, type), value: (row, n, i) => value(cellOf(row, i), type, n) };
    });
  const toParents = Object.entries(references).map(([column, table]) => {
    const parent = column === 'submission_id' ? monolith.submissions : table;
    return referenceColumn(column, parent, rowCount(monolith, parent), onePer !== undefined, parent !== 'none');
  });
  const toAnybody = Object.entries(loose).map(([column, table]) =>
    referenceColumn(column, table, rowCount(monolith, table) + GONE, false, false),
  );
  const id: Column = { name: 'id', definition: 'id uuid', value: (_row, n) => rowId(name, n) };
  return [...(key.includes('id') ? [id] : []), ...own, ...toParents, ...toAnybody, ...extra.map(extraColumn)];
}

const KEY_COLUMNS: Record<UnownedTable['key'], Column[]> = {
  none: [{ name: 'entry', definition: 'entry text', value: (row) => cellValue('text', cellOf(row, 0)) }],
  serial: [{ name: 'id', definition: 'id serial', value: () => undefined }],
  identity: [{ name: 'Id', definition: '"Id" bigint generated always as identity', value: () => undefined }],
  bigint: [{ name: 'nr', definition: 'nr bigint', value: (_row, n) => String(9007199254740993n - BigInt(n) * 7n) }],
  text: [
    {
      name: 'the key',
      definition: '"the key" text',
      value: (row, n) => `${cellValue('text', cellOf(row, 0), true)}#${n}`,
    },
  ],
  uuid: [{ name: 'id', definition: 'id uuid', value: (_row, n) => rowId('unowned', n) }],
  composite: [
    { name: 'plate', definition: 'plate text', value: (row) => cellValue('text', cellOf(row, 0), true) },
    { name: 'well', definition: 'well smallint', value: (_row, n) => String(n) },
  ],
};

function unownedColumns(monolith: RandomMonolith, { key, columns, ofSamples }: UnownedTable): Column[] {
  const sample = referenceColumn('sample', SAMPLES, rowCount(monolith, SAMPLES), false, true);
  return [...KEY_COLUMNS[key], ...(ofSamples ? [sample] : []), ...columns.map(extraColumn)];
}

const COMPUTED = ['base integer default 21', 'computed integer generated always as (base * 2) stored'];

const createTable = (name: string, parts: string[], key: readonly string[]): string => {
  const primary = key.length === 0 ? [] : [`primary key (${key.map((column) => escapeIdentifier(column)).join(', ')})`];
  return `create table ${name} (${[...parts, ...primary].join(', ')});`;
};

const qualified = ({ schema, name }: UnownedTable): string => `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;

function createUnowned(monolith: RandomMonolith, table: UnownedTable): string {
  const columns = unownedColumns(monolith, table);
  const parts = [...columns.map(({ definition }) => definition), ...(table.computes ? COMPUTED : [])];
  const key = table.key === 'none' ? [] : KEY_COLUMNS[table.key].map(({ name }) => name);
  const [indexed] = table.columns.filter(({ type }) => !['json', 'point'].includes(type));
  const index = `create index on ${qualified(table)} (${escapeIdentifier(indexed?.name ?? '')});`;
  return createTable(qualified(table), parts, key) + (table.indexed && indexed !== undefined ? index : '');
}

const VIEWS = `
  create view samples_of_users as select s.*, u.id as user_id from nanopore_samples s left join users u on u.id = s.created_by;
  create materialized view sample_count as select count(*) as samples from nanopore_samples;
  create function touch() returns trigger language plpgsql as $$ begin raise debug 'touched'; return new; end $$;
  create trigger touch before insert or update on nanopore_samples for each row execute function touch();`;

/** Makes the monolith's tables, in a database that is empty. */
export async function createSchema(client: Sql, monolith: RandomMonolith): Promise<void> {
  const known = monolith.known.map((part) => {
    const definitions = columnsOf(monolith, part).map(({ definition }) => definition);
    return createTable(escapeIdentifier(part.name), definitions, (KNOWN[part.name] as KnownTable).key);
  });
  const schemas = new Set(monolith.unowned.map(({ schema }) => schema).filter((schema) => schema !== 'public'));
  await client.query(
    [
      OWN_TYPES,
      ...known,
      ...[...schemas].map((schema) => `create schema ${escapeIdentifier(schema)};`),
      ...monolith.unowned.map((table) => createUnowned(monolith, table)),
      monolith.views ? VIEWS : '',
    ].join('\n'),
  );
}

function insert(table: string, columns: Column[], rows: Row[]): string {
  if (rows.length === 0 || columns.length === 0) {
    return rows.map(() => `insert into ${table} default values;`).join('\n');
  }
  const names = columns.map(({ name }) => escapeIdentifier(name)).join(', ');
  const tuples = rows.map((row, n) => `(${columns.map(({ value }, i) => literal(value(row, n, i))).join(', ')})`);
  return `insert into ${table} (${names}) values ${tuples.join(',\n')};`;
}

/** Fills the tables of `createSchema`. */
export async function fill(client: Sql, monolith: RandomMonolith): Promise<void> {
  const known = monolith.known.map((part) =>
    insert(escapeIdentifier(part.name), columnsOf(monolith, part), rowsOf(monolith, part)),
  );
  const unowned = monolith.unowned.map((table) => {
    const rows = table.twice && table.key === 'none' ? [...table.rows, ...table.rows] : table.rows;
    return insert(qualified(table), unownedColumns(monolith, table), rows);
  });
  await client.query(
    [...known, ...unowned, monolith.views ? 'refresh materialized view sample_count;' : ''].join('\n'),
  );
}
