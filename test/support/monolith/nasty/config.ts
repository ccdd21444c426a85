/** What the monolith's people would write into `separation.yaml`. */
export const NASTY_CONFIG = `timezone: America/New_York
tables:
  public.sessions: leave
  public.schema_migrations: leave
  public.mikro_orm_migrations: leave
  public.nanopore_communications: { assign: samples }
  public.instrument_events: { assign: audit }
  public.run_quotes: { assign: backup }
  public.Order: { assign: config }
  lab.freezers: { assign: samples }
  lab.freezer_alarms: { assign: samples }
  lab.plate_wells: { assign: samples }
  lab.well_readings: { assign: samples }
  lab.spare_parts: { assign: backup }
  lab.odd_types: { assign: ai }
columns:
  nanopore_samples.status: { values: { received: submitted, Completed: completed } }
  nanopore_samples.priority: { values: { rush: urgent } }
  nanopore_sample_details.kit: { rename: library_prep_kit }
  nanopore_processing_steps.step_status: { values: { done: completed } }
  ai_processing_jobs.status: { values: { queued: pending } }
  application_configs.environment: { values: { prod: production } }
  feature_flags.environment: { values: { prod: production } }
  config_history.environment: { values: { prod: production } }
steps:
  Nanodrop & Qubit: sample_qc
  Tapestation: library_qc
`;

/** Statuses and the like that today's schema has, or that the configuration above makes one of them. */
export const ACCEPTED = {
  'projects.status': ['active', 'archived', 'completed'],
  'submissions.status': ['draft', 'submitted', 'processing', 'completed', 'archived'],
  'submissions.priority': ['low', 'normal', 'high', 'urgent'],
  'nanopore_samples.status': [
    ...['submitted', 'prep', 'sequencing', 'analysis', 'completed', 'distributed', 'archived'],
    ...['received', 'Completed'],
  ],
  'nanopore_samples.priority': ['low', 'normal', 'high', 'urgent', 'rush'],
  'nanopore_processing_steps.step_status': ['pending', 'in_progress', 'completed', 'failed', 'skipped', 'done'],
  'ai_extraction_results.extraction_method': ['llm', 'pattern', 'hybrid', 'rag'],
  'ai_processing_jobs.status': ['pending', 'processing', 'completed', 'failed', 'cancelled', 'queued'],
  'backup_jobs.status': ['scheduled', 'running', 'completed', 'failed'],
  environment: ['development', 'staging', 'production', 'test', 'prod'],
} as const;
