import { Migration } from '@mikro-orm/migrations';

const SUBMITTED = `(coalesce(submitted_at, '-infinity'::timestamptz)), id`;
const DUE = `(coalesce(due_at, 'infinity'::timestamptz)), id`;
const OPEN = `status <> 'completed' and status <> 'distributed' and status <> 'archived' and (outcome is null or outcome = 'delivered')`;
const COUNTED =
  'status, priority, current_step, current_step_status, assignee_id, assigned_to, due_at, deleted_at, outcome';

/**
 * Attachments are marked when they are removed, as samples are. The statistics of a laboratory or of some months are
 * counted in an index alone.
 */
export class AttachmentsAndCounting extends Migration {
  override up(): void {
    this.addSql(`alter table "nanopore_attachments" add column "deleted_at" timestamptz null`);
    this.addSql('drop index "nanopore_samples_lab_name_idx"');
    this.addSql(
      `create index "nanopore_samples_lab_name_idx" on "nanopore_samples" (lab_name, ${SUBMITTED}) include (${COUNTED})`,
    );
    this.addSql('drop index "nanopore_samples_submitted_at_idx"');
    this.addSql(
      `create index "nanopore_samples_submitted_at_idx" on "nanopore_samples" (${SUBMITTED}) include (submitted_at, ${COUNTED})`,
    );
    this.addSql('drop index "nanopore_samples_open_idx"');
    this.addSql(
      `create index "nanopore_samples_open_idx" on "nanopore_samples" (${DUE}) include (${COUNTED}, priority_rank) where ${OPEN}`,
    );
    this.addSql('analyze "nanopore_samples"');
  }

  override down(): void {
    this.addSql('drop index "nanopore_samples_open_idx"');
    this.addSql(
      `create index "nanopore_samples_open_idx" on "nanopore_samples" (${DUE}) include (due_at, deleted_at) where ${OPEN}`,
    );
    this.addSql('drop index "nanopore_samples_submitted_at_idx"');
    this.addSql(`create index "nanopore_samples_submitted_at_idx" on "nanopore_samples" (${SUBMITTED})`);
    this.addSql('drop index "nanopore_samples_lab_name_idx"');
    this.addSql(`create index "nanopore_samples_lab_name_idx" on "nanopore_samples" (lab_name, ${SUBMITTED})`);
    this.addSql(`alter table "nanopore_attachments" drop column "deleted_at"`);
  }
}
