import { Migration } from '@mikro-orm/migrations';
import { NEW_ID_FUNCTION } from '../../platform/database/new-id.ts';
import { insertOnly, revokeChanges } from './log-tables.ts';

/** Refuses the owner, too, rows or no rows. A separation that starts over has to disable the trigger, and to say so. */
const REFUSE_CHANGES = `
  create function refuse_change() returns trigger language plpgsql as $do$ begin
    raise exception '% refused: nothing changes or deletes rows of %', tg_op, tg_table_name
      using errcode = 'insufficient_privilege';
  end $do$`;

/** Days: how long to keep, when to archive, when to delete (null for never). */
const DEFAULT_POLICIES = `
  insert into retention_policies (resource_type, retention_days, archive_after_days, delete_after_days) values
    ('audit_logs', 2555, 365, 2555),
    ('sample_data', 1825, 365, null),
    ('ai_results', 365, 90, 1095),
    ('backup_metadata', 90, 30, 365),
    ('compliance_reports', 2555, 365, null)`;

/** The audit log, which only grows; reports made from it; how long things are kept. */
export class Initial extends Migration {
  override up(): void {
    this.addSql(NEW_ID_FUNCTION);
    this.addSql(`create table "audit_logs" (
      "id" uuid not null default new_id(),
      "event_type" text not null,
      "action" text not null,
      "outcome" text null,
      "actor_name" text null,
      "actor_kind" text null,
      "user_id" uuid null,
      "resource_type" text null,
      "resource_id" varchar(255) null,
      "root_type" text null,
      "root_id" varchar(255) null,
      "details" jsonb null,
      "ip_address" inet null,
      "user_agent" text null,
      "timestamp" timestamptz not null default now(),
      "created_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "audit_logs_timestamp_idx" on "audit_logs" ("timestamp", id)`);
    this.addSql(`create index "audit_logs_resource_idx" on "audit_logs" (resource_type, resource_id, "timestamp", id)`);
    this.addSql(
      `create index "audit_logs_root_idx" on "audit_logs" ((coalesce(root_type, resource_type)), (coalesce(root_id, resource_id)), "timestamp", id)`,
    );
    this.addSql(`create index "audit_logs_user_id_idx" on "audit_logs" (user_id, "timestamp", id)`);
    this.addSql(`create index "audit_logs_event_type_idx" on "audit_logs" (event_type, "timestamp", id)`);
    this.addSql(
      `alter table "audit_logs" add constraint "audit_logs_outcome_check" check (outcome = any (array['success', 'failure', 'denied']))`,
    );
    this.addSql(
      `alter table "audit_logs" add constraint "audit_logs_actor_kind_check" check (actor_kind = any (array['person', 'service']))`,
    );
    this.addSql(
      `alter table "audit_logs" add constraint "audit_logs_root_check" check ((root_type is null) = (root_id is null))`,
    );
    this.addSql(revokeChanges('audit_logs'));
    this.addSql(REFUSE_CHANGES);
    this.addSql(insertOnly('audit_logs'));
    this.addSql(`create table "compliance_reports" (
      "id" uuid not null default new_id(),
      "report_type" text not null,
      "period_start" timestamptz null,
      "period_end" timestamptz null,
      "generated_by" uuid null,
      "data" jsonb null,
      "status" text not null default 'generating',
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "compliance_reports_created_at_idx" on "compliance_reports" ("created_at", "id")`);
    this.addSql(
      `alter table "compliance_reports" add constraint "compliance_reports_status_check" check (status = any (array['generating', 'completed', 'failed']))`,
    );
    this.addSql(`create table "retention_policies" (
      "id" uuid not null default new_id(),
      "resource_type" text not null,
      "retention_days" int not null,
      "archive_after_days" int null,
      "delete_after_days" int null,
      "is_active" boolean not null default true,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(
      `alter table "retention_policies" add constraint "retention_policies_resource_type_key" unique ("resource_type")`,
    );
    this.addSql(
      `alter table "retention_policies" add constraint "retention_policies_retention_days_check" check (retention_days > 0)`,
    );
    this.addSql(
      `alter table "retention_policies" add constraint "retention_policies_archive_after_days_check" check (archive_after_days >= 0)`,
    );
    this.addSql(
      `alter table "retention_policies" add constraint "retention_policies_archive_before_end_check" check (archive_after_days <= retention_days)`,
    );
    this.addSql(
      `alter table "retention_policies" add constraint "retention_policies_delete_after_end_check" check (delete_after_days >= retention_days)`,
    );
    this.addSql(DEFAULT_POLICIES);
  }

  override down(): void {
    for (const table of ['retention_policies', 'compliance_reports', 'audit_logs']) {
      this.addSql(`drop table "${table}"`);
    }
    this.addSql('drop function refuse_change()');
    this.addSql('drop function new_id()');
  }
}
