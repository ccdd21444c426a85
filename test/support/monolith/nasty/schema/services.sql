-- What other services own today, as far as it stood in the monolith.
create table ai_extraction_results (
  id uuid primary key default gen_random_uuid(),
  sample_id uuid references nanopore_samples on delete set null,
  submission_id uuid,
  file_name varchar(255),
  extraction_method varchar(20),
  extracted_data jsonb,
  confidence_score double precision,
  processing_time_ms int,
  issues text[],
  rag_insights jsonb,
  model varchar(60),
  created_at timestamp
);

create table ai_processing_jobs (
  id uuid primary key default gen_random_uuid(),
  job_type varchar(30) not null,
  status varchar(20),
  sample_id uuid,
  input_data json,
  output_data json,
  error_message text,
  attempts smallint,
  worker_host text,
  created_at timestamp
);

create table audit_logs (
  id uuid primary key default gen_random_uuid(),
  event_type varchar(60) not null,
  user_id uuid,
  resource_type varchar(40),
  resource_id text,
  action varchar(30),
  details json,
  ip_address text,
  user_agent text,
  session_id integer,
  "timestamp" timestamp not null default now()
);

create table retention_policies (
  id uuid primary key default gen_random_uuid(),
  resource_type varchar(40) not null,
  retention_days int not null,
  archive_after_days int,
  delete_after_days int,
  is_active boolean
);

create table backup_jobs (
  id uuid primary key default gen_random_uuid(),
  job_type varchar(20),
  status varchar(20),
  source_database varchar(60),
  backup_location text,
  file_size_bytes numeric,
  checksum char(64),
  started_at timestamp,
  completed_at timestamp,
  duration interval
);

create table backup_metadata (
  id uuid primary key default gen_random_uuid(),
  backup_job_id uuid not null references backup_jobs,
  table_name varchar(60),
  record_count integer,
  file_path text
);

create table application_configs (
  id uuid primary key default gen_random_uuid(),
  config_key varchar(100) not null,
  config_value text,
  environment varchar(20) not null,
  is_encrypted boolean,
  "updatedBy" uuid,
  unique (config_key, environment)
);

create table feature_flags (
  flag_name varchar(100),
  environment varchar(20),
  is_enabled boolean,
  rollout_percentage smallint,
  conditions json,
  enabled_for uuid[],
  primary key (flag_name, environment)
);

create table config_history (
  id uuid primary key default gen_random_uuid(),
  config_key varchar(100) not null,
  environment varchar(20) not null,
  old_value text,
  new_value text,
  changed_by uuid,
  "timestamp" timestamp not null
);
