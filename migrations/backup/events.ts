import type { ServiceEvents } from '../../platform/events/registry.ts';

/** What changes in the backup database is an event, and whose. */
export const events: ServiceEvents = {
  tables: [
    {
      table: 'backup_jobs',
      resource: 'backup_job',
      identifying: ['source_database', 'job_type'],
      accompanying: ['updated_at'],
    },
    { table: 'backup_schedules', resource: 'backup_schedule', identifying: ['name'], accompanying: ['updated_at'] },
    {
      table: 'backup_metadata',
      resource: 'backup_metadata',
      roots: [{ type: 'backup_job', id: 'r.backup_job_id' }],
      identifying: ['backup_job_id', 'table_name'],
    },
  ],
  silent: {},
};
