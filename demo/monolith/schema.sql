-- The laboratory's old database. Times are those of its clocks: America/New_York.
create table users (
  id uuid primary key default gen_random_uuid(),
  username varchar(40) not null unique,
  email varchar(120),
  name varchar(100),
  role varchar(20) not null default 'user',
  password_hash text not null,
  is_active boolean not null default true,
  last_login timestamp,
  created_at timestamp default localtimestamp
);

create table projects (
  id uuid primary key default gen_random_uuid(),
  name varchar(200) not null,
  description text,
  owner_name varchar(100),
  owner_email varchar(120),
  status varchar(20) default 'active',
  grant_number varchar(40),
  created_at timestamp default localtimestamp
);

create table nanopore_submissions (
  id uuid primary key default gen_random_uuid(),
  submission_number varchar(40) unique,
  project_id uuid references projects on delete set null,
  submitter_name varchar(100),
  submitter_email varchar(120),
  contact_name varchar(100),
  contact_phone varchar(40),
  billing_account varchar(40),
  billing_address text,
  quote_number varchar(30),
  quote_amount numeric,
  quote_valid_until date,
  status varchar(20) default 'submitted',
  original_filename varchar(255),
  created_by uuid references users on delete set null,
  submitted_at timestamp,
  created_at timestamp default localtimestamp
);

create type qc_status as enum ('open', 'passed', 'failed', 'waived');

create table nanopore_samples (
  id uuid primary key default gen_random_uuid(),
  submission_id uuid references nanopore_submissions on delete set null,
  sample_number int,
  sample_name varchar(120) not null,
  submitter_name varchar(100),
  submitter_email varchar(120),
  lab_name varchar(100),
  sample_type varchar(30),
  sample_buffer varchar(30),
  concentration numeric,
  volume numeric,
  total_amount numeric,
  a260_280 numeric,
  flow_cell_type varchar(30),
  flow_cell_count int default 1,
  status varchar(20) default 'received',
  priority varchar(10) default 'standard',
  workflow_stage varchar(60),
  qc_status qc_status default 'open',
  storage_location text,
  "iLabServiceId" varchar(30),
  tags text[],
  assigned_to varchar(50),
  library_prep_by varchar(50),
  chart_field varchar(40),
  hold_reason text,
  submitted_at timestamp,
  started_at timestamp,
  completed_at timestamp,
  created_by uuid,
  created_at timestamp default localtimestamp,
  updated_at timestamp default localtimestamp
);
create index on nanopore_samples (status, submitted_at);
create index on nanopore_samples (submission_id, sample_number);

create table nanopore_sample_details (
  id uuid primary key default gen_random_uuid(),
  sample_id uuid not null unique references nanopore_samples on delete cascade,
  organism varchar(100),
  genome_size varchar(20),
  expected_read_length varchar(20),
  library_prep_kit varchar(40),
  barcoding_required boolean default false,
  run_time_hours int,
  basecalling_model varchar(60),
  data_delivery_method varchar(40),
  file_format varchar(20),
  analysis_required boolean default false,
  analysis_type varchar(40),
  qc_passed boolean,
  guppy_version varchar(20),
  created_at timestamp default localtimestamp,
  updated_at timestamp default localtimestamp
);

create table nanopore_processing_steps (
  id uuid primary key default gen_random_uuid(),
  sample_id uuid not null references nanopore_samples on delete cascade,
  step_name varchar(60) not null,
  step_status varchar(20) default 'pending',
  assigned_to varchar(50),
  instrument varchar(40),
  started_at timestamp,
  completed_at timestamp,
  estimated_duration_hours int,
  notes text,
  results_data json,
  created_at timestamp default localtimestamp,
  updated_at timestamp default localtimestamp
);
create index on nanopore_processing_steps (sample_id);

create table nanopore_attachments (
  id uuid primary key default gen_random_uuid(),
  sample_id uuid not null references nanopore_samples on delete cascade,
  file_name varchar(255) not null,
  file_type varchar(100),
  file_size_bytes bigint,
  file_path text,
  description text,
  uploaded_by uuid,
  uploaded_at timestamp default localtimestamp
);

create table ai_extraction_results (
  id uuid primary key default gen_random_uuid(),
  sample_id uuid references nanopore_samples on delete set null,
  file_name varchar(255),
  extraction_method varchar(20),
  extracted_data jsonb,
  confidence_score numeric(4,3),
  processing_time_ms int,
  issues text[],
  model varchar(60),
  created_at timestamp
);

create table audit_logs (
  id uuid primary key default gen_random_uuid(),
  event_type varchar(60) not null,
  user_id uuid,
  resource_type varchar(40),
  resource_id text,
  action varchar(30) not null,
  details jsonb,
  ip_address text,
  user_agent text,
  "timestamp" timestamp not null
);

create table application_configs (
  id uuid primary key default gen_random_uuid(),
  config_key varchar(100) not null,
  config_value text,
  environment varchar(20) not null,
  description text,
  changed_by_name varchar(100),
  created_at timestamp,
  updated_at timestamp,
  unique (config_key, environment)
);

create table sessions (
  id serial primary key,
  user_id uuid not null references users on delete cascade,
  token_hash text not null,
  started_at timestamp not null,
  expires_at timestamp not null
);

create table nanopore_communications (
  id serial primary key,
  sample_id uuid not null references nanopore_samples on delete cascade,
  user_id uuid references users on delete set null,
  subject varchar(200),
  body text,
  sent_at timestamp
);

create table schema_migrations (version varchar(20) primary key, applied_at timestamp not null);

create schema lab;
create table lab.freezers (
  id integer generated always as identity primary key,
  "Name" text not null unique,
  "temperatureC" numeric(5,1) not null default -80.0,
  shelves int not null
);
create table lab.freezer_positions (
  freezer_id integer not null references lab.freezers,
  shelf int,
  box text,
  well varchar(4),
  sample_id uuid references nanopore_samples on delete cascade,
  primary key (freezer_id, shelf, box, well)
);

create view open_samples as
  select s.id, s.sample_name, s.status, s.workflow_stage, n.submission_number, u.name as created_by_name
  from nanopore_samples s
  left join nanopore_submissions n on n.id = s.submission_id
  left join users u on u.id = s.created_by
  where s.status not in ('completed', 'distributed', 'archived');

create function touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := localtimestamp;
  return new;
end $$;
create trigger touch_updated_at before update on nanopore_samples for each row execute function touch_updated_at();
