import { Migration } from '@mikro-orm/migrations';

/** Why a step stands where it does, why a sample ended or was deleted, and what its status was before it was closed. */
export class Reasons extends Migration {
  override up(): void {
    this.addSql(`alter table "nanopore_samples"
      add column "outcome_reason" text null,
      add column "deleted_reason" text null,
      add column "archived_from" text null`);
    this.addSql(
      `alter table "nanopore_samples" add constraint "nanopore_samples_archived_from_check" check (archived_from = any (array['submitted', 'prep', 'sequencing', 'analysis', 'completed', 'distributed', 'archived']))`,
    );
    this.addSql(`alter table "nanopore_processing_steps" add column "status_reason" text null`);
  }

  override down(): void {
    this.addSql(`alter table "nanopore_processing_steps" drop column "status_reason"`);
    this.addSql(`alter table "nanopore_samples"
      drop column "outcome_reason", drop column "deleted_reason", drop column "archived_from"`);
  }
}
