import { Migration } from '@mikro-orm/migrations';
import { NEW_ID_FUNCTION } from '../../platform/database/new-id.ts';

/** What models read out of documents, the jobs they work on, and how well they do. */
export class Initial extends Migration {
  override up(): void {
    this.addSql(NEW_ID_FUNCTION);
    this.addSql(`create table "ai_extraction_results" (
      "id" uuid not null default new_id(),
      "sample_id" uuid null,
      "submission_id" uuid null,
      "file_name" text null,
      "extraction_method" text null,
      "extracted_data" jsonb null,
      "confidence_score" numeric(3,2) null,
      "processing_time_ms" int null,
      "issues" text[] null,
      "rag_insights" jsonb null,
      "created_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "ai_extraction_results_created_at_idx" on "ai_extraction_results" ("created_at", "id")`);
    this.addSql(
      `create index "ai_extraction_results_sample_id_idx" on "ai_extraction_results" ("sample_id", "created_at", "id")`,
    );
    this.addSql(
      `create index "ai_extraction_results_submission_id_idx" on "ai_extraction_results" ("submission_id", "created_at", "id")`,
    );
    this.addSql(
      `create index "ai_extraction_results_confidence_score_idx" on "ai_extraction_results" ("confidence_score", "id")`,
    );
    this.addSql(
      `alter table "ai_extraction_results" add constraint "ai_extraction_results_extraction_method_check" check (extraction_method = any (array['llm', 'pattern', 'hybrid', 'rag']))`,
    );
    this.addSql(
      `alter table "ai_extraction_results" add constraint "ai_extraction_results_confidence_score_check" check (confidence_score >= 0 and confidence_score <= 1)`,
    );
    this.addSql(
      `alter table "ai_extraction_results" add constraint "ai_extraction_results_processing_time_ms_check" check (processing_time_ms >= 0)`,
    );
    this.addSql(`create table "ai_model_performance" (
      "id" uuid not null default new_id(),
      "model_name" text not null,
      "task_type" text not null,
      "accuracy_score" numeric(5,4) null,
      "processing_time_ms" int null,
      "sample_count" int null,
      "timestamp" timestamptz not null default now(),
      "created_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "ai_model_performance_timestamp_idx" on "ai_model_performance" ("timestamp", "id")`);
    this.addSql(
      `create index "ai_model_performance_model_name_idx" on "ai_model_performance" ("model_name", "timestamp", "id")`,
    );
    this.addSql(
      `create index "ai_model_performance_task_type_idx" on "ai_model_performance" ("task_type", "timestamp", "id")`,
    );
    this.addSql(
      `alter table "ai_model_performance" add constraint "ai_model_performance_accuracy_score_check" check (accuracy_score >= 0 and accuracy_score <= 1)`,
    );
    this.addSql(
      `alter table "ai_model_performance" add constraint "ai_model_performance_processing_time_ms_check" check (processing_time_ms >= 0)`,
    );
    this.addSql(
      `alter table "ai_model_performance" add constraint "ai_model_performance_sample_count_check" check (sample_count >= 0)`,
    );
    this.addSql(`create table "ai_processing_jobs" (
      "id" uuid not null default new_id(),
      "job_type" text not null,
      "status" text not null default 'pending',
      "sample_id" uuid null,
      "input_data" jsonb null,
      "output_data" jsonb null,
      "error_message" text null,
      "attempts" int not null default 0,
      "started_at" timestamptz null,
      "completed_at" timestamptz null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "ai_processing_jobs_created_at_idx" on "ai_processing_jobs" ("created_at", "id")`);
    this.addSql(
      `create index "ai_processing_jobs_status_created_at_idx" on "ai_processing_jobs" ("status", "created_at", "id")`,
    );
    this.addSql(
      `create index "ai_processing_jobs_sample_id_idx" on "ai_processing_jobs" ("sample_id", "created_at", "id")`,
    );
    this.addSql(
      `alter table "ai_processing_jobs" add constraint "ai_processing_jobs_job_type_check" check (job_type = any (array['pdf_extraction', 'data_validation', 'enhancement']))`,
    );
    this.addSql(
      `alter table "ai_processing_jobs" add constraint "ai_processing_jobs_status_check" check (status = any (array['pending', 'processing', 'completed', 'failed']))`,
    );
    this.addSql(
      `alter table "ai_processing_jobs" add constraint "ai_processing_jobs_attempts_check" check (attempts >= 0)`,
    );
  }

  override down(): void {
    for (const table of ['ai_model_performance', 'ai_processing_jobs', 'ai_extraction_results']) {
      this.addSql(`drop table "${table}"`);
    }
    this.addSql('drop function new_id()');
  }
}
