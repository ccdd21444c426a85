create view sample_overview as
  select s.id, s.sample_name, s.status, s.qc_status, u.name as created_by_name, u.email as created_by_email
  from nanopore_samples s left join users u on u.id = s.created_by;
create materialized view samples_per_lab as
  select lab_name, count(*) as samples, max(submitted_at) as last_submitted from nanopore_samples group by lab_name;

create function touch_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at := localtimestamp;
  return new;
end $$;
create trigger touch_updated_at before update on nanopore_samples for each row execute function touch_updated_at();

create function write_audit() returns trigger language plpgsql as $$
begin
  insert into audit_logs (event_type, resource_type, resource_id, action, "timestamp")
  values ('sample.' || lower(tg_op), 'sample', coalesce(new.id, old.id)::text, lower(tg_op), localtimestamp);
  return null;
end $$;
create trigger write_audit after insert or update or delete on nanopore_samples
  for each row execute function write_audit();
