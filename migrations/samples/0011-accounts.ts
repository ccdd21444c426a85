import { Migration } from '@mikro-orm/migrations';

/** By what people of the directory sign in: who vouches for them, and under which name there. */
export class Accounts extends Migration {
  override up(): void {
    this.addSql('alter table "users" add column "issuer" text null, add column "subject" text null');
    this.addSql('alter table "users" add constraint "users_issuer_subject_key" unique ("issuer", "subject")');
  }

  override down(): void {
    this.addSql('alter table "users" drop constraint "users_issuer_subject_key"');
    this.addSql('alter table "users" drop column "issuer", drop column "subject"');
  }
}
