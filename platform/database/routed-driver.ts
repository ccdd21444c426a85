import { type ConnectionType, PostgreSqlDriver } from '@mikro-orm/postgresql';
import type { Replicas } from './replicas.ts';
import { hasCode, isDatabaseAway, READ_ONLY_TRANSACTION, SERIALIZATION_FAILURE } from './sqlstate.ts';

/** Which replica a Kysely client belongs to, for reads that fail there. */
const origins = new WeakMap<object, { replicas: Replicas; index: number }>();

/**
 * MikroORM's driver picks any replica at random, one that is away as well. This one asks which may be read from, and
 * it is the only place where that is decided.
 */
export function routedDriver(replicas: Replicas | undefined): typeof PostgreSqlDriver {
  if (replicas === undefined) {
    return PostgreSqlDriver;
  }
  return class RoutedDriver extends PostgreSqlDriver {
    override getConnection(type: ConnectionType = 'write') {
      const index = type === 'read' ? replicas.choose() : undefined;
      const replica = index === undefined ? undefined : this.replicas[index];
      if (index === undefined || replica === undefined) {
        return super.getConnection('write');
      }
      const client = replica.getClient();
      if (!origins.has(client)) {
        origins.set(client, { replicas, index });
      }
      return replica;
    }
  };
}

/**
 * Whether a read that failed on this client is to be repeated on the primary: its replica went away (and is left out
 * from now on), had to cancel the read for its replay, or is asked for what only a primary does.
 */
export function replicaGaveUp(client: object, error: unknown): boolean {
  const origin = origins.get(client);
  if (origin === undefined) {
    return false;
  }
  if (isDatabaseAway(error)) {
    origin.replicas.failed(origin.index);
    return true;
  }
  return hasCode(error, SERIALIZATION_FAILURE, READ_ONLY_TRANSACTION);
}
