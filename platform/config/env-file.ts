import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { StartupError } from '../errors/startup-error.ts';

/**
 * The variables of this process with those of the file that `ENV_FILE` names. The process's own win, as with Node's
 * `--env-file`; only what stands in the file alone can change while the process runs (SIGHUP).
 */
export function currentEnvironment(own: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  if (!own.ENV_FILE) {
    return own;
  }
  const path = resolve(own.ENV_FILE);
  // An empty variable means "not set", here as everywhere.
  const set = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== ''));
  try {
    return { ...parseEnv(readFileSync(path, 'utf8')), ...set };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StartupError(
      `ENV_FILE ${path} cannot be read (${code ?? message}): correct the path, or unset ENV_FILE.`,
      {
        cause: error,
      },
    );
  }
}

/** Whether SIGHUP has something to reread: variables, or certificates that may have been renewed in their files. */
export const canReread = (own: NodeJS.ProcessEnv = process.env): boolean =>
  Boolean(own.ENV_FILE || own.TLS_CERT || own.TLS_CA);
