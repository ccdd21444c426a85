import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { StartupError } from '../errors/startup-error.ts';
import type { Layout } from './layout.ts';
import type { Log } from './log.ts';
import { diedError, type ServerProcess } from './server-process.ts';

/** The server is up and does not know the password. */
export class WrongPassword extends Error {}

/** No socket yet, nobody behind it yet, or somebody who is starting, replaying the log or still ending. */
const NOT_YET = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01', '57P02']);

/** Replaying the log of a server that was killed while it was busy may take minutes. */
const DEADLINE_MS = 300_000;
const PATIENCE_MS = 5_000;

/**
 * Waits until a server accepts connections; returns the first, which the caller ends.
 *
 * @throws StartupError `POSTGRES_FAILED` with the end of the server's log if it ends, or is not there in five minutes;
 *   WrongPassword; the reason of `signal` when that is aborted.
 */
export const connectWhenReady = async (
  url: string,
  server: ServerProcess,
  layout: Layout,
  log: Log,
  signal?: AbortSignal,
): Promise<Client> => {
  let ended = false;
  void server.exited.then(() => {
    ended = true;
  });
  const started = performance.now();
  let told = false;
  for (;;) {
    signal?.throwIfAborted();
    if (ended) throw await diedError(server, layout);
    const client = await tryToConnect(url);
    if (client !== undefined) return client;

    const waited = performance.now() - started;
    if (waited > DEADLINE_MS) {
      throw new StartupError(
        `PostgreSQL accepts no connections after ${DEADLINE_MS / 60_000} minutes; see ${layout.log}.`,
        { code: 'POSTGRES_FAILED' },
      );
    }
    if (waited > PATIENCE_MS && !told) {
      told = true;
      log.info({ log: layout.log }, 'PostgreSQL is starting, perhaps replaying its log');
    }
    await pause(10);
  }
};

const tryToConnect = async (url: string): Promise<Client | undefined> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // the query under way, if any, rejects with it
  try {
    await client.connect();
    return client;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === '28P01') throw new WrongPassword(undefined, { cause: error });
    if (NOT_YET.has(code) || /terminated unexpectedly|timeout/.test((error as Error).message)) return undefined;
    throw error;
  }
};
