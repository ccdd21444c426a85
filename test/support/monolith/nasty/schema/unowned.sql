-- Tables that no service owns; the configuration says what becomes of each.
create table sessions (
  id serial primary key,
  user_id uuid references users on delete cascade,
  token text not null,
  data jsonb,
  expires_at timestamp with time zone
);
create table schema_migrations (version varchar(20) primary key, applied_at timestamp);
-- A name that the service databases have for a ledger of their own.
create table mikro_orm_migrations (id serial primary key, name varchar(255), executed_at timestamptz);

create type channel as enum ('e-mail', 'phone', 'hallway');
create table nanopore_communications (
  id bigint primary key,
  sample_id uuid references nanopore_samples on delete cascade,
  user_id uuid references users,
  channel channel not null default 'e-mail',
  subject varchar(200),
  body text,
  sent_at timestamp,
  received_at timestamp with time zone
);
create index on nanopore_communications (sample_id, sent_at desc nulls last);

create schema lab;
create type lab.freezer_state as enum ('ok', 'defrosting', 'broken; call "Sam"');
create sequence lab.rack_numbers start 1000 increment 10;
create table lab.freezers (
  "freezerId" integer generated always as identity primary key,
  "Name" text not null,
  parent_id integer references lab.freezers,
  "lastSample" uuid references nanopore_samples,
  rack_number bigint not null default nextval('lab.rack_numbers'),
  "temperatureC" numeric(5,2) not null default -80.00 check ("temperatureC" < 25),
  capacity integer not null,
  used integer not null default 0,
  free integer generated always as (capacity - used) stored,
  label text unique,
  state lab.freezer_state not null default 'ok',
  "Notes, with a comma" text,
  constraint "no more than fits" check (used <= capacity)
);
create unique index "freezers by name" on lab.freezers (lower("Name"));
create index on lab.freezers (state) where state <> 'ok';

-- Without any key, and with rows that are there twice.
create table lab.freezer_alarms (
  freezer integer references lab.freezers,
  raised_at timestamp,
  message text,
  readings double precision[]
);

create table lab.plate_wells (
  plate text,
  "row" char(1),
  col smallint,
  sample_id uuid references nanopore_samples,
  volume numeric,
  primary key (plate, "row", col)
);
create table lab.well_readings (
  plate text,
  "row" char(1),
  col smallint,
  taken_at timestamp(3) with time zone,
  density real,
  primary key (plate, "row", col, taken_at),
  foreign key (plate, "row", col) references lab.plate_wells
);
create table lab.spare_parts (part_number text primary key, price numeric(8,2) not null, ordered date default '2019-01-01');

create type lab.position as (shelf integer, "box name" text);
create domain lab.percentage as numeric(5,2) check (value between 0 and 100);
create table lab.odd_types (
  id bigint primary key,
  at_time time,
  at_time_with_zone timetz,
  on_date date,
  period tsrange,
  counts int4range,
  pores int4multirange,
  place point,
  area box,
  network cidr,
  address macaddr,
  bits bit(5),
  more_bits bit varying,
  ids uuid[],
  states lab.freezer_state[],
  stored lab.position,
  stored_before lab.position[],
  humidity lab.percentage,
  words tsvector,
  path jsonpath,
  one "char",
  short_name name
);

create table instrument_events (
  event_id bigint not null,
  occurred_at timestamp not null,
  instrument text,
  kind varchar(20),
  payload jsonb,
  primary key (event_id, occurred_at)
) partition by range (occurred_at);
create table instrument_events_2017 partition of instrument_events for values from ('2017-01-01') to ('2018-01-01');
create table instrument_events_2018 partition of instrument_events for values from ('2018-01-01') to ('2019-01-01');
create table instrument_events_rest partition of instrument_events default;
create index on instrument_events (instrument, occurred_at);

create table run_quotes (
  quote_number varchar(30) primary key,
  net numeric,
  vat_rate numeric(4,3) default 0.190,
  gross numeric generated always as (net * (1 + vat_rate)) stored,
  slug text generated always as (lower(quote_number)) stored
);

create table "Order" (
  "select" integer primary key,
  "from" text,
  "user" uuid references users,
  "GROUP" text,
  "quo""te" text,
  "with space" text,
  "ünïcödé" text,
  "%s" json
);
