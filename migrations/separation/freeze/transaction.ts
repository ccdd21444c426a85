import type { ClientBase } from 'pg';
import { hasCode, INSUFFICIENT_PRIVILEGE } from '../../../platform/database/sqlstate.ts';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { label, type TableName } from '../catalogue/relation.ts';

/** All of it or nothing. */
export async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // the connection is gone, and with it the transaction
    throw error;
  }
}

/** Triggers are switched by the owner of a table alone. */
export async function asOwnerOf<T>(table: TableName, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!hasCode(cause, INSUFFICIENT_PRIVILEGE)) {
      throw cause;
    }
    throw new StartupError(
      `The triggers of ${label(table)} cannot be changed (${(cause as Error).message}): connect as the role that owns it.`,
      { cause },
    );
  }
}
