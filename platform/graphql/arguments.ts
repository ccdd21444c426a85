import { badInput } from '../errors/fault.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

const excerpt = (value: string): string => (value.length > 60 ? `${value.slice(0, 57)}…` : value);

/** An id as an argument: lower case, as the database prints it. Throws `BAD_USER_INPUT` for what is no UUID. */
export function uuidArgument(field: string, value: string): string {
  if (!isUuid(value)) {
    throw badInput(field, `"${excerpt(value)}" is no id; ids are UUIDs.`);
  }
  return value.toLowerCase();
}

/** Loads what a reference from another service points to; a reference that is no id points to nothing. */
export const loadReference = <T>(
  loader: { load(id: string): Promise<T | null> },
  { id }: { id: string },
): Promise<T | null> | null => (isUuid(id) ? loader.load(id.toLowerCase()) : null);

/** Longer texts than any column holds never reach the database. */
export function textArgument(field: string, value: string, longest = 500): string {
  if (value.length > longest) {
    throw badInput(field, `must have at most ${longest} characters, got ${value.length}.`);
  }
  if (value.includes('\0') || !value.isWellFormed()) {
    throw badInput(field, 'must not contain NUL or broken characters.');
  }
  return value;
}
