import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { escapeLiteral } from 'pg';
import { readCatalogue } from '../../migrations/separation/catalogue/read.ts';
import type { Relation } from '../../migrations/separation/catalogue/relation.ts';
import { moveColumn, parentExists } from '../../migrations/separation/plan/columns.ts';
import { dialect, openServer, type Server } from '../../migrations/separation/session.ts';
import { parseSettings } from '../../migrations/separation/settings.ts';
import { adminUrl } from '../support/databases.ts';
import { type MonolithDatabase, monolithDatabaseOn } from '../support/monolith/database.ts';
import { type LabServer, SERVERS } from './lab-databases.ts';

/** What the source holds, what the target holds of it, and whether the original has to travel beside it. */
type Value = [original: string | null, now: string | null, kept?: 'kept'];
type Pair = { from: string; to: string; values: Value[]; ids?: string; yaml?: string; version?: number };

/** The id that a service has for what was none. */
const madeOf = (text: string): string =>
  createHash('md5')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const NEW_YORK = 'timezone: America/New_York';
const ID = '0195e5a0-0000-7000-8000-00000000abcd';

const PAIRS: Pair[] = [
  {
    from: 'timestamp',
    to: 'timestamptz',
    yaml: NEW_YORK,
    values: [
      ['2024-01-05 10:20:30.123456', '2024-01-05 15:20:30.123456+00'],
      ['2024-07-05 10:20:30', '2024-07-05 14:20:30+00'],
      ['2024-03-10 02:30:00', '2024-03-10 07:30:00+00', 'kept'], // nobody's clock showed it
      ['2024-11-03 01:30:00', '2024-11-03 06:30:00+00'], // it came twice
      ['0044-03-15 12:00:00 BC', null, 'kept'],
      ['infinity', null, 'kept'],
      ['-infinity', null, 'kept'],
      ['294276-12-31 23:59:59.999999', null, 'kept'],
      ['4714-11-24 00:00:00 BC', null, 'kept'],
      [null, null],
    ],
  },
  {
    from: 'timestamp',
    to: 'timestamptz',
    yaml: 'timezone: Asia/Tokyo',
    values: [
      ['2024-03-10 02:30:00', '2024-03-09 17:30:00+00'],
      ['4714-11-24 00:00:00 BC', null, 'kept'],
      ['294276-12-31 23:59:59', null, 'kept'],
    ],
  },
  { from: 'timestamp', to: 'timestamptz(0)', values: [['2024-01-05 10:20:30.5', '2024-01-05 10:20:31+00', 'kept']] },
  {
    from: 'timestamptz',
    to: 'timestamptz',
    values: [
      ['infinity', null, 'kept'],
      ['0044-03-15 12:00:00+00 BC', null, 'kept'],
      ['2024-01-05 10:20:30+00', '2024-01-05 10:20:30+00'],
    ],
  },
  {
    from: 'timestamptz',
    to: 'timestamp',
    values: [['2024-01-05 10:20:30+00', '2024-01-05 10:20:30', 'kept']],
  },
  {
    from: 'date',
    to: 'timestamptz',
    yaml: NEW_YORK,
    values: [
      ['2024-01-05', '2024-01-05 05:00:00+00'],
      ['infinity', null, 'kept'],
      ['-infinity', null, 'kept'],
      ['4714-11-24 BC', null, 'kept'],
      ['5874897-12-31', null, 'kept'],
    ],
  },
  {
    from: 'text',
    to: 'timestamptz',
    yaml: NEW_YORK,
    values: [
      ['2024-01-05 10:20:30', '2024-01-05 15:20:30+00'],
      ['2024-01-05', '2024-01-05 05:00:00+00', 'kept'],
      ['2024-01-05T10:20:30Z', '2024-01-05 10:20:30+00', 'kept'],
      ['2024-01-05 10:20:30+02', '2024-01-05 08:20:30+00', 'kept'],
      ['2024-02-30', null, 'kept'],
      ['2024-02-30T10:00Z', null, 'kept'],
      ['294276-12-31', null, 'kept'],
      ['today', null, 'kept'], // another day tomorrow
      ['01/02/03', null, 'kept'],
      ['last week', null, 'kept'],
      ['', null, 'kept'],
    ],
  },
  {
    from: 'text',
    to: 'date',
    values: [
      ['2024-01-05', '2024-01-05'],
      ['2024-13-05', null, 'kept'],
      ['now', null, 'kept'],
    ],
  },
  { from: 'integer', to: 'timestamptz', values: [['20240105', null, 'kept']] },
  {
    from: 'numeric',
    to: 'numeric(10,3)',
    values: [
      ['1.5', '1.500'],
      ['1.50', '1.500', 'kept'],
      ['0', '0.000'],
      ['100', '100.000'],
      ['1.23456', '1.235', 'kept'],
      ['9999999.9999', null, 'kept'],
      ['12345678', null, 'kept'],
      ['NaN', 'NaN'],
      ['Infinity', null, 'kept'],
    ],
  },
  {
    from: 'numeric(9,2)',
    to: 'numeric(10,3)',
    values: [
      ['1234567.89', '1234567.890'],
      ['1.50', '1.500'],
    ],
  },
  {
    from: 'numeric(12,4)',
    to: 'numeric(10,3)',
    values: [
      ['1.5000', '1.500'],
      ['1.5555', '1.556', 'kept'],
      ['12345678.0000', null, 'kept'],
    ],
  },
  {
    from: 'numeric(5,2)',
    to: 'numeric',
    values: [
      ['1.50', '1.50'],
      ['NaN', 'NaN'],
    ],
  },
  { from: 'numeric(3,-2)', to: 'numeric(10,3)', version: 15, values: [['1200', '1200.000']] },
  {
    from: 'double precision',
    to: 'numeric(10,3)',
    values: [
      ['0.1', '0.100'],
      ['1e-05', '0.000', 'kept'],
      ['1e+300', null, 'kept'],
      ['NaN', 'NaN'],
      ['-Infinity', null, 'kept'],
      ['-0', '0.000', 'kept'],
      ['0.30000000000000004', '0.300', 'kept'],
    ],
  },
  {
    from: 'double precision',
    to: 'numeric',
    values: [
      ['1e+300', `1${'0'.repeat(300)}`],
      ['5e-324', `0.${'0'.repeat(323)}5`, 'kept'],
    ],
  },
  {
    from: 'real',
    to: 'numeric(10,3)',
    values: [
      ['12.5', '12.500'],
      ['1e+30', null, 'kept'],
    ],
  },
  {
    from: 'integer',
    to: 'numeric(10,3)',
    values: [
      ['0', '0.000'],
      ['1200', '1200.000'],
      ['2147483647', null, 'kept'],
    ],
  },
  {
    from: 'text',
    to: 'numeric(10,3)',
    values: [
      ['12.5', '12.500'],
      [' 12.5 ', '12.500', 'kept'],
      ['1e3', '1000.000', 'kept'],
      ['about 12', null, 'kept'],
      ['12,5', null, 'kept'],
      ['', null, 'kept'],
      ['NaN', null, 'kept'],
      ['0x1f', null, 'kept'],
      ['1e999999999', null, 'kept'],
    ],
  },
  { from: 'money', to: 'numeric(10,3)', values: [['$12.50', null, 'kept']] },
  {
    from: 'bigint',
    to: 'integer',
    values: [
      ['7', '7'],
      ['2147483648', null, 'kept'],
    ],
  },
  { from: 'smallint', to: 'bigint', values: [['-7', '-7']] },
  {
    from: 'numeric(8,2)',
    to: 'integer',
    values: [
      ['2.00', '2'],
      ['2.50', null, 'kept'],
      ['NaN', null, 'kept'],
    ],
  },
  {
    from: 'numeric',
    to: 'integer',
    values: [
      ['2', '2'],
      ['2.0', '2', 'kept'],
      ['Infinity', null, 'kept'],
      ['2147483648', null, 'kept'],
    ],
  },
  {
    from: 'double precision',
    to: 'bigint',
    values: [
      ['1e+18', '1000000000000000000'],
      ['9.223372036854775807e+18', null, 'kept'],
      ['-9.223372036854775808e+18', '-9223372036854775808'],
      ['NaN', null, 'kept'],
      ['1.5', null, 'kept'],
    ],
  },
  {
    from: 'text',
    to: 'integer',
    values: [
      ['7', '7'],
      [' 7', '7', 'kept'],
      ['07', '7', 'kept'],
      ['seven', null, 'kept'],
      ['99999999999', null, 'kept'],
      ['1_000', null, 'kept'],
    ],
  },
  { from: 'boolean', to: 'integer', values: [['true', null, 'kept']] },
  {
    from: 'integer',
    to: 'boolean',
    values: [
      ['1', 'true'],
      ['0', 'false'],
      ['2', null, 'kept'],
    ],
  },
  {
    from: 'text',
    to: 'boolean',
    values: [
      ['true', 'true'],
      ['yes', 'true', 'kept'],
      ['F', 'false', 'kept'],
      ['perhaps', null, 'kept'],
    ],
  },
  {
    from: 'character(1)',
    to: 'boolean',
    values: [
      ['Y', 'true', 'kept'],
      ['?', null, 'kept'],
    ],
  },
  { from: 'boolean', to: 'text', values: [['true', 'true']] },
  {
    from: 'text',
    to: 'varchar(5)',
    values: [
      ['short', 'short'],
      ['longer', null, 'kept'],
      ['five ', 'five '],
      ['äöü€😀', 'äöü€😀'],
      ['', ''],
    ],
  },
  { from: 'varchar(3)', to: 'varchar(5)', values: [['abc', 'abc']] },
  { from: 'varchar(9)', to: 'varchar(5)', values: [['abcdef', null, 'kept']] },
  {
    from: 'text',
    to: 'character(5)',
    values: [
      ['ab', 'ab'],
      ['ab ', 'ab', 'kept'],
      ['abcdef', null, 'kept'],
    ],
  },
  {
    from: 'text',
    to: 'name',
    values: [
      ['ab', 'ab'],
      ['x'.repeat(70), 'x'.repeat(63), 'kept'],
    ],
  },
  { from: 'character(5)', to: 'text', values: [['ab', 'ab']] },
  {
    from: 'character(5)',
    to: 'character(3)',
    values: [
      ['ab', 'ab'],
      ['abcd', null, 'kept'],
    ],
  },
  { from: 'bit(4)', to: 'varchar(3)', values: [['1010', null, 'kept']] },
  { from: '"char"', to: 'text', values: [['x', 'x']] },
  { from: 'bytea', to: 'text', values: [['\\xdeadbeef', '\\xdeadbeef']] },
  {
    from: 'inet',
    to: 'text',
    values: [
      ['10.0.0.1', '10.0.0.1'],
      ['10.0.0.1/24', '10.0.0.1/24'],
      ['2001:db8::1', '2001:db8::1'],
    ],
  },
  {
    from: 'text',
    to: 'inet',
    values: [
      ['10.0.0.1', '10.0.0.1'],
      ['10.0.0.1/32', '10.0.0.1', 'kept'],
      ['localhost', null, 'kept'],
      ['10.0.0.300', null, 'kept'],
    ],
  },
  {
    from: 'cidr',
    to: 'inet',
    values: [
      ['10.0.0.0/8', '10.0.0.0/8'],
      ['10.0.0.1/32', '10.0.0.1', 'kept'],
    ],
  },
  { from: 'inet', to: 'inet', values: [['::1', '::1']] },
  {
    from: 'text',
    to: 'uuid',
    values: [
      [ID, ID],
      [ID.toUpperCase(), ID, 'kept'],
      ['42', null, 'kept'],
    ],
  },
  {
    from: 'text',
    to: 'uuid',
    ids: 'users',
    values: [
      [ID, ID],
      ['Grey', madeOf('users:Grey'), 'kept'],
      ['', madeOf('users:'), 'kept'],
    ],
  },
  { from: 'integer', to: 'uuid', ids: 'users', values: [['42', madeOf('users:42'), 'kept']] },
  { from: 'integer', to: 'uuid', values: [['42', null, 'kept']] },
  { from: 'uuid', to: 'uuid', ids: 'users', values: [[ID, ID]] },
  {
    from: 'text',
    to: 'jsonb',
    values: [
      ['{"a": 1}', '{"a": 1}'],
      ['{"a":1}', '{"a": 1}', 'kept'],
      ['{"a": "\\u0000"}', null, 'kept'],
      ['not json', null, 'kept'],
      ['', null, 'kept'],
    ],
  },
  {
    from: 'json',
    to: 'jsonb',
    values: [
      ['{"b":1,"a":1.0}', '{"a": 1.0, "b": 1}', 'kept'],
      ['{"a": 1, "a": 2}', '{"a": 2}', 'kept'],
      ['{"a": "\\u0000"}', null, 'kept'],
      ['[]', '[]'],
    ],
  },
  {
    from: 'jsonb',
    to: 'jsonb',
    values: [
      ['{"a": 1.50}', '{"a": 1.50}'],
      ['null', 'null'],
    ],
  },
  {
    from: 'text[]',
    to: 'text[]',
    values: [
      ['{a,NULL,"b c"}', '{a,NULL,"b c"}'],
      ['{}', '{}'],
    ],
  },
  { from: 'varchar(4)[]', to: 'text[]', values: [['{abcd,""}', '{abcd,""}']] },
  {
    from: 'text',
    to: 'text[]',
    values: [
      ['{Grey}', '{Grey}'],
      ['Grey', null, 'kept'],
      ['{ Grey }', '{Grey}', 'kept'],
    ],
  },
  {
    from: 'text[]',
    to: 'integer[]',
    values: [
      ['{1,2}', '{1,2}'],
      ['{1,x}', null, 'kept'],
    ],
  },
  { from: 'integer[]', to: 'text', values: [['{{1,2},{3,4}}', '{{1,2},{3,4}}']] },
  { from: 'text[]', to: 'jsonb', values: [['{a}', null, 'kept']] },
  { from: 'mood', to: 'text', values: [["it's bad", "it's bad"]] },
  { from: 'mood', to: 'boolean', values: [["it's bad", null, 'kept']] },
  { from: 'mood[]', to: 'text[]', values: [['{good,"it\'s bad"}', '{good,"it\'s bad"}']] },
  {
    from: 'amount',
    to: 'numeric(10,3)',
    values: [
      ['1.500', '1.500'],
      ['NaN', 'NaN'],
    ],
  },
  {
    from: 'local_time',
    to: 'timestamptz',
    yaml: NEW_YORK,
    values: [
      ['2024-01-05 10:20:30', '2024-01-05 15:20:30+00'],
      ['2024-03-10 02:30:00', '2024-03-10 07:30:00+00', 'kept'],
    ],
  },
  {
    from: 'address',
    to: 'inet',
    values: [
      ['10.0.0.1/32', '10.0.0.1', 'kept'],
      ['10.0.0.0/8', '10.0.0.0/8'],
    ],
  },
  {
    from: 'short_text',
    to: 'text',
    values: [
      ['abc', 'abc'],
      [null, null],
    ],
  },
  { from: 'pair', to: 'text', values: [['(1,"a b")', '(1,"a b")']] },
  { from: 'interval', to: 'numeric(8,2)', values: [['01:30:00', null, 'kept']] },
  { from: 'int4range', to: 'text', values: [['[1,5)', '[1,5)']] },
  {
    from: 'text',
    to: 'text',
    yaml: 'columns: { source.v: { values: { done: completed } } }',
    values: [
      ['done', 'completed', 'kept'],
      ['completed', 'completed'],
      ['Done', 'Done'],
      [null, null],
    ],
  },
  {
    from: 'mood',
    to: 'text',
    yaml: 'columns: { source.v: { values: { good: completed } } }',
    values: [
      ['good', 'completed', 'kept'],
      ["it's bad", "it's bad"],
    ],
  },
  {
    from: 'integer',
    to: 'integer',
    yaml: 'columns: { source.v: { values: { -1: 0 } } }',
    values: [
      ['-1', '0', 'kept'],
      ['5', '5'],
    ],
  },
  {
    from: 'text',
    to: "text not null default 'none'",
    values: [
      [null, 'none', 'kept'],
      ['none', 'none'],
      ['', ''],
    ],
  },
  {
    from: 'text',
    to: 'integer not null default 0',
    values: [
      [null, '0', 'kept'],
      ['many', '0', 'kept'],
      ['0', '0'],
    ],
  },
  {
    from: 'text not null',
    to: "text[] not null default '{}'",
    values: [
      ['Grey', '{}', 'kept'],
      ['{}', '{}'],
    ],
  },
];

