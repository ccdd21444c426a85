import type { Sql } from '../../support/monolith/database.ts';

/** `table.trigger` → whether and when it fires, as the catalogue has it; of all tables of a database. */
export async function triggersOf(client: Sql): Promise<Record<string, string>> {
  const { rows } = await client.query(`
    select c.oid::regclass || '.' || tgname as name, tgenabled::text as enabled
    from pg_trigger join pg_class c on c.oid = tgrelid where not tgisinternal order by 1`);
  return Object.fromEntries((rows as { name: string; enabled: string }[]).map((row) => [row.name, row.enabled]));
}
