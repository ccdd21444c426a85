import type { EntityClass, EntityManager } from '@mikro-orm/postgresql';
import { type RawBuilder, sql } from 'kysely';
import { replicaGaveUp } from './routed-driver.ts';

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
    return (await statement.execute(reader)).rows;
  } catch (error) {
    if (!replicaGaveUp(reader, error)) {
      throw error;
    }
    return (await statement.execute(em.getKysely<unknown>({ type: 'write' }))).rows;
  }
}

const lists = new WeakMap<object, Map<string, RawBuilder<unknown>>>();

/**
 * The select list of an entity: `alias.sample_name as "sampleName", …`. Exact numerics come as doubles, as the
 * graph's Float wants them; lazy columns (search vectors) stay out.
 */
export function columnsOf<E extends object>(em: Queryable, entity: EntityClass<E>, alias: string): RawBuilder<unknown> {
  const metadata = em.getMetadata().get(entity);
  const byAlias = lists.get(metadata) ?? new Map<string, RawBuilder<unknown>>();
  lists.set(metadata, byAlias);
  let list = byAlias.get(alias);
  if (list === undefined) {
    list = sql.join(
      metadata.props
        .filter((property) => property.persist !== false && !property.lazy && property.fieldNames?.length === 1)
        .map((property) => {
          const column = sql.ref(`${alias}.${property.fieldNames[0]}`);
          const value = /^(numeric|decimal)/.test(property.columnTypes?.[0] ?? '') ? sql`${column}::float8` : column;
          return sql`${value} as ${sql.ref(property.name)}`;
        }),
    );
    byAlias.set(alias, list);
  }
  return list;
}
