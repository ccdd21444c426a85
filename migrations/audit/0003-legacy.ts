import { Migration } from '@mikro-orm/migrations';

const TABLES = ['audit_logs', 'compliance_reports', 'retention_policies'];

/** What a monolith carried that these tables have no column for. */
export class Legacy extends Migration {
  override up(): void {
    for (const table of TABLES) {
      this.addSql(`alter table "${table}" add column "legacy" jsonb null`);
    }
  }

  override down(): void {
    for (const table of TABLES) {
      this.addSql(`alter table "${table}" drop column "legacy"`);
    }
  }
}
