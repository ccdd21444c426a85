import type { Sql } from '../../support/monolith/database.ts';
import type { MonolithToSeparate } from './command-lab.ts';

const TABLES = `
  create table users (id uuid primary key, email text, name text);
  create table nanopore_samples (id uuid primary key, sample_name text not null, status text, created_by uuid references users);
  create table nanopore_processing_steps (id uuid primary key, sample_id uuid not null references nanopore_samples,
    step_name text not null, step_status text);
  create table audit_logs (id uuid primary key, event_type text, action text, user_id uuid);
  create table sessions (id uuid primary key, data text);
  create table freezers (id int primary key, place text);`;

const ROWS = `
  insert into users select md5('u' || i)::uuid, i || '@example.org', 'User ' || i from generate_series(1, 20) i;
  insert into nanopore_samples select md5('s' || i)::uuid, 'Sample ' || i, 'submitted', md5('u' || i % 20 + 1)::uuid
    from generate_series(1, 120) i;
  insert into nanopore_processing_steps select md5('p' || i)::uuid, md5('s' || i % 120 + 1)::uuid, 'Library Prep', 'pending'
    from generate_series(1, 300) i;
  insert into audit_logs select md5('a' || i)::uuid, 'sample.created', 'create', md5('u' || i % 20 + 1)::uuid
    from generate_series(1, 60) i;
  insert into sessions select md5('x' || i)::uuid, 'x' from generate_series(1, 5) i;
  insert into freezers select i, 'Room ' || i from generate_series(1, 5) i;`;

export const SMALL_SETTINGS = 'tables:\n  sessions: leave\n  freezers: { assign: samples }\n';

/** A few tables of two services, one that stays and one that is assigned: all of its rows are taken. */
export const SMALL: MonolithToSeparate = {
  settings: SMALL_SETTINGS,
  make: async (monolith: Sql) => void (await monolith.query(TABLES + ROWS)),
};
