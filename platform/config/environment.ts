import { z } from 'zod';
import { StartupError } from '../errors/startup-error.ts';

/**
 * Reads and checks variables in one go; a start that fails lists every problem at once.
 * @param problemsOf what is wrong with several variables together, as `NAME: sentence`
 */
export function parseEnvironment<T extends z.ZodType>(
  schema: T,
  environment: NodeJS.ProcessEnv,
  problemsOf: (given: NodeJS.ProcessEnv) => readonly string[] = () => [],
): z.output<T> {
  // An empty variable (`FOO= npm start`) means "not set", as in a shell's ${FOO:-default}.
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  const issues = result.success ? [] : result.error.issues;
  const problems = [...issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`), ...problemsOf(given)];
  if (!result.success || problems.length > 0) {
    const title = `The configuration has ${problems.length === 1 ? 'a problem' : 'problems'}:`;
    throw new StartupError([title, ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
  return result.data;
}

export const port = (standard: number) =>
  z.coerce.number('must be a port number').int('must be a port number').min(0).max(65535).default(standard);

export const wholeNumber = (standard: number, min: number, max: number) =>
  z.coerce.number('must be a whole number').int('must be a whole number').min(min).max(max).default(standard);

export const onOff = z.enum(['on', 'off'], 'must be on or off').transform((value) => value === 'on');

/** Something that opens a door and that somebody makes up; never repeated in a message. */
export const secretText = z
  .string()
  .regex(/^\S{32,}$/, 'must have at least 32 characters and no blanks, such as those of `openssl rand -base64 32`');

function isPostgresUrl(value: string): boolean {
  if (!/^postgres(ql)?:\/\/\S+$/.test(value) || !URL.canParse(value)) {
    return false;
  }
  try {
    const { username, password, pathname, hostname } = new URL(value);
    return [username, password, pathname, hostname].every((part) => decodeURIComponent(part) !== undefined);
  } catch {
    return false; // a percent sign that stands for itself
  }
}

/** The value is never repeated in the message: it holds a password. */
export const postgresUrl = z
  .string()
  .refine(
    isPostgresUrl,
    'must be a PostgreSQL URL such as postgresql://user:password@host:5432/database, with special characters percent-encoded',
  );

export const commaSeparated = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

type Readers = Record<string, () => unknown>;

/** Reads several parts of a configuration. The problems of all of them are listed together. */
export function readTogether<T extends Readers>(readers: T): { [K in keyof T]: ReturnType<T[K]> } {
  const problems = new Set<string>();
  const parts = Object.entries(readers).map(([name, read]) => {
    try {
      return [name, read()];
    } catch (error) {
      const lines = error instanceof StartupError ? error.message.split('\n').slice(1) : [];
      if (lines.length === 0) {
        throw error;
      }
      for (const line of lines) {
        problems.add(line);
      }
      return [name, undefined];
    }
  });
  if (problems.size > 0) {
    const title = `The configuration has ${problems.size === 1 ? 'a problem' : 'problems'}:`;
    throw new StartupError([title, ...problems].join('\n'));
  }
  return Object.fromEntries(parts);
}
