import { Migration } from '@mikro-orm/migrations';
import { NEW_ID_FUNCTION } from '../../platform/database/new-id.ts';

/** Backups with what they hold, and the schedules they follow. */
export class Initial extends Migration {
  override up(): void {
    this.addSql(NEW_ID_FUNCTION);
    this.addSql(`create table "backup_jobs" (
      "id" uuid not null default new_id(),
      "job_type" text not null,
      "status" text not null default 'scheduled',
      "source_database" text null,
      "backup_location" text null,
      "file_size_bytes" bigint null,
      "compression_enabled" boolean null default false,
      "encryption_enabled" boolean null default false,
      "checksum" text null,
      "started_at" timestamptz null,
      "completed_at" timestamptz null,
      "error_message" text null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "backup_jobs_created_at_idx" on "backup_jobs" ("created_at", "id")`);
    this.addSql(
      `create index "backup_jobs_verified_idx" on "backup_jobs" (source_database, started_at, id) where status = 'completed' and checksum is not null and started_at is not null`,
    );
    this.addSql(
      `alter table "backup_jobs" add constraint "backup_jobs_job_type_check" check (job_type = any (array['full', 'incremental', 'differential']))`,
    );
    this.addSql(
      `alter table "backup_jobs" add constraint "backup_jobs_status_check" check (status = any (array['scheduled', 'running', 'completed', 'failed']))`,
    );
    this.addSql(
      `alter table "backup_jobs" add constraint "backup_jobs_file_size_bytes_check" check (file_size_bytes >= 0)`,
    );
    this.addSql(`create table "backup_metadata" (
      "id" uuid not null default new_id(),
      "backup_job_id" uuid not null,
      "table_name" text not null,
      "record_count" bigint null,
      "file_path" text null,
      "created_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "backup_metadata_backup_job_id_idx" on "backup_metadata" ("backup_job_id")`);
    this.addSql(
      `alter table "backup_metadata" add constraint "backup_metadata_record_count_check" check (record_count >= 0)`,
    );
    this.addSql(`create table "backup_schedules" (
      "id" uuid not null default new_id(),
      "name" text not null,
      "cron_expression" text not null,
      "backup_type" text not null,
      "retention_days" int not null,
      "is_active" boolean not null default false,
      "last_run" timestamptz null,
      "next_run" timestamptz null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`alter table "backup_schedules" add constraint "backup_schedules_name_key" unique ("name")`);
    this.addSql(
      `alter table "backup_schedules" add constraint "backup_schedules_backup_type_check" check (backup_type = any (array['full', 'incremental', 'differential']))`,
    );
    this.addSql(
      `alter table "backup_schedules" add constraint "backup_schedules_retention_days_check" check (retention_days > 0)`,
    );
    this.addSql(
      `alter table "backup_metadata" add constraint "backup_metadata_backup_job_id_foreign" foreign key ("backup_job_id") references "backup_jobs" ("id")`,
    );
  }

  override down(): void {
    for (const table of ['backup_metadata', 'backup_schedules', 'backup_jobs']) {
      this.addSql(`drop table "${table}"`);
    }
    this.addSql('drop function new_id()');
  }
}
