import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../../platform/database/columns.ts';

/**
 * Until the transaction ends nobody else gets past here for the same name: also while there is no row of that name
 * which could be locked. Read afterwards what is to be changed.
 */
export async function oneAtATime(em: EntityManager, ...name: string[]): Promise<void> {
  await rowsOf(em, sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(name)}, 0))`);
}
