import type { ClientBase } from 'pg';
import { DEADLOCK_DETECTED, hasCode, LOCK_NOT_AVAILABLE } from '../../../platform/database/sqlstate.ts';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { label, sameTable, type TableName } from '../catalogue/relation.ts';
import { dropUnused } from '../drop-unused.ts';
import { literal, table as quoted } from '../sql.ts';
import { held, sessionsInTheWay } from './other-writers.ts';
import { type PhysicalTable, physicalTables } from './physical-tables.ts';
import { ensureFunction, FUNCTION, TRIGGER } from './refusal.ts';
import { asOwnerOf, inTransaction } from './transaction.ts';

export type FrozenTable = { table: TableName; service: string };

/** How long one attempt to drop a trigger may keep readers waiting behind it. */
const DROP_ATTEMPT_MS = 500;
const UNFREEZE_MS = 30_000;

/** A table was not free in time. */
class Held extends Error {
  readonly table: PhysicalTable;

  constructor(table: PhysicalTable, cause: unknown) {
    super(undefined, { cause });
    this.table = table;
  }
}

/**
 * From its end on every write to these tables and their partitions is refused, also by replication roles, until
 * `unfreeze`: `moved to the … service`. One transaction of its own; may be repeated. Reading goes on.
 *
 * @throws StartupError with nothing frozen, if a writer holds a table for longer than `lockTimeoutMs` in all.
 */
export async function freeze(
  client: ClientBase,
  tables: readonly FrozenTable[],
  { lockTimeoutMs }: { lockTimeoutMs: number },
): Promise<void> {
  const physical = await physicalTables(
    client,
    tables.map(({ table }) => table),
  );
  const serviceOf = (each: PhysicalTable): string =>
    (tables.find(({ table }) => sameTable(table, each.of)) as FrozenTable).service;
  try {
    await withLocks(client, physical, lockTimeoutMs, async () => {
      for (const each of physical) {
        await refuseWrites(client, each, serviceOf(each));
      }
    });
  } catch (error) {
    throw error instanceof Held ? await notFrozen(client, error, lockTimeoutMs) : error;
  }
}

async function refuseWrites(client: ClientBase, table: PhysicalTable, service: string): Promise<void> {
  const refusal = await ensureFunction(client, table);
  await asOwnerOf(table, async () => {
    await client.query(
      `create or replace trigger ${TRIGGER} before insert or update or delete or truncate on ${quoted(table)}
       for each statement execute function ${quoted(refusal)}(${literal(service)})`,
    );
    await client.query(`alter table only ${quoted(table)} enable always trigger ${TRIGGER}`);
  });
}

/**
 * One transaction with locks that let readers pass and no writer, taken one after the other. The first is waited for with
 * patience: who holds nothing is in nobody's way. The others have to come before a writer who waits for one that is held
 * already would look for a deadlock, so that it is never the writer who fails of one: if one does not, its writer is let
 * through, and it is the first of the next attempt.
 */
async function withLocks(
  client: ClientBase,
  tables: readonly PhysicalTable[],
  timeoutMs: number,
  work: () => Promise<void>,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  const windowMs = (await deadlockTimeoutMs(client)) / 2;
  for (let order = [...tables]; ; ) {
    try {
      return await inTransaction(client, async () => {
        let end = deadline;
        for (const [place, table] of order.entries()) {
          await lock(client, table, end);
          end = place === 0 ? Math.min(deadline, performance.now() + windowMs) : end;
        }
        await work();
      });
    } catch (error) {
      if (!(error instanceof Held || hasCode(error, DEADLOCK_DETECTED)) || performance.now() >= deadline) {
        throw error;
      }
      order = error instanceof Held ? [error.table, ...order.filter((table) => table !== error.table)] : order;
    }
  }
}

/** How long a session waits for a lock until the server looks whether it waits in a circle. */
const deadlockTimeoutMs = async (client: ClientBase): Promise<number> =>
  Number(
    (await client.query(`select setting from pg_settings where name = 'deadlock_timeout'`)).rows[0]?.setting ?? 1000,
  );

