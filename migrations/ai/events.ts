import type { ServiceEvents } from '../../platform/events/registry.ts';

const OF_A_SAMPLE = { type: 'sample', id: 'r.sample_id' };

/** What changes in the AI database is an event, and whose. */
export const events: ServiceEvents = {
  tables: [
    {
      table: 'ai_extraction_results',
      resource: 'extraction_result',
      roots: [OF_A_SAMPLE, { type: 'submission', id: 'r.submission_id' }],
      identifying: ['sample_id', 'file_name'],
      verbs: { recordExtraction: 'recorded' },
    },
    {
      table: 'ai_processing_jobs',
      resource: 'processing_job',
      roots: [OF_A_SAMPLE],
      identifying: ['sample_id', 'job_type'],
      accompanying: ['updated_at'],
      verbs: {
        startProcessingJob: 'started',
        completeProcessingJob: 'completed',
        failProcessingJob: 'failed',
        retryProcessingJob: 'retried',
        cancelProcessingJob: 'cancelled',
      },
    },
    {
      table: 'ai_model_performance',
      resource: 'model_performance',
      identifying: ['model_name', 'task_type'],
      verbs: { recordModelPerformance: 'recorded' },
    },
  ],
  silent: {},
};
