import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { StartupError } from '../../platform/errors/startup-error.ts';
import type { Log } from '../../platform/log/log.ts';
import { executableSupergraph } from './executable.ts';

/** Polled, for that also sees files that are replaced, mounted or linked anew. */
const LOOK_EVERY_MS = 500;

/** A supergraph, whole and as `ApolloGateway` accepts it. */
export type Supergraph = { sdl: string; executable: string };

export async function readSupergraph(path: string): Promise<Supergraph> {
  try {
    const sdl = await readFile(path, 'utf8');
    return { sdl, executable: executableSupergraph(sdl) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new StartupError(
      code === undefined
        ? `The supergraph ${path} is not valid GraphQL (${message}): compose it anew or set SUPERGRAPH_PATH to another file.`
        : `The supergraph ${path} cannot be read (${code}): set SUPERGRAPH_PATH to a Federation 2 supergraph file.`,
      { cause: error },
    );
  }
}

/** Calls `update` with each new content. A broken file is reported, and the last good one stays in force. */
export function watchSupergraph(
  path: string,
  update: (supergraph: Supergraph) => Promise<void>,
  log: Log,
): () => Promise<void> {
  let current = Promise.resolve();
  const reload = async (): Promise<void> => {
    try {
      await update(await readSupergraph(path));
      log.info({ path }, 'supergraph loaded');
    } catch (error) {
      log.error({ path, reason: (error as Error).message }, 'the new supergraph is broken, the last good one stays');
    }
  };
  const listener = (): void => {
    current = current.then(reload);
  };
  watchFile(path, { interval: LOOK_EVERY_MS }, listener);
  return async () => {
    unwatchFile(path, listener);
    await current;
  };
}
