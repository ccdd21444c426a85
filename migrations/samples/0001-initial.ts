import { Migration } from '@mikro-orm/migrations';
import { NEW_ID_FUNCTION } from '../../platform/database/new-id.ts';

/** Projects, submissions, samples with their details, steps and attachments, and the directory of users. */
export class Initial extends Migration {
  override up(): void {
    this.addSql('create extension if not exists pg_trgm');
    this.addSql(NEW_ID_FUNCTION);
    this.addSql(`create table "projects" (
      "id" uuid not null default new_id(),
      "name" text not null,
      "description" text null,
      "owner_name" text null,
      "owner_email" text null,
      "status" text not null default 'active',
      "chart_prefix" text null,
      "legacy" jsonb null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "projects_created_at_idx" on "projects" ("created_at", "id")`);
    this.addSql(
      `alter table "projects" add constraint "projects_status_check" check (status = any (array['active', 'archived', 'completed']))`,
    );
    this.addSql(`create table "submissions" (
      "id" uuid not null default new_id(),
      "project_id" uuid null,
      "submission_number" text null,
      "name" text null,
      "description" text null,
      "submitter_name" text null,
      "submitter_email" text null,
      "submission_type" text null,
      "status" text not null default 'submitted',
      "priority" text not null default 'normal',
      "original_filename" text null,
      "file_size_bytes" bigint null,
      "submitted_at" timestamptz null,
      "completed_at" timestamptz null,
      "legacy" jsonb null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "submissions_project_id_idx" on "submissions" ("project_id")`);
    this.addSql(
      `alter table "submissions" add constraint "submissions_submission_number_key" unique ("submission_number")`,
    );
    this.addSql(
      `create index "submissions_submitted_at_idx" on "submissions" ((coalesce(submitted_at, '-infinity'::timestamptz)), id)`,
    );
    this.addSql(`create index "submissions_submitter_email_idx" on "submissions" (lower(submitter_email))`);
    this.addSql(
      `alter table "submissions" add constraint "submissions_submission_type_check" check (submission_type = any (array['manual', 'pdf', 'csv', 'batch']))`,
    );
    this.addSql(
      `alter table "submissions" add constraint "submissions_status_check" check (status = any (array['draft', 'submitted', 'processing', 'completed', 'archived']))`,
    );
    this.addSql(
      `alter table "submissions" add constraint "submissions_priority_check" check (priority = any (array['low', 'normal', 'high', 'urgent']))`,
    );
    this.addSql(
      `alter table "submissions" add constraint "submissions_file_size_bytes_check" check (file_size_bytes >= 0)`,
    );
    this.addSql(`create table "users" (
      "id" uuid not null default new_id(),
      "email" text null,
      "name" text null,
      "aliases" text[] not null default '{}',
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "users_name_idx" on "users" ((coalesce(name, '')), id)`);
    this.addSql(`create index "users_email_idx" on "users" (lower(email))`);
    this.addSql(`create table "nanopore_samples" (
      "id" uuid not null default new_id(),
      "sample_name" text not null,
      "project_id" text null,
      "submitter_name" text null,
      "submitter_email" text null,
      "lab_name" text null,
      "sample_type" text null,
      "sample_buffer" text null,
      "concentration" numeric(10,3) null,
      "volume" numeric(10,2) null,
      "total_amount" numeric(10,3) null,
      "a260_280" numeric(4,2) null,
      "a260_230" numeric(4,2) null,
      "flow_cell_type" text null,
      "flow_cell_count" int null default 1,
      "status" text not null default 'submitted',
      "priority" text not null default 'normal',
      "assigned_to" text null,
      "library_prep_by" text null,
      "chart_field" text null,
      "submitted_at" timestamptz null,
      "started_at" timestamptz null,
      "completed_at" timestamptz null,
      "due_at" timestamptz null,
      "submission_id" uuid null,
      "sample_number" int null,
      "hold_reason" text null,
      "outcome" text null,
      "created_by" uuid null,
      "assignee_id" uuid null,
      "version" int not null default 1,
      "deleted_at" timestamptz null,
      "legacy" jsonb null,
      "status_rank" int generated always as (array_position(array['submitted', 'prep', 'sequencing', 'analysis', 'completed', 'distributed', 'archived'], status)) stored null,
      "priority_rank" int generated always as (array_position(array['low', 'normal', 'high', 'urgent'], priority)) stored null,
      "search_vector" tsvector generated always as (setweight(to_tsvector('simple', coalesce(sample_name, '')), 'A') || setweight(to_tsvector('simple', coalesce(submitter_name, '') || ' ' || coalesce(submitter_email, '') || ' ' || coalesce(lab_name, '')), 'B') || setweight(to_tsvector('simple', coalesce(sample_type, '') || ' ' || coalesce(sample_buffer, '') || ' ' || coalesce(project_id, '') || ' ' || coalesce(chart_field, '')), 'C') || setweight(to_tsvector('simple', coalesce(hold_reason, '')), 'D')) stored null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(
      `create index "nanopore_samples_submitted_at_idx" on "nanopore_samples" ((coalesce(submitted_at, '-infinity'::timestamptz)), id)`,
    );
    this.addSql(
      `create index "nanopore_samples_due_at_idx" on "nanopore_samples" ((coalesce(due_at, 'infinity'::timestamptz)), id)`,
    );
    this.addSql(`create index "nanopore_samples_priority_idx" on "nanopore_samples" (priority_rank, id)`);
    this.addSql(`create index "nanopore_samples_sample_name_idx" on "nanopore_samples" (sample_name, id)`);
    this.addSql(`create index "nanopore_samples_status_idx" on "nanopore_samples" (status_rank, id)`);
    this.addSql(`create index "nanopore_samples_updated_at_idx" on "nanopore_samples" (updated_at, id)`);
    this.addSql(
      `create index "nanopore_samples_status_submitted_at_idx" on "nanopore_samples" (status, (coalesce(submitted_at, '-infinity'::timestamptz)), id)`,
    );
    this.addSql(
      `create index "nanopore_samples_submission_id_idx" on "nanopore_samples" (submission_id, (coalesce(sample_number, 2147483647)), id)`,
    );
    this.addSql(`create index "nanopore_samples_assignee_id_idx" on "nanopore_samples" (assignee_id)`);
    this.addSql(`create index "nanopore_samples_created_by_idx" on "nanopore_samples" (created_by)`);
    this.addSql(`create index "nanopore_samples_submitter_email_idx" on "nanopore_samples" (lower(submitter_email))`);
    this.addSql(`create index "nanopore_samples_search_idx" on "nanopore_samples" using gin (search_vector)`);
    this.addSql(
      `create index "nanopore_samples_sample_name_trgm_idx" on "nanopore_samples" using gin (sample_name gin_trgm_ops)`,
    );
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_status_check" check (status = any (array['submitted', 'prep', 'sequencing', 'analysis', 'completed', 'distributed', 'archived']))`,
    );
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_priority_check" check (priority = any (array['low', 'normal', 'high', 'urgent']))`,
    );
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_outcome_check" check (outcome = any (array['delivered', 'rejected', 'withdrawn']))`,
    );
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_concentration_check" check (concentration >= 0)`,
    );
    this.addSql(`alter table "nanopore_samples" add constraint "nanopore_samples_volume_check" check (volume >= 0)`);
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_total_amount_check" check (total_amount >= 0)`,
    );
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_a260_280_check" check (a260_280 >= 0)`,
    );
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_a260_230_check" check (a260_230 >= 0)`,
    );
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_flow_cell_count_check" check (flow_cell_count >= 0)`,
    );
    this.addSql(`create table "nanopore_sample_details" (
      "id" uuid not null default new_id(),
      "sample_id" uuid not null,
      "organism" text null,
      "genome_size" text null,
      "expected_read_length" text null,
      "library_prep_kit" text null,
      "barcoding_required" boolean null default false,
      "barcode_kit" text null,
      "run_time_hours" numeric(8,2) null,
      "basecalling_model" text null,
      "data_delivery_method" text null,
      "file_format" text null,
      "analysis_required" boolean null default false,
      "analysis_type" text null,
      "qc_passed" boolean null,
      "qc_notes" text null,
      "special_instructions" text null,
      "internal_notes" text null,
      "legacy" jsonb null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(
      `alter table "nanopore_sample_details" add constraint "nanopore_sample_details_sample_id_key" unique ("sample_id")`,
    );
    this.addSql(
      `alter table "nanopore_sample_details" add constraint "nanopore_sample_details_run_time_hours_check" check (run_time_hours >= 0)`,
    );
    this.addSql(`create table "nanopore_processing_steps" (
      "id" uuid not null default new_id(),
      "sample_id" uuid not null,
      "step_name" text not null,
      "step_status" text not null default 'pending',
      "assigned_to" text null,
      "started_at" timestamptz null,
      "completed_at" timestamptz null,
      "estimated_duration_hours" numeric(8,2) null,
      "notes" text null,
      "results_data" jsonb null,
      "legacy" jsonb null,
      "step_order" int generated always as (array_position(array['sample_qc', 'library_prep', 'library_qc', 'sequencing_setup', 'sequencing_run', 'basecalling', 'quality_assessment', 'data_delivery'], step_name)) stored null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(
      `create index "nanopore_processing_steps_sample_id_idx" on "nanopore_processing_steps" (sample_id, step_order)`,
    );
    this.addSql(
      `alter table "nanopore_processing_steps" add constraint "nanopore_processing_steps_step_status_check" check (step_status = any (array['pending', 'in_progress', 'completed', 'failed', 'skipped']))`,
    );
    this.addSql(
      `alter table "nanopore_processing_steps" add constraint "nanopore_processing_steps_estimated_duration_hours_check" check (estimated_duration_hours >= 0)`,
    );
    this.addSql(`create table "nanopore_attachments" (
      "id" uuid not null default new_id(),
      "sample_id" uuid not null,
      "file_name" text not null,
      "file_type" text null,
      "file_size_bytes" bigint null,
      "file_path" text null,
      "description" text null,
      "uploaded_by" uuid null,
      "uploaded_at" timestamptz null default now(),
      "sha256" text null,
      "legacy" jsonb null,
      "created_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "nanopore_attachments_sample_id_idx" on "nanopore_attachments" ("sample_id")`);
    this.addSql(
      `alter table "nanopore_attachments" add constraint "nanopore_attachments_file_size_bytes_check" check (file_size_bytes >= 0)`,
    );
    this.addSql(
      `alter table "submissions" add constraint "submissions_project_id_foreign" foreign key ("project_id") references "projects" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_submission_id_foreign" foreign key ("submission_id") references "submissions" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_created_by_foreign" foreign key ("created_by") references "users" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_assignee_id_foreign" foreign key ("assignee_id") references "users" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "nanopore_sample_details" add constraint "nanopore_sample_details_sample_id_foreign" foreign key ("sample_id") references "nanopore_samples" ("id")`,
    );
    this.addSql(
      `alter table "nanopore_processing_steps" add constraint "nanopore_processing_steps_sample_id_foreign" foreign key ("sample_id") references "nanopore_samples" ("id")`,
    );
    this.addSql(
      `alter table "nanopore_attachments" add constraint "nanopore_attachments_sample_id_foreign" foreign key ("sample_id") references "nanopore_samples" ("id")`,
    );
    this.addSql(
      `alter table "nanopore_attachments" add constraint "nanopore_attachments_uploaded_by_foreign" foreign key ("uploaded_by") references "users" ("id") on delete set null`,
    );
  }

  override down(): void {
    for (const table of [
      'nanopore_attachments',
      'nanopore_processing_steps',
      'nanopore_sample_details',
      'nanopore_samples',
      'users',
      'submissions',
      'projects',
    ]) {
      this.addSql(`drop table "${table}"`);
    }
    this.addSql('drop function new_id()');
  }
}
