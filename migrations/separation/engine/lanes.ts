import type { Client } from 'pg';
import { explain, type Server, type Servers } from '../session.ts';

/** The connections of one worker: to the source in a snapshot that all workers share, and to targets as they are needed. */
export type Lane = { source: Client; target(service: string): Promise<Client>; close(): Promise<void> };

export type Snapshot = { id: string; close(): Promise<void> };

const READ_ONLY = 'begin isolation level repeatable read, read only';

/** One view of a server's rows that other connections can share, as long as it is open. */
export async function openSnapshot(server: Server): Promise<Snapshot & { client: Client }> {
  const client = await server.connect();
  await client.query(READ_ONLY);
  const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id');
  return { id: (rows[0] as { id: string }).id, client, close: () => client.end() };
}

export async function joinSnapshot(server: Server, { id }: Snapshot): Promise<Client> {
  const client = await server.connect();
  await client.query(READ_ONLY);
  await client.query(`set transaction snapshot '${id}'`);
  return client;
}

/**
 * A chunk and what is written down of it are one transaction: a server that loses the last ones in a crash loses both,
 * and the copy goes on from there. Nobody has to wait for the disk, until a transaction comes that does.
 */
async function relaxed(server: Server): Promise<Client> {
  const client = await server.connect();
  await client.query('set synchronous_commit = off');
  return client;
}

export async function openLane({ source, targets }: Servers, snapshot: Snapshot): Promise<Lane> {
  const own = await joinSnapshot(source, snapshot);
  const open = new Map<string, Promise<Client>>();
  return {
    source: own,
    target: (service) => {
      const known = open.get(service) ?? relaxed(targets.get(service) as Server);
      open.set(service, known);
      return known;
    },
    close: async () => {
      const clients = await Promise.allSettled([own, ...open.values()]);
      await Promise.all(clients.map((each) => each.status === 'fulfilled' && each.value.end().catch(() => undefined)));
    },
  };
}

/** Runs the work in one transaction; what it throws leaves nothing behind. */
export async function inTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    // The connection may be gone, and with it the transaction.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Two workers whose rows' triggers touch the same other rows may wait for each other: the server then ends one of them. */
const DEADLOCK = '40P01';
const ATTEMPTS = 10;

/** The same for work that can be repeated: what lost a deadlock begins again. */
export async function inPersistentTransaction<T>(client: Client, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(client, work);
    } catch (error) {
      if ((error as { code?: string }).code !== DEADLOCK || attempt === ATTEMPTS) {
        throw error;
      }
    }
  }
}

export const variableOf = (server: string): string =>
  server === 'source' ? 'DATABASE_URL' : `${server.toUpperCase()}_DB_OWNER_URL`;

/** Errors of the work are said as errors of this server. */
export const onServer = <T>(server: string, work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw explain(error, server, variableOf(server));
  });

/** A few workers take what there is to do until nothing is left; the first failure stops them all. */
export async function inParallel<T>(
  workers: number,
  open: () => Promise<T & { close(): Promise<void> }>,
  work: (lane: T, stopped: () => boolean) => Promise<void>,
): Promise<void> {
  let stopped = false;
  const run = async (): Promise<void> => {
    const lane = await open();
    try {
      await work(lane, () => stopped);
    } catch (error) {
      stopped = true;
      throw error;
    } finally {
      await lane.close();
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: workers }, run));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    throw failed.reason;
  }
}
