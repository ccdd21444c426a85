import type { Client } from 'pg';
import { FOREIGN_KEY_VIOLATION, hasCode } from '../../../platform/database/sqlstate.ts';
import { sameTable } from '../catalogue/relation.ts';
import { deferForeignKeys, makeForeignKey } from '../deferred/foreign-keys.ts';
import { deferIndexes, makeIndex } from '../deferred/indexes.ts';
import { inParallel, inTransaction, onServer } from '../engine/lanes.ts';
import { setUnreferringAside } from '../engine/unreferring.ts';
import {
  type DeferredForeignKey,
  type DeferredIndex,
  deferredForeignKeys,
  deferredIndexes,
} from '../ledger/deferred.ts';
import { tableProgress } from '../ledger/progress.ts';
import { type Move, moveName } from '../move.ts';
import type { Server } from '../session.ts';
import { table } from '../sql.ts';
import { control, ofService, type Separation } from './context.ts';

/** A table that one transaction fills gains nothing. */
const isLarge = ({ kind, rows }: Move, { pace }: Separation): boolean => kind === 'known' && rows > pace.chunkRows;

/** Called after each transaction. For tests that stop the copy anywhere. */
export type OnDeferred = ((name: string) => Promise<void> | void) | undefined;

/**
 * An index that a table keeps while it is filled takes every row one by one, and made at the end it takes all at once;
 * so does a foreign key. Indexes that nothing rests on and foreign keys are dropped, and in the same transaction the
 * ledger is told what they were. A service whose copy has begun is left as it is.
 */
export async function deferWhatCanWait(
  separation: Separation,
  moves: readonly Move[],
  onDeferred: OnDeferred,
): Promise<void> {
  for (const [service, client] of separation.controls) {
    const own = moves.filter((move) => move.service === service && move.kind === 'known');
    const large = own.filter((move) => isLarge(move, separation));
    if (large.length > 0 && !(await hasBegun(client, own))) {
      await onServer(
        service,
        inTransaction(client, async () => {
          for (const { target } of large) {
            await deferIndexes(client, target);
          }
          // All of them or none: what refers to a row that is set aside has to be able to follow it.
          for (const { target } of own) {
            await deferForeignKeys(client, target);
          }
        }),
      );
      await onDeferred?.(service);
    }
  }
}

async function hasBegun(client: Client, moves: readonly Move[]): Promise<boolean> {
  for (const move of moves) {
    if ((await tableProgress(client, moveName(move))) !== undefined) {
      return true;
    }
  }
  return false;
}

/** A worker's sort may take so much of the server's memory. */
const SORT_KILOBYTES = 256 * 1024;

/** What one worker does at a time in a service's database. */
export type Work = { service: string; run(client: Client): Promise<void> };

/** Sorts that fit into memory: what servers allow by default is little for the indexes of a large table. */
async function roomy(server: Server): Promise<Client> {
  const client = await server.connect();
  await client.query(
    `select set_config('maintenance_work_mem', greatest(setting::int, ${SORT_KILOBYTES})::text, false)
     from pg_settings where name = 'maintenance_work_mem'`,
  );
  return client;
}

/** Workers with a connection to each service as they need it take what there is to do, one after the other. */
export async function inTurn({ servers, pace }: Separation, works: readonly Work[]): Promise<void> {
  const waiting = [...works];
  const open = async () => {
    const clients = new Map<string, Client>();
    return {
      client: async (service: string): Promise<Client> => {
        const client = clients.get(service) ?? (await roomy(servers.targets.get(service) as Server));
        clients.set(service, client);
        return client;
      },
      close: async () => void (await Promise.all([...clients.values()].map((client) => client.end()))),
    };
  };
  await inParallel(Math.min(pace.workers, works.length), open, async (lane, stopped) => {
    for (let work = waiting.shift(); work !== undefined && !stopped(); work = waiting.shift()) {
      await onServer(work.service, work.run(await lane.client(work.service)));
    }
  });
}

/**
 * How to make the foreign keys again, a work for each service. Rows that they refuse are set aside, parents before
 * children.
 */
export async function foreignKeyWorks(
  separation: Separation,
  source: Client,
  moves: readonly Move[],
  onDeferred: OnDeferred,
): Promise<Work[]> {
  const works: Work[] = [];
  for (const [service, control] of separation.controls) {
    const deferred = await deferredForeignKeys(control);
    const run = async (client: Client): Promise<void> => {
      for (const move of ofService(moves, service)) {
        for (const key of deferred.filter((each) => sameTable(each.table, move.target))) {
          await makeOne(separation, source, client, move, key);
          await onDeferred?.(`${moveName(move)}: ${key.name}`);
        }
      }
    };
    works.push(...(deferred.length > 0 ? [{ service, run }] : []));
  }
  return works;
}

async function makeOne(
  { servers }: Separation,
  source: Client,
  client: Client,
  move: Move,
  key: DeferredForeignKey,
): Promise<void> {
  const make = () => inTransaction(client, () => makeForeignKey(client, key));
  try {
    await make();
  } catch (error) {
    if (!hasCode(error, FOREIGN_KEY_VIOLATION)) {
      throw error;
    }
    await setUnreferringAside(source, client, servers, move, key);
    await make();
  }
}

/** Which indexes are wanted. */
export type Wanted = (index: DeferredIndex, move: Move) => boolean;

/** How to make the indexes that are wanted of those that wait, each in a transaction that strikes it from the ledger. */
export async function indexWorks(
  separation: Separation,
  moves: readonly Move[],
  wanted: Wanted,
  onDeferred: OnDeferred,
): Promise<Work[]> {
  const works: Work[] = [];
  // What takes longest begins first.
  for (const move of moves.toSorted((a, b) => b.bytes - a.bytes)) {
    const waiting = await deferredIndexes(control(separation, move.service));
    const indexes = waiting.filter((each) => sameTable(each.table, move.target) && wanted(each, move));
    works.push(...worksOf(separation, move, indexes, onDeferred));
  }
  return works;
}

function worksOf({ pace }: Separation, move: Move, indexes: readonly DeferredIndex[], onDeferred: OnDeferred): Work[] {
  const name = moveName(move);
  let left = indexes.length;
  return indexes.map((index, i) => ({
    service: move.service,
    run: async (client) => {
      if (i === 0) {
        pace.progress.begin(name, indexes.length, 0, 'indexes');
      }
      await inTransaction(client, () => makeIndex(client, index));
      pace.progress.advance(name, 1);
      left--;
      if (left === 0) {
        pace.progress.end(name);
      }
      await onDeferred?.(`${name}: ${index.name}`);
    },
  }));
}

/** Of new rows and new indexes the server knows no statistics, and would plan badly until it comes round to it. */
export const statisticsWorks = (separation: Separation, moves: readonly Move[]): Work[] =>
  moves
    .filter((move) => isLarge(move, separation))
    .toSorted((a, b) => b.bytes - a.bytes)
    .map((move) => ({
      service: move.service,
      run: async (client) => void (await client.query(`analyze ${table(move.target)}`)),
    }));
