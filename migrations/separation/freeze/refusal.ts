import type { ClientBase } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { label, type TableName } from '../catalogue/relation.ts';
import { CREATE_SCHEMA } from '../own-schema.ts';
import { table as quoted } from '../sql.ts';

export const TRIGGER = 'separation_frozen';
export const FUNCTION = 'separation_refuses_writes';

/** Not one of the codes after which drivers connect anew or repeat a transaction: it would be refused for ever. */
const CODE = 'object_not_in_prerequisite_state';

const body = (name: TableName): string => `
  create or replace function ${quoted(name)}() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $body$
  begin
    raise exception '%.% moved to the % service', tg_table_schema, tg_table_name, tg_argv[0]
      using errcode = '${CODE}', schema = tg_table_schema, table = tg_table_name,
        hint = format('Write through the %s service; what is kept here is for reading only.', tg_argv[0]);
  end
  $body$`;

const PLACES = `
  select coalesce((select has_schema_privilege(oid, 'create') from pg_namespace where nspname = 'separation'),
      has_database_privilege(current_database(), 'create')) as separate,
    has_schema_privilege($1, 'create') as beside, current_user as role, current_database() as database`;

/**
 * Makes the function that refuses writes to a table: in a schema of its own, or beside the table where the database's
 * owner lets nobody make schemas.
 */
export async function ensureFunction(client: ClientBase, table: TableName): Promise<TableName> {
  const { rows } = await client.query<{ separate: boolean; beside: boolean; role: string; database: string }>(PLACES, [
    table.schema,
  ]);
  const [places] = rows;
  if (!places?.separate && !places?.beside) {
    throw new StartupError(
      `Writes to ${label(table)} cannot be refused, for ${places?.role} may make neither a schema in ${places?.database} nor a function in the schema ` +
        `${table.schema}: grant it create on the database.`,
    );
  }
  const place = { schema: places.separate ? 'separation' : table.schema, name: FUNCTION };
  if (places.separate) {
    await client.query(CREATE_SCHEMA);
  }
  await client.query(body(place));
  return place;
}
