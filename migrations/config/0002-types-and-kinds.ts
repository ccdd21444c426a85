import { Migration } from '@mikro-orm/migrations';

/**
 * Settings have a type, and changes a kind. Changes of settings that are sensitive lose what they hold of them: a
 * secret stands in the settings alone, encrypted.
 */
export class TypesAndKinds extends Migration {
  override up(): void {
    this.addSql(`alter table "application_configs" add column "value_type" text not null default 'string'`);
    this.addSql(
      `alter table "application_configs" add constraint "application_configs_value_type_check" check (value_type = any (array['string', 'number', 'boolean', 'json']))`,
    );
    this.addSql(`alter table "config_history"
      add column "kind" text not null default 'set',
      add column "is_sensitive" boolean not null default false,
      add column "old_value_type" text null`);
    this.addSql(
      `alter table "config_history" add constraint "config_history_kind_check" check (kind = any (array['set', 'deleted', 'reverted', 'revealed']))`,
    );
    this.addSql(
      `alter table "config_history" add constraint "config_history_old_value_type_check" check (old_value_type = any (array['string', 'number', 'boolean', 'json']))`,
    );
    this.addSql(`update "config_history" as h set old_value = null, new_value = null, is_sensitive = true
      from "application_configs" as c
      where c.config_key = h.config_key and c.environment = h.environment and (c.is_sensitive or c.is_encrypted)`);
  }

  override down(): void {
    this.addSql(
      `alter table "config_history" drop column "kind", drop column "is_sensitive", drop column "old_value_type"`,
    );
    this.addSql(`alter table "application_configs" drop column "value_type"`);
  }
}
