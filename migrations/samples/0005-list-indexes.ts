import { Migration } from '@mikro-orm/migrations';

const SUBMITTED = `(coalesce(submitted_at, '-infinity'::timestamptz)), id`;

/** The newest samples of a laboratory, an account, a person … in the order of lists: each a piece of one index. */
const BY = ['assigned_to', 'chart_field', 'project_id', 'lab_name', 'sample_type', 'flow_cell_type'];

/** Few samples at any time, whatever the number of all. */
const FEW: Record<string, [columns: string, where: string]> = {
  held: [SUBMITTED, 'hold_reason is not null'],
  unassigned: [SUBMITTED, 'assignee_id is null and assigned_to is null'],
  open: [
    `(coalesce(due_at, 'infinity'::timestamptz)), id`,
    `status <> 'completed' and status <> 'distributed' and status <> 'archived'`,
  ],
  completed_at: ['completed_at, id', 'completed_at is not null'],
};

/** What each field of `SampleFilter` relies on, so that no list of a million samples reads them all. */
export class ListIndexes extends Migration {
  override up(): void {
    // Loads the extension, for before that only a superuser may name its parameters.
    this.addSql(`select similarity('', '')`);
    // The threshold belongs to a session; here it is the function's. Lower, and a million names are compared.
    this.addSql(`create function similar_names(name text) returns table (id uuid, likeness real)
      language sql stable rows 100 set pg_trgm.similarity_threshold = 0.45 as $$
        select s.id, similarity(s.sample_name, name) from nanopore_samples s where s.sample_name % name
        order by 2 desc, s.id desc limit 1000
      $$`);
    for (const column of BY) {
      this.addSql(`create index "nanopore_samples_${column}_idx" on "nanopore_samples" (${column}, ${SUBMITTED})`);
    }
    for (const [name, [columns, where]] of Object.entries(FEW)) {
      this.addSql(`create index "nanopore_samples_${name}_idx" on "nanopore_samples" (${columns}) where ${where}`);
    }
    this.addSql('drop index "nanopore_samples_assignee_id_idx"');
    this.addSql(`create index "nanopore_samples_assignee_id_idx" on "nanopore_samples" (assignee_id, ${SUBMITTED})`);
    this.addSql('drop index "nanopore_samples_submitter_email_idx"');
    this.addSql(
      `create index "nanopore_samples_submitter_email_idx" on "nanopore_samples" (lower(submitter_email), ${SUBMITTED})`,
    );
    this.addSql(
      'create index "nanopore_sample_details_qc_passed_idx" on "nanopore_sample_details" (qc_passed, sample_id)',
    );
    // Without statistics on their expressions the new indexes look worse than a walk along an old one.
    this.addSql('analyze "nanopore_samples"');
  }

  override down(): void {
    this.addSql('drop function similar_names(text)');
    this.addSql('drop index "nanopore_sample_details_qc_passed_idx"');
    this.addSql('drop index "nanopore_samples_submitter_email_idx"');
    this.addSql('create index "nanopore_samples_submitter_email_idx" on "nanopore_samples" (lower(submitter_email))');
    this.addSql('drop index "nanopore_samples_assignee_id_idx"');
    this.addSql('create index "nanopore_samples_assignee_id_idx" on "nanopore_samples" (assignee_id)');
    for (const name of [...Object.keys(FEW), ...BY]) {
      this.addSql(`drop index "nanopore_samples_${name}_idx"`);
    }
  }
}
