/** Makes the schema of the separation. IF NOT EXISTS wants the right to make schemas even where it is there. */
export const CREATE_SCHEMA = `do $make$ begin
    if to_regnamespace('separation') is null then create schema separation; end if;
  end $make$`;