async function lock(client: ClientBase, table: PhysicalTable, deadline: number): Promise<void> {
  const left = Math.max(1, Math.ceil(deadline - performance.now()));
  await client.query(`set local lock_timeout = ${left}`);
  try {
    await asOwnerOf(table, () => client.query(`lock table only ${quoted(table)} in share row exclusive mode`));
  } catch (error) {
    throw hasCode(error, LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED) ? new Held(table, error) : error;
  }
}

const notFrozen = async (client: ClientBase, { table, cause }: Held, waitedMs: number): Promise<StartupError> =>
  new StartupError(
    `${held(table, await sessionsInTheWay(client, table))}: nothing was frozen after waiting for ${waitedMs} ms; ` +
      'let it end, or end it (pg_terminate_backend), then try again.',
    { cause },
  );

const FREEZING = `
  select c.oid, n.nspname as schema, c.relname as name, t.tgenabled::text as enabled, c.relispartition as partition,
    split_part(encode(t.tgargs, 'escape'), '\\000', 1) as service
  from pg_trigger t join pg_proc p on p.oid = t.tgfoid
  join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  where t.tgname = ${literal(TRIGGER)} and p.proname = ${literal(FUNCTION)}
  order by n.nspname, c.relname`;

type Freezing = TableName & { oid: number; enabled: string; partition: boolean; service: string };

const freezing = async (client: ClientBase): Promise<Freezing[]> => (await client.query<Freezing>(FREEZING)).rows;

/** Tables whose writes are refused now, without their partitions. */
export async function frozenTables(client: ClientBase): Promise<FrozenTable[]> {
  return (await freezing(client))
    .filter(({ enabled, partition }) => enabled !== 'D' && !partition)
    .map(({ schema, name, service }) => ({ table: { schema, name }, service }));
}

/**
 * Lets everybody write again, all tables at once, and removes what `freeze` made; may be repeated. Dropping a trigger
 * waits for readers as well: where one reads on and on, the trigger stays, disabled, and is told.
 */
export async function unfreeze(client: ClientBase): Promise<void> {
  const tables = (await freezing(client)).map((each) => ({ ...each, of: each }));
  try {
    await withLocks(client, tables, UNFREEZE_MS, async () => {
      for (const table of tables) {
        await asOwnerOf(table, () => client.query(`alter table only ${quoted(table)} disable trigger ${TRIGGER}`));
      }
    });
  } catch (error) {
    throw error instanceof Held ? await stillFrozen(client, error) : error;
  }
  const deadline = performance.now() + UNFREEZE_MS;
  for (const table of tables) {
    await dropTrigger(client, table, deadline);
  }
  await dropFunctions(client);
}

const stillFrozen = async (client: ClientBase, { table, cause }: Held): Promise<StartupError> =>
  new StartupError(
    `${held(table, await sessionsInTheWay(client, table))}: nothing was unfrozen; let it end, then try again.`,
    { cause },
  );

/** Readers that come wait behind us, so it is tried for a moment only, and again. */
async function dropTrigger(client: ClientBase, table: PhysicalTable, deadline: number): Promise<void> {
  for (;;) {
    try {
      return await inTransaction(client, async () => {
        await client.query(`set local lock_timeout = ${DROP_ATTEMPT_MS}`);
        await client.query(`drop trigger if exists ${TRIGGER} on ${quoted(table)}`);
      });
    } catch (error) {
      if (!hasCode(error, LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED)) {
        throw error;
      }
      if (performance.now() >= deadline) {
        throw new StartupError(
          `${held(table, await sessionsInTheWay(client, table, true))}: everybody may write again, but the disabled ` +
            `trigger ${TRIGGER} stays on ${label(table)}; let it end, then try again.`,
          { cause: error },
        );
      }
    }
  }
}

async function dropFunctions(client: ClientBase): Promise<void> {
  const { rows } = await client.query<TableName>(
    `select n.nspname as schema, p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.proname = ${literal(FUNCTION)} and p.pronargs = 0 and pg_has_role(p.proowner, 'usage')`,
  );
  for (const each of rows) {
    await client.query(dropUnused(`drop function ${quoted(each)}()`));
  }
  const own = await client.query(
    `select from pg_namespace where nspname = 'separation' and pg_has_role(nspowner, 'usage')`,
  );
  if (own.rowCount === 1) {
    await client.query(dropUnused('drop schema separation'));
  }
}
