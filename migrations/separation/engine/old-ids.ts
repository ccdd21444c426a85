import type { Client } from 'pg';
import { advanceSequences } from '../assigned/sequences.ts';
import type { TableName } from '../catalogue/relation.ts';
import { whileGivenBack } from '../freeze/keeper.ts';
import { withoutTriggers } from '../freeze/triggers.ts';
import { type ColumnMove, fills, type Move, moveName } from '../move.ts';
import { derivedId, UUID } from '../plan/convert.ts';
import { knowledgeOf } from '../services.ts';
import { column, identifier, literal, table } from '../sql.ts';
import { deferred } from './circles.ts';
import { inTransaction, onServer } from './lanes.ts';
import { type Referrer, referrers } from './set-aside.ts';

/** A table whose rows have other ids in the source, and in the service UUIDs that were made of these. */
type Renamed = { move: Move; id: ColumnMove & { source: string }; type: string };

/** A column that names rows of such a table. `when`: SQL over `t`, only these rows do. */
type Naming = { move: Move; column: ColumnMove & { source: string }; when: string };

const NUMBERS = new Set(['smallint', 'integer', 'bigint']);
const isNumber = (sql: string): string => `(${sql}) ~ '^-?[0-9]+$'`;

/** SQL: the source would get the service's own id, for nothing tells what it was there. */
const isAlone = ({ target, back }: ColumnMove): string => `(${back}) = ${column('t', target)}::text`;

const comesFrom = (each: ColumnMove): each is ColumnMove & { source: string } => each.source !== null;

const typeOf = (move: Move, { source }: ColumnMove): string | undefined =>
  move.sourceColumns.find(({ name }) => name === source)?.type;

function renamedTables(moves: readonly Move[]): Renamed[] {
  return moves.flatMap((move) => {
    const id = move.columns.filter(comesFrom).find(({ target, type }) => target === 'id' && type === 'uuid');
    const type = id && typeOf(move, id);
    return move.kind === 'known' && id && type && type !== 'uuid' ? [{ move, id, type }] : [];
  });
}

const madeOf = (number: string, { move }: Renamed): string => derivedId(`(${number})::text`, move.target.name);

/** The highest number that a row has, or had when it was set aside. */
async function highest(source: Client, control: Client, { move, id }: Renamed): Promise<string> {
  const name = identifier(id.source);
  const here = await source.query<{ n: string }>(`select coalesce(max(${name}), 0) as n from ${table(move.source)}`);
  const there = await control.query<{ n: string }>(
    `select greatest($1::bigint,
       (select max((${id.back})::bigint) from ${table(move.target)} t where ${isNumber(id.back)}),
       (select max((key ->> $2)::bigint) from separation.quarantine where name = $3),
       (select max(number) from separation.numbered where name = $3)) as n`,
    [here.rows[0]?.n, id.source, moveName(move)],
  );
  return (there.rows[0] as { n: string }).n;
}

/** SQL that lets what names a row by its UUID go along with it. */
const follow = (each: Referrer, renamed: Renamed): string => {
  const own = identifier(each.columns[0] as string);
  return `update ${table(each)} t set ${own} = ${madeOf('n.number', renamed)} from separation.numbered n
    where n.name = $1 and n.was = t.${own}`;
};

/** Without triggers; what a keeper has is given back for so long. */
const changing = <T>(
  client: Client,
  service: string,
  tables: readonly TableName[],
  work: () => Promise<T>,
): Promise<T> => {
  const immutable = tables.filter(({ name }) => knowledgeOf(service).immutable.includes(name));
  return whileGivenBack(client, immutable, () => withoutTriggers(client, tables, work));
};

/** Rows that the service has made get the next numbers of the source, and ids as if they had always had them. */
async function numberRows(source: Client, control: Client, renamed: Renamed): Promise<void> {
  const { move, id } = renamed;
  const name = moveName(move);
  const last = await highest(source, control, renamed);
  const naming = (await referrers(control, move)).filter(({ referenced }) => referenced.join() === 'id');
  await inTransaction(control, async () => {
    const { rowCount } = await control.query(
      `insert into separation.numbered select $1, t.id, $2::bigint + row_number() over (order by t.id)
       from ${table(move.target)} t where not ${isNumber(id.back)}`,
      [name, last],
    );
    if (rowCount === 0) {
      return;
    }
    const tables = [move.target, ...naming];
    await changing(control, move.service, tables, () =>
      deferred(control, tables.map(table), async () => {
        await control.query(
          `update ${table(move.target)} t set id = ${madeOf('n.number', renamed)},
             legacy = coalesce(t.legacy, '{}') || jsonb_build_object(${literal(id.source)}, n.number::text)
           from separation.numbered n where n.name = $1 and n.was = t.id`,
          [name],
        );
        for (const each of naming) {
          await control.query(follow(each, renamed), [name]);
        }
      }),
    );
  });
  const { rows } = await control.query<{ last: string | null }>(
    'select max(number) as last from separation.numbered where name = $1',
    [name],
  );
  if (rows[0]?.last != null) {
    await onServer('source', advanceSequences(source, move.source, id.source, rows[0].last));
  }
}

