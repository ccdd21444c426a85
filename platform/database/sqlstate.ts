import { isNativeError } from 'node:util/types';

/** SQLSTATEs by what they mean to us. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const UNIQUE_VIOLATION = '23505';
export const FOREIGN_KEY_VIOLATION = '23503';
export const DEPENDENT_OBJECTS = '2BP01';
export const SERIALIZATION_FAILURE = '40001';
export const READ_ONLY_TRANSACTION = '25006';
export const LOCK_NOT_AVAILABLE = '55P03';
const QUERY_CANCELED = '57014';
export const DEADLOCK_DETECTED = '40P01';
export const INSUFFICIENT_PRIVILEGE = '42501';
export const UNDEFINED_TABLE = '42P01';
export const UNDEFINED_DATABASE = '3D000';
export const INVALID_PASSWORD = '28P01';
export const INVALID_AUTHORIZATION = '28000';
export const DISK_FULL = '53100';
export const TOO_MANY_CONNECTIONS = '53300';
export const CONFIGURATION_LIMIT_EXCEEDED = '53400';
/** Ours: a change that no event could be made of, because nobody says who does it. */
export const ACTOR_MISSING = 'EV001';

/** What the network says. What the server says on refusing or ending a connection has the severity FATAL. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT', // the socket is gone
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);

/** An error and everything it wraps, outermost first. */
function* chainOf(error: unknown): Generator<Error & { code?: unknown; severity?: unknown }> {
  const seen = new Set<unknown>();
  let current = error;
  // Not `instanceof`: the network's errors may come from another realm, as they do below Jest.
  while (isNativeError(current) && !seen.has(current)) {
    seen.add(current);
    yield current;
    current = current.cause ?? (current as { previous?: unknown }).previous;
  }
}

export const hasCode = (error: unknown, ...wanted: string[]): boolean =>
  chainOf(error).some(({ code }) => typeof code === 'string' && wanted.includes(code));

/** The database cannot be reached, or went away while it worked for us. */
export const isDatabaseAway = (error: unknown): boolean =>
  chainOf(error).some(
    ({ code, severity, message }) =>
      severity === 'FATAL' ||
      (typeof code === 'string' && (UNREACHABLE.has(code) || code.startsWith('08'))) ||
      /^Connection terminated|^Client has encountered a connection error|^Query read timeout/.test(message),
  );

/** pg-pool has no code for it: every connection was busy for as long as a caller may wait. */
export const isPoolExhausted = (error: unknown): boolean =>
  chainOf(error).some(({ message }) => message === 'timeout exceeded when trying to connect');

/** The server gave up on a statement that might succeed another time. */
export const isPassing = (error: unknown): boolean =>
  hasCode(error, LOCK_NOT_AVAILABLE, QUERY_CANCELED, DEADLOCK_DETECTED, SERIALIZATION_FAILURE);
