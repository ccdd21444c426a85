/** SQLSTATEs by what they mean to us. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const UNIQUE_VIOLATION = '23505';
export const FOREIGN_KEY_VIOLATION = '23503';
export const LOCK_NOT_AVAILABLE = '55P03';
export const UNDEFINED_TABLE = '42P01';
export const UNDEFINED_DATABASE = '3D000';
export const INVALID_PASSWORD = '28P01';
export const INVALID_AUTHORIZATION = '28000';

const AWAY = new Set([
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
  UNDEFINED_DATABASE,
  INVALID_PASSWORD,
  INVALID_AUTHORIZATION,
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT', // the socket is gone
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The codes of an error and of everything it wraps, outermost first. */
export function* codesOf(error: unknown): Generator<string> {
  const seen = new Set<unknown>();
  let current: unknown = error;
  while (current instanceof Error && !seen.has(current)) {
    seen.add(current);
    const { code } = current as { code?: unknown };
    if (typeof code === 'string') {
      yield code;
    }
    current = (current as { cause?: unknown; previous?: unknown }).cause ?? (current as { previous?: unknown }).previous;
  }
}

export const hasCode = (error: unknown, ...wanted: string[]): boolean => {
  for (const code of codesOf(error)) {
    if (wanted.includes(code)) {
      return true;
    }
  }
  return false;
};

/** The database cannot be reached, or went away while it worked for us. */
export function isDatabaseAway(error: unknown): boolean {
  for (const code of codesOf(error)) {
    if (AWAY.has(code) || code.startsWith('08')) {
      return true;
    }
  }
  return error instanceof Error && /^Connection terminated|^Client has encountered a connection error/.test(error.message);
}

/** pg-pool has no code for it: every connection was busy for as long as a caller may wait. */
export const isPoolExhausted = (error: unknown): boolean =>
  error instanceof Error && error.message === 'timeout exceeded when trying to connect';
