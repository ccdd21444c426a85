import { type RawBuilder, sql } from 'kysely';
import { type Queryable, rowsOf } from '../../../platform/database/columns.ts';

/** What a policy asks for at a moment; null counts where it asks for nothing of that kind. */
export type RetentionDue = {
  resourceType: string;
  oldest: string | null;
  archive: number | null;
  delete: number | null;
};

/** The resources whose rows are in this database, and since when they are kept. Of all others their services know. */
const OWN_TABLES: Readonly<Record<string, { table: RawBuilder<unknown>; since: RawBuilder<unknown> }>> = {
  audit_logs: { table: sql.table('audit_logs'), since: sql.ref('timestamp') },
  compliance_reports: { table: sql.table('compliance_reports'), since: sql.ref('created_at') },
};

/** Longer than any policy that a person set; a column can hold more days than there are dates. */
const LONGEST_DAYS = 1_000_000;

/**
 * What policies would have archived and deleted at a moment, were they applied: one statement, out of the indexes by
 * time. What is to be deleted is not counted for archiving. Resources of other services are left out of the answer.
 */
export async function readRetentionDue(
  em: Queryable,
  resourceTypes: readonly string[],
  asOf: Date,
): Promise<RetentionDue[]> {
  const own = resourceTypes.filter((type) => OWN_TABLES[type] !== undefined);
  return own.length === 0
    ? []
    : rowsOf(
        em,
        sql<RetentionDue>`${sql.join(
          own.map((type) => dueOf(type, asOf)),
          sql` union all `,
        )}`,
      );
}

function dueOf(resourceType: string, asOf: Date): RawBuilder<unknown> {
  const { table, since } = OWN_TABLES[resourceType] as (typeof OWN_TABLES)[string];
  const before = (days: RawBuilder<unknown>) =>
    sql`${asOf.toISOString()}::timestamptz - make_interval(days => least(${days}, ${sql.lit(LONGEST_DAYS)}))`;
  const archived = before(sql`p.archive_after_days`);
  const deleted = before(sql`p.delete_after_days`);
  return sql`
    select p.resource_type as "resourceType",
      (select min(${since}) from ${table}) as oldest,
      case when p.archive_after_days is not null then
        (select count(*) from ${table}
          where ${since} < ${archived} and ${since} >= coalesce(${deleted}, '-infinity'::timestamptz))::int
      end as archive,
      case when p.delete_after_days is not null then
        (select count(*) from ${table} where ${since} < ${deleted})::int
      end as delete
    from retention_policies as p where p.resource_type = ${resourceType}`;
}
