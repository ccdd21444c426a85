import type { EmittingTable } from '../../platform/events/emitting-table.ts';

/** What changes in the audit database is an event, and whose. The log is where events go: it makes none. */
export const emitting: readonly EmittingTable[] = [
  {
    table: 'compliance_reports',
    resource: 'compliance_report',
    identifying: ['report_type'],
    accompanying: ['updated_at'],
    // As large as a report is, and made of the log.
    redacted: ['data'],
  },
  {
    table: 'retention_policies',
    resource: 'retention_policy',
    identifying: ['resource_type'],
    accompanying: ['updated_at'],
  },
];
