import type { ClientBase } from 'pg';
import type { TableName } from '../catalogue/relation.ts';
import { identifier, table as quoted } from '../sql.ts';
import { physicalTables } from './physical-tables.ts';
import { disableRules, enableRules } from './rules.ts';
import { asOwnerOf } from './transaction.ts';

/** A trigger that was on, and how: O as usual, R on replicas, A always. */
export type DisabledTrigger = { table: TableName; trigger: string; enabled: 'O' | 'R' | 'A' };

/** Before this version the copies that partitions have of a row trigger can be switched only with the one that they are copies of. */
const OWN_COPIES = 150_000;

const ENABLE = { O: 'enable trigger', R: 'enable replica trigger', A: 'enable always trigger' };

/** `within`: how its table is written in ALTER TABLE so that nothing else is switched; tables before their partitions. */
type Switch = DisabledTrigger & { within: string };

const USER_TRIGGERS = `
  select json_build_object('schema', n.nspname, 'name', c.relname) as table, t.tgname as trigger, t.tgenabled::text as enabled,
    t.tgtype & 1 = 1 and current_setting('server_version_num')::int < ${OWN_COPIES} as together
  from unnest($1::oid[]) with ordinality wanted(oid, place)
  join pg_class c on c.oid = wanted.oid join pg_namespace n on n.oid = c.relnamespace
  join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal
  order by wanted.place, t.tgname`;

async function userTriggers(client: ClientBase, tables: readonly TableName[]): Promise<(Switch & { off: boolean })[]> {
  const oids = (await physicalTables(client, tables)).map(({ oid }) => oid);
  const { rows } = await client.query<DisabledTrigger & { together: boolean }>(USER_TRIGGERS, [oids]);
  return rows.map(({ together, ...each }) => ({
    ...each,
    within: `${together ? '' : 'only '}${quoted(each.table)}`,
    off: (each.enabled as string) === 'D',
  }));
}

/** What deferred constraints still have to check stands in the way of ALTER TABLE. */
const SETTLE = 'set constraints all immediate';

const alter = (client: ClientBase, { table, trigger, within }: Switch, how: string): Promise<unknown> =>
  asOwnerOf(table, () => client.query(`alter table ${within} ${how} ${identifier(trigger)}`));

/**
 * Disables every user trigger of these tables and of their partitions, that of `freeze` included; foreign keys stay.
 * To be called in a transaction that ends when the caller has written down what is returned.
 */
export async function disableTriggers(client: ClientBase, tables: readonly TableName[]): Promise<DisabledTrigger[]> {
  await client.query(SETTLE);
  const enabled = (await userTriggers(client, tables)).filter(({ off }) => !off);
  for (const each of enabled) {
    await alter(client, each, 'disable trigger');
  }
  return enabled.map(({ table, trigger, enabled: how }) => ({ table, trigger, enabled: how }));
}

/** Enables them as they were; may be repeated. Triggers that are gone are passed over. In the caller's transaction. */
export async function enableTriggers(client: ClientBase, disabled: readonly DisabledTrigger[]): Promise<void> {
  await client.query(SETTLE);
  const present = new Map<string, Switch>();
  for (const table of await existing(client, disabled)) {
    for (const each of await userTriggers(client, [table])) {
      present.set(nameOf(each), each);
    }
  }
  for (const each of disabled) {
    const found = present.get(nameOf(each));
    if (found !== undefined) {
      await alter(client, found, ENABLE[each.enabled]);
    }
  }
}

const nameOf = ({ table, trigger }: DisabledTrigger): string => JSON.stringify([table.schema, table.name, trigger]);

async function existing(client: ClientBase, disabled: readonly DisabledTrigger[]): Promise<TableName[]> {
  const { rows } = await client.query<TableName>(
    `select distinct n.nspname as schema, c.relname as name
     from unnest($1::text[], $2::text[]) wanted(schema, name)
     join pg_namespace n on n.nspname = wanted.schema
     join pg_class c on c.relnamespace = n.oid and c.relname = wanted.name and c.relkind in ('r', 'p')`,
    [disabled.map(({ table }) => table.schema), disabled.map(({ table }) => table.name)],
  );
  return rows;
}

/**
 * Does work on these tables and their partitions without their user triggers and rules, in the caller's open transaction, and
 * restores them precisely: nothing committed is ever without them. If the work fails, what it did is undone.
 * Deferred constraints are checked at once from here on.
 */
export async function withoutTriggers<T>(
  client: ClientBase,
  tables: readonly TableName[],
  work: () => Promise<T>,
): Promise<T> {
  // Outside a transaction this fails, as it should: the triggers would stay off for everybody.
  await client.query('savepoint without_triggers');
  try {
    const disabled = await disableTriggers(client, tables);
    const rules = await disableRules(client, tables);
    const result = await work();
    await enableTriggers(client, disabled);
    await enableRules(client, rules);
    await client.query('release savepoint without_triggers');
    return result;
  } catch (error) {
    // The connection may be gone, and with it the transaction.
    await client.query('rollback to savepoint without_triggers').catch(() => undefined);
    throw error;
  }
}
