import { Migration } from '@mikro-orm/migrations';

/** What a monolith knew of its users that the directory has no column for. */
export class LegacyOfUsers extends Migration {
  override up(): void {
    this.addSql('alter table "users" add column "legacy" jsonb null');
  }

  override down(): void {
    this.addSql('alter table "users" drop column "legacy"');
  }
}
