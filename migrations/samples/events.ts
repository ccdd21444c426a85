import type { ServiceEvents } from '../../platform/events/registry.ts';

const OF_A_SAMPLE = [{ type: 'sample', id: 'r.sample_id' }];

/** What changes in the samples database is an event, and whose. */
export const events: ServiceEvents = {
  tables: [
    { table: 'projects', resource: 'project', identifying: ['name'], accompanying: ['updated_at'] },
    { table: 'submissions', resource: 'submission', identifying: ['submission_number'], accompanying: ['updated_at'] },
    { table: 'users', resource: 'user', identifying: ['name'], accompanying: ['updated_at'] },
    {
      table: 'nanopore_samples',
      resource: 'sample',
      identifying: ['sample_name'],
      derived: ['current_step', 'current_step_status', 'priority_rank', 'search_vector', 'status_rank'],
      accompanying: ['updated_at', 'version'],
      verbs: {
        assignSample: 'assigned',
        holdSample: 'held',
        releaseSample: 'released',
        rejectSample: 'rejected',
        archiveSample: 'archived',
        restoreSample: 'restored',
        deleteSample: 'deleted',
      },
    },
    {
      table: 'nanopore_sample_details',
      resource: 'sample_details',
      roots: OF_A_SAMPLE,
      identifying: ['sample_id'],
      accompanying: ['updated_at'],
    },
    {
      table: 'nanopore_processing_steps',
      resource: 'processing_step',
      roots: OF_A_SAMPLE,
      identifying: ['sample_id', 'step_name'],
      derived: ['step_order'],
      accompanying: ['updated_at'],
      verbs: {
        startStep: 'started',
        completeStep: 'completed',
        failStep: 'failed',
        skipStep: 'skipped',
        retryStep: 'retried',
        reopenStep: 'reopened',
      },
    },
    {
      table: 'nanopore_attachments',
      resource: 'attachment',
      roots: OF_A_SAMPLE,
      identifying: ['sample_id', 'file_name'],
      verbs: { addAttachment: 'added', removeAttachment: 'removed' },
    },
  ],
  silent: {
    sample_batches: 'which key of which caller brought which samples in, so that nothing comes in twice',
    sample_tallies: 'counted out of the samples',
    sample_tally_changes: 'counted out of the samples',
  },
};
