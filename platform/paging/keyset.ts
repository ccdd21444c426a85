import { type RawBuilder, sql } from 'kysely';
import { narrowed, type Properties, propertiesReadBy, type Queryable, rowsOf } from '../database/columns.ts';
import { ASKED, type Connection, connection, type PageArguments, type PageRequest, pageRequest } from './connection.ts';
import { type KeyKind, scopeOf } from './cursor.ts';

/**
 * One order of a list: a key that is never null, then the id. An index on exactly `(key, id)` makes every page an
 * index scan, in both directions, however deep it lies.
 */
export type KeysetOrder<T> = {
  name: string;
  direction: 'asc' | 'desc';
  /** The key as the index has it, e.g. `coalesce(s.due_at, 'infinity')`. */
  key: RawBuilder<unknown>;
  kind: KeyKind;
  /** The key of a row that was read, as text. */
  keyOf: (row: T) => string;
  /**
   * The one value of a column that the conditions narrow the list to, for an index on exactly `(column, key, id)`. They
   * do it by a range (`between x and x`), which leaves the column its place in the order, so that no other index will
   * do: a plan made for any value would look for a rare one among all rows by their key.
   */
  within?: { column: RawBuilder<unknown>; value: string | RawBuilder<unknown>; kind: 'text' | 'uuid' };
};

/** A table as a list: `from` introduces the alias that `columns`, `id` and the orders use. */
export type ListSource = { columns: RawBuilder<unknown>; from: RawBuilder<unknown>; id: RawBuilder<unknown> };

const castTo: Record<KeyKind, RawBuilder<unknown>> = {
  timestamptz: sql.raw('timestamptz'),
  uuid: sql.raw('uuid'),
  int: sql.raw('int'),
  numeric: sql.raw('numeric'),
  text: sql.raw('text'),
};

export const allOf = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);

function afterCondition<T>(order: KeysetOrder<T>, id: RawBuilder<unknown>, after: string[]): RawBuilder<unknown> {
  const comparison = sql.raw(order.direction === 'asc' ? '>' : '<');
  if (order.within !== undefined) {
    const { column, value, kind } = order.within;
    return sql`(${column}, ${order.key}, ${id}) ${comparison}
      (${value}::${castTo[kind]}, ${after[0]}::${castTo[order.kind]}, ${after[1]}::uuid)`;
  }
  return sql`(${order.key}, ${id}) ${comparison} (${after[0]}::${castTo[order.kind]}, ${after[1]}::uuid)`;
}

function tail<T>(order: KeysetOrder<T>, id: RawBuilder<unknown>, size: number): RawBuilder<unknown> {
  const direction = sql.raw(order.direction);
  const first = order.within === undefined ? sql`` : sql`${order.within.column} ${direction}, `;
  return sql`order by ${first}${order.key} ${direction}, ${id} ${direction} limit ${size + 1}`;
}

/** Besides what is asked for: what cursors are made of. */
function columnsFor<T>(
  { columns }: ListSource,
  { keyOf }: KeysetOrder<T>,
  asked: Properties | undefined,
): RawBuilder<unknown> {
  return asked === undefined
    ? columns
    : narrowed(columns, asked.union(propertiesReadBy(keyOf as (row: object) => string)).union(ID));
}

const ID: Properties = new Set(['id']);

/** A page of a whole list. `scope` is what the cursor must not be carried away from, besides the order: the filter. */
export async function readPage<T extends { id: string }>(
  em: Queryable,
  list: ListSource & { name: string; conditions: readonly RawBuilder<unknown>[]; scope: unknown },
  order: KeysetOrder<T>,
  args: PageArguments,
): Promise<Connection<T>> {
  const scope = () => scopeOf(list.name, order.name, order.direction, list.scope);
  const request = pageRequest(args, scope, [order.kind, 'uuid']);
  const conditions = [...list.conditions];
  if (request.after !== null) {
    conditions.push(afterCondition(order, list.id, request.after));
  }
  const rows =
    request.size === 0
      ? []
      : await rowsOf<T>(
          em,
          sql<T>`select ${columnsFor(list, order, args[ASKED])} from ${list.from} where ${allOf(conditions)} ${tail(order, list.id, request.size)}`,
        );
  return connection(
    rows,
    request,
    (row) => [order.keyOf(row), row.id],
    async () => {
      const counted = sql<{ n: string }>`select count(*) as n from ${list.from} where ${allOf(list.conditions)}`;
      const [row] = await rowsOf(em, counted);
      return Number(row?.n ?? 0);
    },
  );
}

/** A list below a parent, read for a whole page of parents at once. `match` compares with `parent.id`. */
export type NestedList<T> = ListSource & { name: string; match: RawBuilder<unknown>; order: KeysetOrder<T> };

export const nestedScope = <T>(list: NestedList<T>, parentId: string): string =>
  scopeOf(list.name, list.order.name, list.order.direction, parentId);

/** One statement whatever the number of parents: the top rows of each, through a lateral join. */
export async function readNestedPages<T extends { id: string }>(
  em: Queryable,
  list: NestedList<T>,
  parentIds: readonly string[],
  request: Pick<PageRequest, 'size' | 'after'>,
  asked?: Properties,
): Promise<Map<string, T[]>> {
  const conditions = [list.match];
  if (request.after !== null) {
    conditions.push(afterCondition(list.order, list.id, request.after));
  }
  const rows = await rowsOf<T & { parentId: string }>(
    em,
    sql`select parent.id as "parentId", child.*
        from unnest(${parentIds}::uuid[]) as parent(id)
        cross join lateral (
          select ${columnsFor(list, list.order, asked)} from ${list.from}
          where ${allOf(conditions)} ${tail(list.order, list.id, request.size)}
        ) as child`,
  );
  return Map.groupBy(rows, (row) => row.parentId) as Map<string, T[]>;
}

/** `totalCount` below many parents: one statement for the whole page, and parents without children count zero. */
export async function countNested<T>(
  em: Queryable,
  list: NestedList<T>,
  parentIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await rowsOf<{ parentId: string; n: string }>(
    em,
    sql`select parent.id as "parentId", count(*) as n
        from unnest(${parentIds}::uuid[]) as parent(id) join ${list.from} on ${list.match}
        group by parent.id`,
  );
  return new Map(rows.map((row) => [row.parentId, Number(row.n)]));
}
