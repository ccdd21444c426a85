import { Migration } from '@mikro-orm/migrations';
import { NEW_ID_FUNCTION } from '../../platform/database/new-id.ts';

/** Settings, feature flags, and the history of their changes. */
export class Initial extends Migration {
  override up(): void {
    this.addSql(NEW_ID_FUNCTION);
    this.addSql(`create table "application_configs" (
      "id" uuid not null default new_id(),
      "config_key" text not null,
      "config_value" text null,
      "environment" text not null,
      "is_encrypted" boolean not null default false,
      "is_sensitive" boolean not null default false,
      "description" text null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(
      `create index "application_configs_place_idx" on "application_configs" (((config_key || ' ' || environment) collate "C"), id)`,
    );
    this.addSql(
      `alter table "application_configs" add constraint "application_configs_config_key_environment_key" unique ("config_key", "environment")`,
    );
    this.addSql(
      `alter table "application_configs" add constraint "application_configs_environment_check" check (environment = any (array['development', 'staging', 'production', 'test']))`,
    );
    this.addSql(`create table "config_history" (
      "id" uuid not null default new_id(),
      "config_key" text not null,
      "environment" text not null,
      "old_value" text null,
      "new_value" text null,
      "changed_by" uuid null,
      "change_reason" text null,
      "timestamp" timestamptz not null default clock_timestamp(),
      "created_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(`create index "config_history_timestamp_idx" on "config_history" ("timestamp", "id")`);
    this.addSql(
      `create index "config_history_config_key_idx" on "config_history" ("config_key", "environment", "timestamp", "id")`,
    );
    this.addSql(
      `alter table "config_history" add constraint "config_history_environment_check" check (environment = any (array['development', 'staging', 'production', 'test']))`,
    );
    this.addSql(`create table "feature_flags" (
      "id" uuid not null default new_id(),
      "flag_name" text not null,
      "is_enabled" boolean not null default false,
      "environment" text not null,
      "rollout_percentage" int not null default 100,
      "conditions" jsonb null,
      "description" text null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(
      `alter table "feature_flags" add constraint "feature_flags_flag_name_environment_key" unique ("flag_name", "environment")`,
    );
    this.addSql(
      `alter table "feature_flags" add constraint "feature_flags_environment_check" check (environment = any (array['development', 'staging', 'production', 'test']))`,
    );
    this.addSql(
      `alter table "feature_flags" add constraint "feature_flags_rollout_percentage_check" check (rollout_percentage >= 0 and rollout_percentage <= 100)`,
    );
  }

  override down(): void {
    for (const table of ['config_history', 'feature_flags', 'application_configs']) {
      this.addSql(`drop table "${table}"`);
    }
    this.addSql('drop function new_id()');
  }
}
