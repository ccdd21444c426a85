import type { ClientBase } from 'pg';

/** What the separation writes down beside the rows, in each target: everything a later run has to know. */
const SCHEMA = `
  create schema if not exists separation;
  create table if not exists separation.run (
    id uuid primary key,
    state text not null check (state in ('copying', 'copied', 'switched', 'reversed')),
    source jsonb not null,
    plan jsonb not null,
    started_at timestamptz not null default now(),
    copied_at timestamptz,
    switched_at timestamptz,
    reversed_at timestamptz,
    frozen_ms bigint
  );
  create table if not exists separation.tables (
    name text primary key,
    state text not null check (state in ('copying', 'copied')),
    attempt int not null
  );
  create table if not exists separation.chunks (
    name text not null,
    lower text[],
    upper text[],
    attempt int not null,
    rows bigint not null,
    copied_at timestamptz not null default clock_timestamp()
  );
  create table if not exists separation.writes (
    name text not null,
    transaction bigint not null,
    rows bigint not null,
    primary key (name, transaction)
  );
  create table if not exists separation.quarantine (
    id bigint generated always as identity primary key,
    name text not null,
    source_table text not null,
    key_values text[] not null,
    key_name text not null,
    key jsonb not null,
    source_row jsonb not null,
    reason text not null,
    constraint_name text,
    refused_at timestamptz not null default clock_timestamp()
  );
  create table if not exists separation.numbered (
    name text not null,
    was uuid not null,
    number bigint not null,
    primary key (name, was)
  );
  create index if not exists quarantine_key on separation.quarantine (name, md5(key_name));
  create table if not exists separation.disabled_triggers (
    table_schema text not null,
    table_name text not null,
    trigger text not null,
    enabled text not null,
    primary key (table_schema, table_name, trigger)
  );
  create table if not exists separation.deferred_indexes (
    table_schema text not null,
    table_name text not null,
    index_name text not null,
    definition text not null,
    of_reference boolean not null,
    primary key (table_schema, index_name)
  );
  create table if not exists separation.deferred_foreign_keys (
    table_schema text not null,
    table_name text not null,
    constraint_name text not null,
    definition text not null,
    columns text[] not null,
    referenced_schema text not null,
    referenced_name text not null,
    referenced_columns text[] not null,
    primary key (table_schema, table_name, constraint_name)
  );
  create table if not exists separation.displaced (
    name text not null,
    displaced_row jsonb not null
  );
  create table if not exists separation.assigned (
    table_schema text not null,
    table_name text not null,
    primary key (table_schema, table_name)
  );
  create table if not exists separation.verifications (
    finished_at timestamptz not null primary key,
    equal boolean not null,
    report jsonb not null
  )`;

export async function createLedger(target: ClientBase): Promise<void> {
  await target.query(SCHEMA);
}

export async function hasLedger(target: ClientBase): Promise<boolean> {
  const { rows } = await target.query<{ there: boolean }>(`select to_regclass('separation.run') is not null as there`);
  return rows[0]?.there === true;
}

export async function dropLedger(target: ClientBase): Promise<void> {
  await target.query('drop schema if exists separation cascade');
}
