import type { ClientBase } from 'pg';

/** Does work while PostgreSQL prints every name with its schema, save those of its own; then the search path is as before. */
export async function qualified<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  const before = await client.query<{ path: string }>(`select current_setting('search_path') as path`);
  await client.query(`set search_path = ''`);
  try {
    return await work();
  } finally {
    // In a transaction that failed this fails too, and its end restores the path.
    await client.query(`select set_config('search_path', $1, false)`, [before.rows[0]?.path]).catch(() => undefined);
  }
}
