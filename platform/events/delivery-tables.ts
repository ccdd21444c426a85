import { DEFERRALS, INBOX, OUTBOX, SOURCES, STREAMS, SUBSCRIPTIONS } from './tables.ts';

/**
 * After a restore into another server the numbers of transactions begin anew, and events from before may have larger
 * ones than any that comes. They are put before everything else, in the order of their positions.
 */
const ADOPT = `create function adopt_outbox() returns bigint language sql security definer
  set search_path = pg_catalog, public, pg_temp as $$
  with adopted as (
    update ${OUTBOX} set transaction = '1' where transaction >= pg_snapshot_xmax(pg_current_snapshot()) returning 1
  )
  select count(*) from adopted
$$`;

/** Statements that give a service's database what relaying and taking in want besides the outbox. */
export const createDeliveryTables = (): string[] => [
  `create table "${SUBSCRIPTIONS}" (
    "subscriber" text primary key,
    "transaction" xid8 not null default '0',
    "position" bigint not null default 0,
    "server" text not null,
    "relayed" bigint not null default 0,
    "relayed_at" timestamptz null,
    "parked_at" timestamptz null,
    "parked_reason" text null,
    "lost" bigint not null default 0
  )`,
  `create table "${DEFERRALS}" (
    "subscriber" text not null,
    "source" text not null,
    "id" uuid not null,
    "subject" text not null,
    "sequence" text not null,
    "event" jsonb not null,
    "attempts" int not null default 0,
    "reason" text null,
    "next_attempt_at" timestamptz not null default now(),
    "parked_at" timestamptz null,
    "created_at" timestamptz not null default now(),
    primary key ("subscriber", "source", "id")
  )`,
  `create index "${DEFERRALS}_subject_idx" on "${DEFERRALS}" (subscriber, subject, sequence)`,
  `create table "${INBOX}" (
    "source" text not null,
    "id" uuid not null,
    "received_at" timestamptz not null default now(),
    primary key ("source", "id")
  )`,
  `create index "${INBOX}_received_at_idx" on "${INBOX}" (received_at)`,
  `create table "${SOURCES}" (
    "source" text not null,
    "complete_until" timestamptz not null,
    "received_at" timestamptz not null default clock_timestamp(),
    primary key ("source", "received_at")
  )`,
  `create table "${STREAMS}" (
    "stream" text primary key,
    "made_at" text not null,
    "sequence" bigint not null
  )`,
  ADOPT,
];

export const dropDeliveryTables = (): string[] => [
  'drop function adopt_outbox()',
  ...[STREAMS, SOURCES, INBOX, DEFERRALS, SUBSCRIPTIONS].map((table) => `drop table "${table}"`),
];
