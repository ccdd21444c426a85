import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { StartupError } from '../../platform/errors/startup-error.ts';
import type { TableName } from './catalogue/relation.ts';

/** What becomes of a table that no service owns, or that goes by another name. */
export type Fate = 'leave' | { assign: string } | { into: string };

export type ColumnSetting = 'leave' | { rename?: string; values?: Record<string, string> };

/** What `separation.yaml` says, with defaults. Tables by `schema.name`, columns by `table.column`. */
export type Settings = {
  /** IANA zone of the source's `timestamp without time zone` columns where the target has a zone. */
  timezone: string;
  tables: Record<string, Fate>;
  columns: Record<string, ColumnSetting>;
  /** Further names of the eight steps: what old rows say → the step. */
  steps: Record<string, string>;
};

export const DEFAULT_FILE = 'separation.yaml';

const zone = z.string().refine((value) => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}, 'must be an IANA time zone such as America/New_York');

/** A key under which everything is commented out has no value. */
const orNothing = <T extends z.ZodType>(type: T) => z.preprocess((value) => value ?? undefined, type);

const texts = z.record(z.string(), z.coerce.string());

const fate = z.union(
  [z.literal('leave'), z.strictObject({ assign: z.string() }), z.strictObject({ into: z.string() })],
  'must be `leave`, `{ assign: <service> }` or `{ into: <table of a service> }`',
);

const column = z.union(
  [z.literal('leave'), z.strictObject({ rename: z.string().optional(), values: texts.optional() })],
  'must be `leave`, `{ rename: <column> }` or `{ values: { <old>: <new> } }`',
);

const qualified = (name: string): string => (name.includes('.') ? name : `public.${name}`);

const schema = z.strictObject({
  timezone: orNothing(zone.default('UTC')),
  tables: orNothing(z.record(z.string(), fate).default({})),
  columns: orNothing(z.record(z.string().regex(/.\../, 'must be named `table.column`'), column).default({})),
  steps: orNothing(texts.default({})),
});

/** Reads the settings; every problem of the file is listed at once. */
export function parseSettings(text: string, file = DEFAULT_FILE): Settings {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    const [first] = document.errors;
    throw new StartupError(`${file} is not YAML: ${first?.message.split('\n')[0]}`);
  }
  const result = schema.safeParse(document.toJS() ?? {});
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `  ${path.join('.') || 'file'}: ${message}`);
    throw new StartupError(`${file} has ${problems.length === 1 ? 'a problem' : 'problems'}:\n${problems.join('\n')}`);
  }
  const { tables, columns, ...rest } = result.data;
  return {
    ...rest,
    tables: Object.fromEntries(Object.entries(tables).map(([name, value]) => [qualified(name), value])),
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, value]) => [name.split('.').length === 2 ? `public.${name}` : name, value]),
    ) as Settings['columns'],
  };
}

export const NO_SETTINGS: Settings = parseSettings('');

/** The file that was named, or `separation.yaml` where there is one; undefined where there is none. */
export async function readSettings(path: string | undefined): Promise<Settings | undefined> {
  try {
    return parseSettings(await readFile(path ?? DEFAULT_FILE, 'utf8'), path ?? DEFAULT_FILE);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && path === undefined) {
      return undefined;
    }
    if (code === undefined || error instanceof StartupError) {
      throw error;
    }
    throw new StartupError(`${path} cannot be read (${code ?? message}): correct --config.`, { cause: error });
  }
}

export const fateOf = (settings: Settings, { schema, name }: TableName): Fate | undefined =>
  settings.tables[`${schema}.${name}`];

export const columnSetting = (
  settings: Settings,
  { schema, name }: TableName,
  columnName: string,
): ColumnSetting | undefined => settings.columns[`${schema}.${name}.${columnName}`];
