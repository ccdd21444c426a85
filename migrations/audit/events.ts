import type { ServiceEvents } from '../../platform/events/registry.ts';

/** What changes in the audit database is an event, and whose. The log is where events go: it makes none. */
export const events: ServiceEvents = {
  tables: [
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
  ],
  silent: {
    audit_logs: 'where the events of all services go',
    audit_unsealed: 'which of them have no place in the log yet',
    audit_leaves: 'the places of what is in the log',
    audit_nodes: 'hashes over them',
    audit_checkpoints: 'what was signed of them',
  },
};
