/**
 * `new_id()`: time-ordered UUIDs (version 7) where the server makes them (PostgreSQL 18), random ones elsewhere.
 * Statements for a database's first migration.
 */
export const NEW_ID_FUNCTION = `
  do $do$ begin
    if current_setting('server_version_num')::int >= 180000 then
      create function new_id() returns uuid language sql volatile parallel safe as 'select uuidv7()';
    else
      create function new_id() returns uuid language sql volatile parallel safe as 'select gen_random_uuid()';
    end if;
  end $do$`;
