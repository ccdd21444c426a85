import { Migration } from '@mikro-orm/migrations';

const INDEXES = ['resource_type', 'action', 'outcome', 'security'].map((name) => `audit_logs_${name}_idx`);

/**
 * Statistics of a period read the index by time alone; lists of one type of resource or action, of what did not succeed and of what
 * concerns security each have an index in their order.
 */
export class StatisticsAndSecurity extends Migration {
  override up(): void {
    this.addSql('drop index "audit_logs_timestamp_idx"');
    this.addSql(
      `create index "audit_logs_timestamp_idx" on "audit_logs" ("timestamp", id) include (event_type, action, outcome)`,
    );
    this.addSql(`create index "audit_logs_resource_type_idx" on "audit_logs" (resource_type, "timestamp", id)`);
    this.addSql(`create index "audit_logs_action_idx" on "audit_logs" (action, "timestamp", id)`);
    this.addSql(
      `create index "audit_logs_outcome_idx" on "audit_logs" (outcome, "timestamp", id) where outcome <> 'success'`,
    );
    this.addSql(
      `create index "audit_logs_security_idx" on "audit_logs" ("timestamp", id) where (outcome = 'denied' or event_type like 'security.%')`,
    );
  }

  override down(): void {
    for (const index of [...INDEXES, 'audit_logs_timestamp_idx']) {
      this.addSql(`drop index "${index}"`);
    }
    this.addSql(`create index "audit_logs_timestamp_idx" on "audit_logs" ("timestamp", id)`);
  }
}
