import { Migration } from '@mikro-orm/migrations';
import { insertOnly, revokeChanges } from './log-tables.ts';

/** In the transaction of the entry itself: whoever sees the one sees the other, and nobody waits for anybody. */
const QUEUE = `
  create function queue_unsealed() returns trigger language plpgsql set search_path = public, pg_temp as $do$ begin
    insert into audit_unsealed (log_id, logged_at) select id, "timestamp" from added;
    return null;
  end $do$`;

const TABLES = ['audit_leaves', 'audit_nodes', 'audit_checkpoints'];

/**
 * The place of every entry in a Merkle tree, the hashes of the tree, and what was signed of it; none of it changes. Entries
 * that have no place yet wait in a queue.
 */
export class Leaves extends Migration {
  override up(): void {
    this.addSql(`create table "audit_leaves" (
      "seq" bigint not null primary key check (seq >= 0),
      "log_id" uuid not null,
      "logged_at" timestamptz not null,
      "hash" bytea not null check (octet_length(hash) = 32)
    )`);
    this.addSql('alter table "audit_leaves" add constraint "audit_leaves_log_id_key" unique ("log_id")');
    this.addSql(`create table "audit_nodes" (
      "level" smallint not null check (level > 0 and level % 3 = 0),
      "index" bigint not null check (index >= 0),
      "hash" bytea not null check (octet_length(hash) = 32),
      primary key ("level", "index")
    )`);
    this.addSql(`create table "audit_checkpoints" (
      "size" bigint not null primary key check (size > 0),
      "root" bytea not null check (octet_length(root) = 32),
      "note" text not null,
      "signed_at" timestamptz not null default now()
    )`);
    this.addSql(`create table "audit_unsealed" (
      "arrived" bigint generated always as identity primary key,
      "log_id" uuid not null,
      "logged_at" timestamptz not null
    )`);
    for (const table of TABLES) {
      this.addSql(revokeChanges(table));
      this.addSql(insertOnly(table));
    }
    this.addSql(QUEUE);
    this.addSql(`select keeping.give_back('audit_logs'::regclass)`);
    this.addSql(`create trigger audit_logs_queue after insert on audit_logs referencing new table as added
      for each statement execute function queue_unsealed()`);
    this.addSql(`select keeping.take('audit_logs'::regclass)`);
    this.addSql(`select keeping.take('queue_unsealed()'::regprocedure)`);
    for (const table of [...TABLES, 'audit_unsealed']) {
      this.addSql(`select keeping.take('${table}'::regclass)`);
    }
  }

  override down(): void {
    this.addSql(`select keeping.give_back('audit_logs'::regclass)`);
    this.addSql('drop trigger audit_logs_queue on audit_logs');
    this.addSql(`select keeping.take('audit_logs'::regclass)`);
    this.addSql(`select keeping.give_back('queue_unsealed()'::regprocedure)`);
    this.addSql('drop function queue_unsealed()');
    for (const table of [...TABLES, 'audit_unsealed']) {
      this.addSql(`select keeping.give_back('${table}'::regclass)`);
      this.addSql(`drop table "${table}"`);
    }
  }
}
