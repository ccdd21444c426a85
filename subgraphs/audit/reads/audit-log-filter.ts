import { type RawBuilder, sql } from 'kysely';
import { isUuid, textArgument, uuidArgument } from '../../../platform/graphql/arguments.ts';

type Maybe<T> = T | null | undefined;

/** As the graph's `AuditLogFilter`; every field that is given narrows the list. */
export type AuditLogFilter = {
  eventType?: Maybe<string>;
  action?: Maybe<string>;
  resourceType?: Maybe<string>;
  resourceId?: Maybe<string>;
  userId?: Maybe<string>;
  outcome?: Maybe<string>;
  from?: Maybe<Date>;
  to?: Maybe<Date>;
};

/** Relies on the index of audit_logs whose first column the filter names, else on audit_logs_timestamp_idx. */
export function auditLogConditions(filter: AuditLogFilter): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  if (filter.eventType != null) found.push(sql`l.event_type = ${textArgument('filter.eventType', filter.eventType)}`);
  if (filter.action != null) found.push(sql`l.action = ${textArgument('filter.action', filter.action)}`);
  if (filter.resourceType != null) {
    found.push(sql`l.resource_type = ${textArgument('filter.resourceType', filter.resourceType)}`);
  }
  if (filter.resourceId != null) found.push(sql`l.resource_id = ${resourceIdArgument(filter.resourceId)}`);
  if (filter.userId != null) found.push(sql`l.user_id = ${uuidArgument('filter.userId', filter.userId)}::uuid`);
  if (filter.outcome != null) found.push(sql`l.outcome = ${filter.outcome}`);
  if (filter.from != null) found.push(sql`l.timestamp >= ${filter.from.toISOString()}::timestamptz`);
  if (filter.to != null) found.push(sql`l.timestamp < ${filter.to.toISOString()}::timestamptz`);
  return found;
}

/** Any text; UUIDs as they were recorded, in lower case. */
const resourceIdArgument = (value: string): string =>
  isUuid(value) ? value.toLowerCase() : textArgument('filter.resourceId', value);
