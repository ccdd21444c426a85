import { Migration } from '@mikro-orm/migrations';

const statusCheck = (...statuses: string[]): string => `
  alter table "ai_processing_jobs" drop constraint "ai_processing_jobs_status_check";
  alter table "ai_processing_jobs" add constraint "ai_processing_jobs_status_check"
    check (status = any (array[${statuses.map((status) => `'${status}'`).join(', ')}]))`;

/** Jobs can be cancelled, which is neither done nor failed: a status of its own, with the reason beside it. */
export class JobLifeCycle extends Migration {
  override up(): void {
    this.addSql(statusCheck('pending', 'processing', 'completed', 'failed', 'cancelled'));
    this.addSql(`alter table "ai_processing_jobs" add column "cancel_reason" text null`);
  }

  /** What was cancelled goes on as failed, which it comes closest to, with the reason as its error. */
  override down(): void {
    this.addSql(`update "ai_processing_jobs" set status = 'failed', error_message = 'Cancelled: ' || cancel_reason
      where status = 'cancelled'`);
    this.addSql(statusCheck('pending', 'processing', 'completed', 'failed'));
    this.addSql(`alter table "ai_processing_jobs" drop column "cancel_reason"`);
  }
}
