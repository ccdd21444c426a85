import { Migration } from '@mikro-orm/migrations';

/** A submitter's list of their submissions is read along an index, as everybody's list is. */
export class SubmissionsOfASubmitter extends Migration {
  override up(): void {
    this.addSql('drop index "submissions_submitter_email_idx"');
    this.addSql(
      `create index "submissions_submitter_email_idx" on "submissions" (lower(submitter_email), (coalesce(submitted_at, '-infinity'::timestamptz)), id)`,
    );
    // Without statistics on its expressions the new index looks worse than a walk along an old one.
    this.addSql('analyze "submissions"');
  }

  override down(): void {
    this.addSql('drop index "submissions_submitter_email_idx"');
    this.addSql('create index "submissions_submitter_email_idx" on "submissions" (lower(submitter_email))');
  }
}
