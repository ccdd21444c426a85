import { type RawBuilder, sql } from 'kysely';
import { isUuid, textArgument, uuidArgument } from '../../../platform/graphql/arguments.ts';
import type { KeysetOrder } from '../../../platform/paging/keyset.ts';
import type { AUDIT_OUTCOMES } from '../entities/audit-log.entity.ts';

type Maybe<T> = T | null | undefined;

/** As the graph's `AuditLogFilter`; every field that is given narrows the list. */
export type AuditLogFilter = {
  eventType?: Maybe<string>;
  action?: Maybe<string>;
  resourceType?: Maybe<string>;
  resourceId?: Maybe<string>;
  userId?: Maybe<string>;
  outcome?: Maybe<(typeof AUDIT_OUTCOMES)[number]>;
  from?: Maybe<Date>;
  to?: Maybe<Date>;
};

type Lead = NonNullable<KeysetOrder<unknown>['within']>;
/** A list narrowed by a filter: what its rows fulfil, and the column that leads the index they are read from. */
export type NarrowedLog = { conditions: RawBuilder<unknown>[]; within?: Lead };

/** By what there are fewest of; each leads an index on `(column, timestamp, id)`. */
const LEADING = ['userId', 'eventType', 'resourceType', 'action'] as const;
type Leading = (typeof LEADING)[number];

const COLUMNS: Record<Leading, { column: RawBuilder<unknown>; kind: Lead['kind'] }> = {
  userId: { column: sql`l.user_id`, kind: 'uuid' },
  eventType: { column: sql`l.event_type`, kind: 'text' },
  resourceType: { column: sql`l.resource_type`, kind: 'text' },
  action: { column: sql`l.action`, kind: 'text' },
};

/**
 * A person, an event, a type of resource or an action is read from the index that it leads, whatever the planner
 * thinks of it. Single resources, and what did not succeed, are few enough for it to find its way.
 */
export function narrowedLog(filter: AuditLogFilter): NarrowedLog {
  const isRare = filter.resourceId != null || filter.outcome === 'failure' || filter.outcome === 'denied';
  const leading = isRare ? undefined : LEADING.find((field) => filter[field] != null);
  if (leading === undefined) {
    return { conditions: [...equations(filter), ...periodConditions(filter)] };
  }
  const within = { ...COLUMNS[leading], value: argumentOf(leading, filter[leading] as string) };
  return { conditions: [...rangeOf(within, filter), ...equations({ ...filter, [leading]: null })], within };
}

/** For whatever happened in a period; relies on audit_logs_timestamp_idx. */
export function periodConditions({ from, to }: Pick<AuditLogFilter, 'from' | 'to'>): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  if (from != null) found.push(sql`l.timestamp >= ${from.toISOString()}::timestamptz`);
  if (to != null) found.push(sql`l.timestamp < ${to.toISOString()}::timestamptz`);
  return found;
}

/** One value of the leading column, as a range that begins and ends with the period. */
function rangeOf({ column, value, kind }: Lead, { from, to }: AuditLogFilter): RawBuilder<unknown>[] {
  const one = sql`${value}::${sql.raw(kind)}`;
  return [
    from == null
      ? sql`${column} >= ${one}`
      : sql`(${column}, l.timestamp) >= (${one}, ${from.toISOString()}::timestamptz)`,
    to == null ? sql`${column} <= ${one}` : sql`(${column}, l.timestamp) < (${one}, ${to.toISOString()}::timestamptz)`,
  ];
}

function equations(filter: AuditLogFilter): RawBuilder<unknown>[] {
  const found = LEADING.filter((field) => filter[field] != null).map((field) => {
    const { column, kind } = COLUMNS[field];
    return sql`${column} = ${argumentOf(field, filter[field] as string)}::${sql.raw(kind)}`;
  });
  if (filter.resourceId != null) found.push(sql`l.resource_id = ${resourceIdArgument(filter.resourceId)}`);
  // Written out, so that the planner knows how rare it is and may use audit_logs_outcome_idx.
  if (filter.outcome != null) found.push(sql`l.outcome = ${sql.lit(filter.outcome)}`);
  return found;
}

const argumentOf = (field: Leading, value: string): string =>
  field === 'userId' ? uuidArgument('filter.userId', value) : textArgument(`filter.${field}`, value);

/** Any text; UUIDs as they were recorded, in lower case. */
const resourceIdArgument = (value: string): string =>
  isUuid(value) ? value.toLowerCase() : textArgument('filter.resourceId', value);
