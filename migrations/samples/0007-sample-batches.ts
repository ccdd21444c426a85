import { Migration } from '@mikro-orm/migrations';

/** Batches of samples that came in under a key, so that a caller who heard no answer can ask once more. */
export class SampleBatches extends Migration {
  override up(): void {
    this.addSql(`create table "sample_batches" (
      "id" uuid not null default new_id(),
      "actor" text not null,
      "idempotency_key" text not null,
      "content_sha256" text not null,
      "sample_ids" uuid[] not null,
      "created_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql(
      `alter table "sample_batches" add constraint "sample_batches_actor_idempotency_key_key" unique ("actor", "idempotency_key")`,
    );
  }

  override down(): void {
    this.addSql('drop table "sample_batches"');
  }
}
