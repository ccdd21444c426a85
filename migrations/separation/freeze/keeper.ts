import type { ClientBase } from 'pg';
import { hasCode, INSUFFICIENT_PRIVILEGE } from '../../../platform/database/sqlstate.ts';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { label, type TableName } from '../catalogue/relation.ts';
import { table as quoted } from '../sql.ts';

/** Tables of a service's database that its owner may hand over to a keeper, and get back while the keeper's door is open. */
const hasKeeper = async (client: ClientBase): Promise<boolean> =>
  (await client.query<{ there: boolean }>(`select to_regnamespace('keeping') is not null as there`)).rows[0]?.there ===
  true;

/** Whether the keeper still gives and takes; true where there is none. */
export async function doorIsOpen(client: ClientBase): Promise<boolean> {
  if (!(await hasKeeper(client))) {
    return true;
  }
  return (await client.query<{ open: boolean }>('select keeping.is_open() as open')).rows[0]?.open === true;
}

const inAllParts = (verb: 'take' | 'give_back', { schema, name }: TableName): [string, string[]] => [
  `select keeping.${verb}(part.oid::regclass) from pg_class part
   where part.oid in (select $1::regclass union select relid from pg_partition_tree($1::regclass))
     and pg_has_role(current_user, part.relowner, 'usage') = ${verb === 'take'}`,
  [quoted({ schema, name })],
];

/** The owner gets these tables back, with all their parts, and may be given them again and again. */
export async function takeBack(client: ClientBase, tables: readonly TableName[]): Promise<void> {
  if (tables.length === 0 || !(await hasKeeper(client))) {
    return;
  }
  for (const table of tables) {
    try {
      await client.query(...inAllParts('give_back', table));
    } catch (cause) {
      if (!hasCode(cause, INSUFFICIENT_PRIVILEGE)) {
        throw cause;
      }
      throw new StartupError(
        `${label(table)} is closed: entries of it are sealed, and nothing may change them. ` +
          'Separate into a database of its own, or have an administrator open the keeper (select keeping.open()).',
        { cause },
      );
    }
  }
}

/** The keeper has them again. */
export async function handOver(client: ClientBase, tables: readonly TableName[]): Promise<void> {
  if (tables.length > 0 && (await hasKeeper(client))) {
    for (const table of tables) {
      await client.query(...inAllParts('take', table));
    }
  }
}

/** For work on tables that the keeper has: it gives them back for that, and has them again afterwards. */
export async function whileGivenBack<T>(
  client: ClientBase,
  tables: readonly TableName[],
  work: () => Promise<T>,
): Promise<T> {
  await takeBack(client, tables);
  const result = await work();
  await handOver(client, tables);
  return result;
}