/** Columns of a service's tables that name rows of that one, guarded by a foreign key or not. */
async function namingColumns(
  control: Client,
  service: string,
  moves: readonly Move[],
  { move: parent }: Renamed,
): Promise<Naming[]> {
  const { references, mixed } = knowledgeOf(service);
  const guarded = parent.service === service ? await referrers(control, parent) : [];
  const isParent = (to: { service: string; table: string }): boolean => fills(parent, to.service, to.table);
  const all = [
    ...guarded.map(({ name, columns }) => ({ table: name, column: columns[0] as string, when: 'true' })),
    ...references
      .filter(({ to }) => isParent(to))
      .filter((each) => !mixed.some((other) => other.table === each.table && other.column === each.column))
      .map(({ table: name, column: own, when = 'true' }) => ({ table: name, column: own, when })),
    ...mixed.map((each) => {
      const called = Object.keys(each.tables).filter((name) => each.tables[name] === parent.target.name);
      return { ...each, when: `t.${identifier(each.type)} in (${['', ...called].map(literal).join(', ')})` };
    }),
  ];
  return all.flatMap((each) => {
    const move = moves.find((other) => fills(other, service, each.table));
    const own = move?.columns.filter(comesFrom).find(({ target }) => target === each.column);
    const travels = move?.legacy.some(({ source }) => source === own?.source);
    return move && own && travels && typeOf(move, own) !== 'uuid' ? [{ move, column: own, when: each.when }] : [];
  });
}

const BATCH = 5_000;

/** What a column names by UUIDs alone, page by page. */
async function* named(control: Client, { move, column: own, when }: Naming): AsyncGenerator<string[]> {
  const value = `${column('t', own.target)}::text`;
  for (let last = ''; ; ) {
    const { rows } = await control.query<{ value: string }>(
      `select distinct ${value} as value from ${table(move.target)} t
       where ${value} collate "C" > $1 and ${isAlone(own)} and ${when} order by 1 limit ${BATCH}`,
      [last],
    );
    if (rows.length === 0) {
      return;
    }
    yield rows.map((row) => row.value);
    last = (rows.at(-1) as { value: string }).value;
  }
}

/** Ids that are UUIDs written as texts are the same on both sides. */
async function hasOthers(control: Client, { move, id }: Renamed): Promise<boolean> {
  const { rowCount } = await control.query(
    `select from ${table(move.target)} t where (${id.back}) <> t.id::text limit 1`,
  );
  return rowCount === 1;
}

/** Of rows that have these ids now, or had them before: the ids of today, and those of the source. */
async function idsOf(control: Client, renamed: Renamed, values: readonly string[]) {
  const { move, id } = renamed;
  const { rows } = await control.query<{ was: string; now: string; old: string }>(
    `select t.id::text as was, t.id::text as now, (${id.back}) as old from ${table(move.target)} t
     where t.id = any($1::uuid[]) and (${id.back}) <> t.id::text
     union all select n.was::text, t.id::text, n.number::text from separation.numbered n
     join ${table(move.target)} t on t.id = ${madeOf('n.number', renamed)}
     where n.name = $2 and n.was = any($1::uuid[])`,
    [values.filter((value) => new RegExp(UUID).test(value)), moveName(move)],
  );
  return rows;
}

/** References that services have written since get the source's id of the row that they name. */
async function referTo(parents: Client, children: Client, renamed: Renamed, naming: Naming): Promise<void> {
  const { move, column: own, when } = naming;
  for await (const values of named(children, naming)) {
    const ids = JSON.stringify(await idsOf(parents, renamed, values));
    await inTransaction(children, () =>
      changing(children, move.service, [move.target], () =>
        children.query(
          `update ${table(move.target)} t set ${identifier(own.target)} = v.now::${own.type},
             legacy = coalesce(t.legacy, '{}') || jsonb_build_object(${literal(own.source)}, v.old)
           from jsonb_to_recordset($1::jsonb) v(was text, now text, old text)
           where ${column('t', own.target)}::text = v.was and ${isAlone(own)} and ${when}`,
          [ids],
        ),
      ),
    );
  }
}

/**
 * Before the way back into a source whose rows have other ids: what services have made since gets numbers where the
 * source has such, and what names a row gets the id that it has in the source. Written into the services' databases,
 * where it would stand like this had it come from the source. May be repeated.
 */
export async function giveOldIds(
  source: Client,
  controls: ReadonlyMap<string, Client>,
  moves: readonly Move[],
): Promise<void> {
  const tables = renamedTables(moves);
  for (const each of tables.filter(({ type }) => NUMBERS.has(type))) {
    const { service } = each.move;
    await onServer(service, numberRows(source, controls.get(service) as Client, each));
  }
  for (const each of tables) {
    const parents = controls.get(each.move.service) as Client;
    if (!(await onServer(each.move.service, hasOthers(parents, each)))) {
      continue;
    }
    for (const [service, children] of controls) {
      for (const naming of await namingColumns(children, service, moves, each)) {
        await onServer(service, referTo(parents, children, each, naming));
      }
    }
  }
}
