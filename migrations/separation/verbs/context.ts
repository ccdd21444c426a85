import type { Client } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { openSnapshot, type Snapshot } from '../engine/lanes.ts';
import { type Run, readRun, STATES } from '../ledger/run.ts';
import type { Move } from '../move.ts';
import type { Plan } from '../plan/plan.ts';
import type { Progress } from '../report/progress.ts';
import { explained, type Servers } from '../session.ts';

/** How hard a verb may press the servers, and whom it tells how far it is. */
export type Pace = { workers: number; chunkRows: number; progress: Progress };

/** A verb at work: alone, with a connection to each target for what it writes down. */
export type Separation = {
  servers: Servers;
  controls: ReadonlyMap<string, Client>;
  pace: Pace;
};

/** Any number will do as long as nothing else in these databases locks it. */
const LOCK_KEY = 4_711_820_252;
/** A killed run's locks end when its connections are noticed to be dead: see `client_connection_check_interval`. */
const LOCK_PATIENCE_MS = 5_000;

async function lock(client: Client, name: string): Promise<void> {
  try {
    await client.query(`set lock_timeout = ${LOCK_PATIENCE_MS}`);
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await client.query('set lock_timeout = 0');
  } catch (error) {
    if ((error as { code?: string }).code === '55P03') {
      throw new StartupError(
        `Another separation is at work on the ${name} database: wait until it has ended, then run the command again.`,
        { cause: error },
      );
    }
    throw error;
  }
}

/** Runs a verb that writes: no other one runs beside it on the same targets. */
export async function alone<T>(servers: Servers, pace: Pace, work: (separation: Separation) => Promise<T>): Promise<T> {
  const controls = new Map<string, Client>();
  try {
    for (const [name, server] of servers.targets) {
      const client = await server.connect();
      controls.set(name, client);
      await lock(client, name);
    }
    return await work({ servers, controls, pace });
  } catch (error) {
    throw explained(error);
  } finally {
    await Promise.all([...controls.values()].map((client) => client.end().catch(() => undefined)));
  }
}

/** Runs a verb that only looks. */
export async function looking<T>(
  servers: Servers,
  pace: Pace,
  work: (separation: Separation) => Promise<T>,
): Promise<T> {
  const controls = new Map<string, Client>();
  try {
    for (const [name, server] of servers.targets) {
      controls.set(name, await server.connect());
    }
    return await work({ servers, controls, pace });
  } catch (error) {
    throw explained(error);
  } finally {
    await Promise.all([...controls.values()].map((client) => client.end().catch(() => undefined)));
  }
}

/** The targets' entries of the separation; they are all of one. */
export async function readRuns({ controls }: Separation): Promise<Map<string, Run>> {
  const runs = new Map<string, Run>();
  for (const [name, client] of controls) {
    const run = await readRun(client);
    if (run !== undefined) {
      runs.set(name, run);
    }
  }
  const ids = new Set([...runs.values()].map(({ id }) => id));
  if (ids.size > 1) {
    throw new StartupError(
      `The databases take part in different separations (${[...runs.keys()].join(', ')}): roll each back where it began.`,
    );
  }
  return runs;
}

/** `run` is the one that is least far: what was interrupted between two services has not ended. */
export type Begun = { run: Run; runs: Map<string, Run>; plan: Plan };

export const leastFar = (runs: ReadonlyMap<string, Run>): Run | undefined =>
  [...runs.values()].sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state))[0];

/** The separation that the targets take part in, as far as they do. */
export async function begunInPart(separation: Separation): Promise<Begun> {
  const runs = await readRuns(separation);
  const run = leastFar(runs);
  if (run === undefined) {
    throw new StartupError('Nothing has been copied yet: run `npm run separate -- copy` first.');
  }
  return { run, runs, plan: run.plan };
}

/** The separation that all targets take part in. */
export async function begunRun(separation: Separation): Promise<Begun> {
  const begun = await begunInPart(separation);
  const missing = [...separation.controls.keys()].filter((name) => !begun.runs.has(name));
  if (missing.length > 0) {
    throw new StartupError(
      `Nothing is written down in ${missing.join(', ')}: a copy or a rollback was interrupted; repeat \`copy\` or \`rollback\`.`,
    );
  }
  return begun;
}

export function insistOnFinishedCopy({ state }: Run): void {
  if (state === 'copying') {
    throw new StartupError('The copy is not finished: run `npm run separate -- copy` again first.');
  }
}

/** Works on one view of the source. */
export async function withSnapshot<T>(
  { servers }: Separation,
  work: (snapshot: Snapshot & { client: Client }) => Promise<T>,
): Promise<T> {
  const snapshot = await openSnapshot(servers.source);
  try {
    return await work(snapshot);
  } finally {
    await snapshot.close();
  }
}

export const ofService = (moves: readonly Move[], service: string): Move[] =>
  moves.filter((move) => move.service === service);

export const control = ({ controls }: Separation, service: string): Client => controls.get(service) as Client;
