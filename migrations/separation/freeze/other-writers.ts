import type { ClientBase } from 'pg';
import { label, type TableName } from '../catalogue/relation.ts';
import { physicalTables } from './physical-tables.ts';

/** Somebody else who has something to do with a table. */
export type OtherSession = {
  /** Null: a transaction that was prepared to be committed by whoever knows its name. */
  pid: number | null;
  application: string;
  user: string | null;
  /** Begin of the transaction; null where only its own role may know. */
  since: Date | null;
};

/** Held by whoever has written rows in a transaction that is open, or more than that. */
const WRITE = ['RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'];
/** Besides these, what keeps triggers from being made: VACUUM, CREATE INDEX. */
const AGAINST_TRIGGERS = [...WRITE, 'ShareUpdateExclusiveLock', 'ShareLock'];
const ANY = [...AGAINST_TRIGGERS, 'RowShareLock', 'AccessShareLock'];

const HOLDERS = `
  select l.pid, coalesce(a.application_name, 'prepared transaction ' || p.gid, '') as application,
    coalesce(a.usename, p.owner)::text as user, min(coalesce(a.xact_start, p.prepared)) as since
  from pg_locks l
  left join pg_stat_activity a on a.pid = l.pid
  left join pg_prepared_xacts p on l.pid is null and l.virtualtransaction = '-1/' || p.transaction
  where l.locktype = 'relation' and l.granted and l.relation = any($1::oid[]) and l.mode = any($2::text[])
    and l.database = (select oid from pg_database where datname = current_database())
    and l.pid is distinct from pg_backend_pid()
  group by 1, 2, 3
  order by 4 nulls last, 1`;

const holders = async (client: ClientBase, oids: readonly number[], modes: string[]): Promise<OtherSession[]> =>
  (await client.query<OtherSession>(HOLDERS, [oids, modes])).rows;

/** Other sessions that hold a write lock on these tables or on partitions of them now, the oldest first. */
export async function sessionsWriting(client: ClientBase, tables: readonly TableName[]): Promise<OtherSession[]> {
  const physical = await physicalTables(client, tables);
  return holders(
    client,
    physical.map(({ oid }) => oid),
    WRITE,
  );
}

/** Who keeps triggers of a table from being made or switched now; `dropped`: from being dropped. */
export const sessionsInTheWay = (
  client: ClientBase,
  { oid }: { oid: number },
  dropped = false,
): Promise<OtherSession[]> => holders(client, [oid], dropped ? ANY : AGAINST_TRIGGERS);

/** `session 4711 ("importer" of lab, for 12 s), …`; of nobody, who may have gone since. */
export function describeSessions(sessions: readonly OtherSession[]): string {
  if (sessions.length === 0) {
    return 'a session that has gone by now';
  }
  return sessions
    .map(({ pid, application, user, since }) => {
      const who = pid === null ? application : `session ${pid} ("${application}" of ${user})`;
      return since === null ? who : `${who}, for ${Math.max(0, Math.round((Date.now() - since.getTime()) / 1000))} s`;
    })
    .join('; ');
}

export const held = (table: TableName, sessions: readonly OtherSession[]): string =>
  `${label(table)} is held by ${describeSessions(sessions)}`;
