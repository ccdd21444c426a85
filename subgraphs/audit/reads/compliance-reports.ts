import { sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { type KeysetOrder, readPage } from '../../../platform/paging/keyset.ts';
import { ComplianceReport } from '../entities/compliance-report.entity.ts';
import type { ComplianceReportRow } from './rows.ts';

/** Relies on compliance_reports_created_at_idx. */
const NEWEST_FIRST: KeysetOrder<ComplianceReportRow> = {
  name: 'created_at',
  direction: 'desc',
  key: sql`r.created_at`,
  kind: 'timestamptz',
  keyOf: (row) => row.createdAt,
};

export const readComplianceReports = (em: Queryable, page: PageArguments): Promise<Connection<ComplianceReportRow>> =>
  readPage(
    em,
    {
      name: 'complianceReports',
      columns: columnsOf(em, ComplianceReport, 'r'),
      from: sql`compliance_reports as r`,
      id: sql`r.id`,
      conditions: [],
      scope: null,
    },
    NEWEST_FIRST,
    page,
  );

export const readComplianceReportsById = (em: Queryable, ids: readonly string[]): Promise<ComplianceReportRow[]> =>
  rowsOf(
    em,
    sql<ComplianceReportRow>`
      select ${columnsOf(em, ComplianceReport, 'r')} from compliance_reports as r where r.id = any(${ids}::uuid[])`,
  );
