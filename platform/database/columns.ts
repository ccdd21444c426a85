import type { EntityClass, EntityManager } from '@mikro-orm/postgresql';
import { type RawBuilder, sql } from 'kysely';
import { replicaGaveUp } from './routed-driver.ts';
import { compiled } from './statement-text.ts';

/**
 * An entity as hot reads see it: one flat object of columns, no identity map, no hydration.
 * Instants are PostgreSQL's own text in UTC, to the microsecond, so that they can go into cursors unharmed.
 */
export type Row<Entity> = {
  [K in keyof Entity as K extends symbol ? never : K]: RowValue<Entity[K]>;
};
type RowValue<T> = T extends Date ? string : T;

export type Queryable = Pick<EntityManager, 'getKysely' | 'getMetadata'>;

/**
 * Runs one bound statement on the unit of work's connection; outside a transaction on the primary's pool, or on that
 * of a replica where the request may read from one. A read that its replica could not answer is repeated on the
 * primary.
 */
export async function rowsOf<R>(em: Queryable, statement: RawBuilder<R>): Promise<R[]> {
  const reader = em.getKysely<unknown>({ type: 'read' });
  try {
    return (await reader.executeQuery<R>(compiled(statement, reader))).rows;
  } catch (error) {
    if (!replicaGaveUp(reader, error)) {
      throw error;
    }
    return (await statement.execute(em.getKysely<unknown>({ type: 'write' }))).rows;
  }
}

/** Names of a row's properties. */
export type Properties = ReadonlySet<string>;

/** A select list as text, and by property; `narrower` are those of some of its columns that were asked for. */
type SelectList = {
  all: RawBuilder<unknown>;
  columns: ReadonlyMap<string, string>;
  narrower: { has: Properties; list: RawBuilder<unknown> }[];
};

/** By the metadata of the entity and the alias, and by the list itself. */
const lists = new WeakMap<object, Map<string, SelectList>>();
const known = new WeakMap<RawBuilder<unknown>, SelectList>();

/** Each is a statement with a plan of its own, and clients are many. */
const MOST_NARROWER = 8;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * The select list of an entity: `alias.sample_name as "sampleName", …`. Exact numerics come as doubles, as the
 * graph's Float wants them; lazy columns (search vectors) stay out.
 */
export function columnsOf<E extends object>(em: Queryable, entity: EntityClass<E>, alias: string): RawBuilder<unknown> {
  const metadata = em.getMetadata().get(entity);
  const byAlias = lists.get(metadata) ?? new Map<string, SelectList>();
  lists.set(metadata, byAlias);
  let list = byAlias.get(alias);
  if (list === undefined) {
    const columns = new Map(
      metadata.props
        .filter((property) => property.persist !== false && !property.lazy && property.fieldNames?.length === 1)
        .map((property) => {
          const column = `${quoted(alias)}.${quoted(property.fieldNames[0] as string)}`;
          const isExact = /^(numeric|decimal)/.test(property.columnTypes?.[0] ?? '');
          return [property.name, `${column}${isExact ? '::float8' : ''} as ${quoted(property.name)}`];
        }),
    );
    list = { all: listed(columns.values()), columns, narrower: [] };
    byAlias.set(alias, list);
    known.set(list.all, list);
  }
  return list.all;
}

/** One text: a list that is put together column by column would be so for each statement. */
const listed = (columns: Iterable<string>): RawBuilder<unknown> => sql.raw([...columns].join(', '));

/**
 * The columns of a select list that somebody asks for, or somewhat more: past a number of narrower lists the narrowest
 * that will do is taken. A list that `columnsOf` did not make stays what it is.
 */
export function narrowed(columns: RawBuilder<unknown>, asked: Properties | undefined): RawBuilder<unknown> {
  const list = known.get(columns);
  if (asked === undefined || list === undefined) {
    return columns;
  }
  const wanted = [...list.columns.keys()].filter((name) => asked.has(name));
  const enough = list.narrower.filter(({ has }) => wanted.every((name) => has.has(name)));
  const exact = enough.find(({ has }) => has.size === wanted.length);
  if (exact !== undefined) {
    return exact.list;
  }
  if (wanted.length === 0 || wanted.length === list.columns.size || list.narrower.length >= MOST_NARROWER) {
    return enough.reduce(
      (best, each) => (each.has.size < best.size ? { size: each.has.size, list: each.list } : best),
      {
        size: list.columns.size,
        list: list.all,
      },
    ).list;
  }
  const narrow = listed(wanted.map((name) => list.columns.get(name) as string));
  list.narrower.push({ has: new Set(wanted), list: narrow });
  return narrow;
}

const readBy = new WeakMap<object, Properties>();

/** The properties that a function reads of a row, whatever the row is. */
export function propertiesReadBy<T extends object>(of: (row: T) => unknown): Properties {
  let found = readBy.get(of);
  if (found === undefined) {
    const names = new Set<string>();
    of(new Proxy({} as T, { get: (_, name) => void names.add(String(name)) }));
    readBy.set(of, names);
    found = names;
  }
  return found;
}
