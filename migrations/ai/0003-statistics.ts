import { Migration } from '@mikro-orm/migrations';

const INDEX = 'ai_extraction_results_created_at_idx';

/** What statistics ask for joins the index of the list by time, so that they need not read the documents' data. */
export class Statistics extends Migration {
  override up(): void {
    this.addSql(`drop index "${INDEX}"`);
    this.addSql(
      `create index "${INDEX}" on "ai_extraction_results" (created_at, id) include (extraction_method, confidence_score, processing_time_ms)`,
    );
  }

  override down(): void {
    this.addSql(`drop index "${INDEX}"`);
    this.addSql(`create index "${INDEX}" on "ai_extraction_results" ("created_at", "id")`);
  }
}
