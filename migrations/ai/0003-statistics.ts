import { Migration } from '@mikro-orm/migrations';

const INDEX = 'ai_extraction_results_created_at_idx';

/** The lists of one method have an index. What statistics ask for joins the index of the list by time, so that they need not read the documents' data. */
export class Statistics extends Migration {
  override up(): void {
    this.addSql(`drop index "${INDEX}"`);
    this.addSql(
      `create index "${INDEX}" on "ai_extraction_results" (created_at, id) include (extraction_method, confidence_score, processing_time_ms)`,
    );
    this.addSql(
      `create index "ai_extraction_results_extraction_method_idx" on "ai_extraction_results" ("extraction_method", "created_at", "id")`,
    );
  }

  override down(): void {
    this.addSql('drop index "ai_extraction_results_extraction_method_idx"');
    this.addSql(`drop index "${INDEX}"`);
    this.addSql(`create index "${INDEX}" on "ai_extraction_results" ("created_at", "id")`);
  }
}
