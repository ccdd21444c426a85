-- The tables of an old laboratory database: local times, unbounded numbers, ids in no order, columns that today's services lack.
create table users (
  id uuid primary key default gen_random_uuid(),
  email varchar(120),
  name varchar(100),
  password_hash text not null,
  created_at timestamp not null default localtimestamp
);
create table projects (
  id uuid primary key default gen_random_uuid(),
  name varchar(200) not null,
  owner_name varchar(100),
  owner_email varchar(120),
  grant_number varchar(40),
  created_at timestamp not null default localtimestamp
);
create table submissions (
  id uuid primary key default gen_random_uuid(),
  project_id uuid references projects,
  submission_number varchar(40) unique,
  submitter_name varchar(100),
  submitter_email varchar(120),
  billing_account varchar(40),
  status varchar(20) not null,
  submitted_at timestamp,
  created_at timestamp not null default localtimestamp
);
create table nanopore_samples (
  id uuid primary key default gen_random_uuid(),
  submission_id uuid references submissions,
  sample_number int,
  sample_name varchar(120) not null,
  submitter_name varchar(100),
  submitter_email varchar(120),
  lab_name varchar(100),
  sample_type varchar(30),
  sample_buffer varchar(30),
  concentration numeric,
  volume numeric,
  a260_280 numeric,
  flow_cell_type varchar(30),
  status varchar(20) not null,
  priority varchar(10) not null,
  workflow_stage varchar(60),
  storage_location text,
  assigned_to varchar(50),
  chart_field varchar(40),
  submitted_at timestamp,
  started_at timestamp,
  completed_at timestamp,
  created_by uuid references users,
  created_at timestamp not null default localtimestamp,
  updated_at timestamp not null default localtimestamp
);
create table nanopore_sample_details (
  id uuid primary key default gen_random_uuid(),
  sample_id uuid not null unique references nanopore_samples,
  organism varchar(100),
  genome_size varchar(20),
  library_prep_kit varchar(40),
  qc_passed boolean,
  guppy_version varchar(20),
  created_at timestamp not null default localtimestamp,
  updated_at timestamp not null default localtimestamp
);
create table nanopore_processing_steps (
  id uuid primary key default gen_random_uuid(),
  sample_id uuid not null references nanopore_samples,
  step_name varchar(60) not null,
  step_status varchar(20) not null,
  assigned_to varchar(50),
  started_at timestamp,
  completed_at timestamp,
  notes text,
  results_data jsonb,
  created_at timestamp not null default localtimestamp,
  updated_at timestamp not null default localtimestamp
);
create table ai_extraction_results (
  id uuid primary key default gen_random_uuid(),
  sample_id uuid,
  file_name varchar(255),
  extraction_method varchar(20),
  extracted_data jsonb,
  confidence_score numeric(3,2),
  processing_time_ms int,
  issues text[],
  created_at timestamp not null default localtimestamp
);
create table audit_logs (
  id uuid primary key default gen_random_uuid(),
  event_type varchar(60) not null,
  action varchar(30) not null,
  user_id uuid,
  resource_type varchar(40),
  resource_id varchar(255),
  details jsonb,
  ip_address varchar(45),
  "timestamp" timestamp not null default localtimestamp
);
