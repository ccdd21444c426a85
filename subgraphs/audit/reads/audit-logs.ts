import { type RawBuilder, sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { type KeysetOrder, type NestedList, readPage } from '../../../platform/paging/keyset.ts';
import { AuditLog, type ResourceType } from '../entities/audit-log.entity.ts';
import { type AuditLogFilter, narrowedLog } from './audit-log-filter.ts';
import type { AuditLogRow } from './rows.ts';

const FROM = sql`audit_logs as l`;
const ID = sql`l.id`;

/** Every index of the table ends with these two, so that each list below is a scan of one index. */
const NEWEST_FIRST: KeysetOrder<AuditLogRow> = {
  name: 'timestamp',
  direction: 'desc',
  key: sql`l.timestamp`,
  kind: 'timestamptz',
  keyOf: (row) => row.timestamp,
};

export async function readAuditLogs(
  em: Queryable,
  filter: AuditLogFilter,
  page: PageArguments,
): Promise<Connection<AuditLogRow>> {
  const list = { name: 'auditLogs', columns: columnsOf(em, AuditLog, 'l'), from: FROM, id: ID };
  const { conditions, within } = narrowedLog(filter);
  return readPage(em, { ...list, conditions, scope: filter }, { ...NEWEST_FIRST, within }, page);
}

/** What was denied, and what is of security by its name; as audit_logs_security_idx has it, word for word. */
const OF_SECURITY = sql`(l.outcome = 'denied' or l.event_type like 'security.%')`;

/** Relies on audit_logs_security_idx. */
export async function readSecurityEvents(em: Queryable, page: PageArguments): Promise<Connection<AuditLogRow>> {
  const list = { name: 'securityEvents', columns: columnsOf(em, AuditLog, 'l'), from: FROM, id: ID };
  return readPage(em, { ...list, conditions: [OF_SECURITY], scope: null }, NEWEST_FIRST, page);
}

export const readAuditLogsById = (em: Queryable, ids: readonly string[]): Promise<AuditLogRow[]> =>
  rowsOf(em, sql<AuditLogRow>`select ${columnsOf(em, AuditLog, 'l')} from ${FROM} where l.id = any(${ids}::uuid[])`);

/** What was done to the resource itself; relies on audit_logs_resource_idx. */
export const trailOf = (em: Queryable, type: ResourceType): NestedList<AuditLogRow> =>
  entriesBelow(em, `trailOf:${type}`, sql`l.resource_type = ${type} and l.resource_id = parent.id::text`);

/** What was done to the resource or to a part of it; relies on audit_logs_root_idx. */
export const trailWithPartsOf = (em: Queryable, type: ResourceType): NestedList<AuditLogRow> =>
  entriesBelow(
    em,
    `trailWithPartsOf:${type}`,
    sql`coalesce(l.root_type, l.resource_type) = ${type} and coalesce(l.root_id, l.resource_id) = parent.id::text`,
  );

/** What the person did; relies on audit_logs_user_id_idx. */
export const activityOfUser = (em: Queryable): NestedList<AuditLogRow> =>
  entriesBelow(em, 'activityOfUser', sql`l.user_id = parent.id`);

const entriesBelow = (em: Queryable, name: string, match: RawBuilder<unknown>): NestedList<AuditLogRow> => ({
  name,
  columns: columnsOf(em, AuditLog, 'l'),
  from: FROM,
  id: ID,
  match,
  order: NEWEST_FIRST,
});