let server: LabServer;
let database: MonolithDatabase;
let side: Server;

describe.each(SERVERS)('values on PostgreSQL %s', (version, start) => {
  beforeAll(async () => {
    server = await start();
    database = await monolithDatabaseOn(server.adminUrl);
    await database.query(`create type mood as enum ('good', 'it''s bad'); create domain amount as numeric(10, 3);
      create domain local_time as timestamp; create domain address as inet;
      create domain short_text as varchar(5); create type pair as (n integer, t text)`);
    side = await openServer('source', database.url, 'DATABASE_URL');
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  test.each(PAIRS.filter((pair) => (pair.version ?? 0) <= version).map((pair) => [pair.from, pair.to, pair] as const))(
    '%s → %s: what does not come back the same is kept',
    async (_from, _to, pair) => {
      const client = await side.connect();
      try {
        await client.query(`begin; create table source (n integer, v ${pair.from});
          create table target (n integer, v ${pair.to}, legacy jsonb)`);
        for (const [n, [value]] of pair.values.entries()) {
          await client.query(`insert into source values (${n}, ${value === null ? 'null' : escapeLiteral(value)})`);
        }
        const { relations } = await readCatalogue(client);
        const { move, legacy } = dialect(columnOf(relations, pair), side);
        const kept =
          legacy === null ? 'null' : `case when ${legacy.when} then jsonb_build_object('v', ${legacy.value}) end`;
        await client.query(`insert into target select s.n, ${move.forward}, ${kept} from source s`);
        const { rows } = await client.query(
          `select ${printedOf(pair.from, 's.v')} as original, ${printedOf(pair.to, 't.v')} as now, t.legacy is not null as kept, (${move.back}) is not distinct from ${printedOf(pair.from, 's.v')} as same
           from source s join target t using (n) order by n`,
        );
        expect(rows.map(({ now, kept: isKept }) => [now, isKept])).toEqual(
          pair.values.map(([, now, isKept]) => [now, isKept === 'kept']),
        );
        expect(rows.filter(({ same }) => !same)).toEqual([]);
      } finally {
        await client.end();
      }
    },
  );
});

/** An address is printed without the netmask that a cast would add; a domain's text is what a cast makes of it. */
const printedOf = (type: string, value: string): string => (type === 'inet' ? `abbrev(${value})` : `${value}::text`);

function columnOf(relations: readonly Relation[], pair: Pair) {
  const named = (name: string): Relation => relations.find((each) => each.name === name) as Relation;
  const [source, target] = [named('source'), named('target')];
  const column = ({ columns }: Relation) => columns.find(({ name }) => name === 'v') as Relation['columns'][number];
  return moveColumn(column(source), column(target), {
    source,
    target,
    service: 'samples',
    settings: parseSettings(pair.yaml ?? ''),
    now: '2026-01-01 00:00:00+00',
    parentOf: () => undefined,
    mixedIdsOf: () => undefined,
    namespaceOf: () => pair.ids,
  });
}

test.each([
  ['uuid', ID, 'text', [ID, ID.toUpperCase()], ['', 'Grey', '42']],
  ['text', ID.toUpperCase(), 'uuid', [ID], []],
  ['integer', '7', 'text', ['7'], ['07', '7.0', 'seven', '99999999999999999999']],
  ['text', '7', 'integer', ['7'], ['8']],
  ['integer', '7', 'bigint', ['7'], ['99999999999']],
  ['integer', '7', 'numeric', ['7'], ['7.0']],
])(
  'the row with the %s %s is found by a %s that means it, and by no other',
  async (keyType, key, ownType, found, lost) => {
    await using monolith = await monolithDatabaseOn(adminUrl());
    await monolith.query(`create table parent (id ${keyType} primary key); create table child (n serial, parent ${ownType});
    insert into parent values (${escapeLiteral(key)});`);
    await monolith.query(`insert into child (parent) select v::${ownType} from unnest($1::text[]) v`, [
      [...found, ...lost],
    ]);
    const { relations } = await monolith.connected(readCatalogue);
    const [child, parent] = ['child', 'parent'].map((name) => relations.find((each) => each.name === name) as Relation);
    const exists = parentExists(child as Relation, ['parent'], parent as Relation, ['id']);
    const { rows } = await monolith.query(`select s.parent::text as value from child s where ${exists} order by n`);
    expect(rows.map(({ value }) => value)).toEqual(found);
  },
);
