create table submissions (
  id uuid primary key default gen_random_uuid(),
  submission_number text,
  project_id uuid references projects on delete set null,
  name text,
  submitter_name text,
  submitter_email text,
  submission_type varchar(10) default 'manual',
  status varchar(20),
  priority varchar(10),
  original_filename text,
  file_size_bytes numeric,
  submitted_at timestamp,
  created_at timestamp default now()
);
alter table nanopore_samples add foreign key (submission_id) references submissions on delete set null;
