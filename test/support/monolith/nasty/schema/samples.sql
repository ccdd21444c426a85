-- Users, projects and the four tables of samples, as a laboratory's own system grew them. Few columns have the type
-- that today's schema has; many are not in today's schema at all.
create extension citext;
create type qc_state as enum ('not checked', 'passed', 'failed', 'passed, with remarks');
create domain email_address as varchar(120) check (value is null or value like '%_@_%');

create table users (
  id uuid primary key default gen_random_uuid(),
  username varchar(40) not null unique,
  email citext,
  name varchar(100),
  role varchar(20) not null default 'user',
  password_hash text not null,
  is_active boolean default true,
  last_login timestamp,
  preferences json,
  created_at timestamp default now()
);

create table projects (
  id uuid primary key default gen_random_uuid(),
  name varchar(200) not null,
  description text,
  owner_name varchar(100),
  status varchar(20) default 'active',
  "grantNumber" varchar(30),
  budget numeric,
  created_at timestamp default now()
);

create table nanopore_samples (
  id uuid primary key default gen_random_uuid(),
  sample_name varchar(120),
  "sampleBarcode" text,
  project_id text,
  submitter_name varchar(80),
  submitter_email email_address,
  lab_name varchar(100),
  lab_code char(8),
  sample_type varchar(30),
  sample_buffer varchar(30),
  concentration numeric,
  concentration_unit varchar(10) default 'ng/µL',
  volume numeric(12,4),
  total_amount double precision,
  a260_280 real,
  a260_230 numeric,
  flow_cell_type varchar(30),
  flow_cell_count smallint default 1,
  status varchar(20) default 'received',
  priority varchar(10),
  workflow_stage varchar(40),
  qc_status qc_state default 'not checked',
  assigned_to varchar(50),
  library_prep_by varchar(50),
  chart_field varchar(40),
  submitted_at timestamp,
  started_at timestamp,
  completed_at timestamp,
  submission_id uuid,
  sample_number int,
  parent_sample_id uuid references nanopore_samples,
  created_by uuid,
  "order" int,
  "user" text,
  "Column" text,
  tags text[],
  plate_layout int[],
  signature bytea,
  price numeric,
  purity double precision,
  time_in_freezer interval,
  raw_form json,
  external_ids jsonb,
  search_vector tsvector,
  is_rush boolean,
  deleted_at timestamp,
  created_at timestamp default now(),
  updated_at timestamp
);
create index on nanopore_samples (status, submitted_at);
create index on nanopore_samples (lower(sample_name));

create table nanopore_sample_details (
  id uuid primary key default gen_random_uuid(),
  sample_id uuid not null references nanopore_samples on delete cascade,
  organism varchar(100),
  genome_size varchar(20),
  kit varchar(40),
  barcoding_required boolean,
  run_time_hours varchar(20),
  basecalling_model varchar(60),
  analysis_required varchar(5),
  qc_passed boolean,
  qc_notes text,
  special_instructions text,
  internal_notes text,
  legacy text,
  "extraction.method" varchar(40),
  created_at timestamp with time zone default now()
);

create table nanopore_processing_steps (
  id uuid primary key default gen_random_uuid(),
  sample_id uuid references nanopore_samples on delete cascade,
  step_name varchar(60),
  step_status varchar(20) default 'pending',
  step_order int,
  assigned_to varchar(50),
  instrument varchar(40),
  started_at timestamp,
  completed_at timestamp,
  estimated_duration_hours integer,
  notes text,
  results_data json
);
create index on nanopore_processing_steps (sample_id);

create table nanopore_attachments (
  id uuid primary key default gen_random_uuid(),
  sample_id uuid not null references nanopore_samples on delete cascade,
  file_name varchar(255),
  file_type varchar(100),
  file_size_bytes integer,
  file_path text,
  description text,
  content bytea,
  uploaded_by uuid,
  uploaded_at timestamp with time zone default now()
);
