create table nanopore_submissions (
  id uuid primary key default gen_random_uuid(),
  submission_number varchar(40) unique,
  project_id uuid references projects on delete set null,
  submitter_name varchar(80),
  submitter_email email_address,
  contact_name varchar(80),
  contact_phone varchar(40),
  billing_address text,
  billing_account varchar(40),
  billing_contact json,
  quote_number varchar(30),
  quote_amount numeric,
  quote_valid_until date,
  status varchar(20),
  original_filename varchar(255),
  created_by uuid references users on delete set null,
  submitted_at timestamp,
  created_at timestamp default now()
);
alter table nanopore_samples add foreign key (submission_id) references nanopore_submissions on delete set null;
