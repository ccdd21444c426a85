import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Queryable } from '../database/columns.ts';

/** A context whose unit of work and loaders can be made anew in the middle of a request. */
export type Renewable = {
  /** The unit of work: for writing. */
  readonly em: EntityManager;
  /** For reading rows, outside of any unit of work. */
  readonly reader: Queryable;
  renew(): void;
};

/**
 * Makes a request's context. Mutations of one request run one after the other: each renews the context, so that its
 * payload shows what it wrote and not what an earlier one had loaded. Most requests only read, and those that do make
 * no unit of work.
 */
export function renewable<T extends object>(orm: MikroORM, make: (reader: Queryable) => T): T & Renewable {
  const reader = orm.em;
  let em: EntityManager | undefined;
  const context: T & Renewable = {
    ...make(reader),
    reader,
    get em() {
      em ??= orm.em.fork();
      return em;
    },
    renew: (): void => {
      em = undefined;
      Object.assign(context, make(reader));
    },
  };
  return context;
}
