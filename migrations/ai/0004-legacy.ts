import { Migration } from '@mikro-orm/migrations';

const TABLES = ['ai_extraction_results', 'ai_processing_jobs', 'ai_model_performance'];

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
