import { randomBytes } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { StartupError } from '../errors/startup-error.ts';
import { writePrivateFile } from './durable-file.ts';
import { layoutOf } from './layout.ts';

/**
 * The passwords of these roles, from a file in the data folder that only its owner can read (0600). Roles not yet in it get a
 * password, which is on disk before it is returned. The caller holds the folder's lock, as whoever started a cluster there does.
 *
 * @throws StartupError `CREDENTIALS_DAMAGED` if the file is something else than a JSON object of texts.
 */
export const loadCredentials = async <Role extends string>(
  dataDir: string,
  roleNames: readonly Role[],
): Promise<Record<Role, string>> => {
  const path = layoutOf(dataDir).credentials;
  const known = await readCredentials(path);
  const missing = roleNames.filter((role) => !known.has(role));
  for (const role of missing) known.set(role, generatePassword());
  if (missing.length > 0) await writePrivateFile(path, `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`);
  return Object.fromEntries(roleNames.map((role) => [role, known.get(role)])) as Record<Role, string>;
};

/** 256 bits in characters that need no escaping in a URL, a shell or SQL. */
const generatePassword = (): string => randomBytes(32).toString('base64url');

const readCredentials = async (path: string): Promise<Map<string, string>> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  await chmod(path, 0o600); // a copy or a restored backup may have opened it
  const entries = textEntries(text);
  if (entries !== undefined) return new Map(entries);
  throw new StartupError(
    `${path} is damaged: restore it, or delete it and start again, which gives every role a new password.`,
    {
      code: 'CREDENTIALS_DAMAGED',
    },
  );
};

const textEntries = (json: string): [string, string][] | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every(([, password]) => typeof password === 'string' && password !== '') ? entries : undefined;
};
