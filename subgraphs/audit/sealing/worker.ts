import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Work, WorkPlace } from '../../../platform/service/definition.ts';
import { type Signer, signerOf } from '../../../platform/transparency/signed-note.ts';
import type { AuditSettings } from '../config.ts';
import { newestCheckpoint, signGrown } from './checkpoints.ts';
import { type OutsideCopy, openOutsideCopy } from './outside.ts';
import { hasWaiting, type Sealed, sealBatch } from './seal.ts';
import { webhook } from './webhook.ts';

export type SealingPlace = Omit<WorkPlace, 'settings'> & { settings: AuditSettings };

const BATCH = 5_000;
/** An entry waits at most so long for its place, and so long for a checkpoint. */
const LOOK_MS = 200;
const CHECKPOINT_MS = 3_000;
const MONTHS_MS = 3_600_000;
const AGAIN_MS = 2_000;
const MONTHS_AHEAD = 3;

const NOTHING: Omit<Sealed, 'size'> = { sealed: 0, dropped: [] };

const IN_UTC = '-c timezone=UTC -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s';

/** Keeps the log sealed, signed and in months until it is stopped; whatever fails is tried again. */
export function keepSealed(place: SealingPlace): Work {
  const stopping = new AbortController();
  const done = work(place, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal }).catch(() => undefined);

async function work(place: SealingPlace, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const client = new Client({
      connectionString: place.dbUrl,
      application_name: 'nanopore-audit-sealing',
      options: IN_UTC,
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => undefined); // the statement under way rejects with it
    try {
      await client.connect();
      await workOver(client, place, signal);
    } catch (error) {
      place.log.warn({ err: error }, 'sealing of the audit log was interrupted');
      await sleep(AGAIN_MS, signal);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function workOver(client: Client, place: SealingPlace, signal: AbortSignal): Promise<void> {
  const { AUDIT_ORIGIN, AUDIT_CHECKPOINT_FILE, AUDIT_CHECKPOINT_WEBHOOK } = place.settings;
  const signer = signerOf(AUDIT_ORIGIN, place.secrets.AUDIT_SIGNING_KEY as string);
  const outside = await openOutsideCopy(AUDIT_CHECKPOINT_FILE ?? join(place.dataDir, 'audit-checkpoints.jsonl'));
  const hook = AUDIT_CHECKPOINT_WEBHOOK === undefined ? undefined : webhook(AUDIT_CHECKPOINT_WEBHOOK);
  let [checkpointAt, monthsAt] = [0, 0];
  try {
    while (!signal.aborted) {
      const { sealed, dropped, refused } = (await hasWaiting(client)) ? await sealBatch(client, BATCH) : NOTHING;
      if (dropped.length > 0) {
        place.log.error({ entries: dropped }, 'entries of the audit log were gone before they got their place');
      }
      const now = performance.now();
      if (now >= monthsAt) {
        monthsAt = now + (await makeMonths(client, place));
      }
      if (now >= checkpointAt) {
        checkpointAt = now + CHECKPOINT_MS;
        const inDoubt =
          refused === 'the log is not with its keeper' || !(await publish(client, signer, outside, place, hook));
        await measure(client, place, inDoubt);
      }
      if (sealed < BATCH) {
        await sleep(LOOK_MS, signal);
      }
    }
    // What was sealed last is signed as well: the next start may be long in coming.
    await publish(client, signer, outside, place, hook);
  } finally {
    await outside.close();
  }
}

/** Signs what has grown and carries it outside; false when what is outside says that something else was signed. */
async function publish(
  client: Client,
  signer: Signer,
  outside: OutsideCopy,
  { log }: SealingPlace,
  hook: ReturnType<typeof webhook> | undefined,
): Promise<boolean> {
  if (await outside.contradicts(client)) {
    log.error(
      { size: outside.size() },
      'the newest checkpoint outside the database is not the one that the database has: nothing is signed until somebody looks',
    );
    return false;
  }
  const newest = await signGrown(client, signer);
  await outside.catchUp(client);
  if (newest !== undefined) {
    await hook?.tell(newest).catch((error: unknown) => log.warn({ err: error }, 'a checkpoint could not be told'));
  }
  return true;
}

/** @returns after how long to look again. */
async function makeMonths(client: Client, { log }: SealingPlace): Promise<number> {
  try {
    const { rows } = await client.query<{ moved: string }>('select make_audit_months($1) as moved', [MONTHS_AHEAD]);
    if (rows[0]?.moved !== '0') {
      log.warn({ entries: Number(rows[0]?.moved) }, 'entries of the audit log had no month and have one now');
    }
    return MONTHS_MS;
  } catch (error) {
    log.warn({ err: error }, 'months of the audit log could not be made');
    return AGAIN_MS;
  }
}

async function measure(client: Client, { metrics }: SealingPlace, inDoubt: boolean): Promise<void> {
  const { rows } = await client.query<{ waiting: number; sealed: number; withoutMonth: number }>(`
    select (select count(*)::int from (select from audit_unsealed limit 100000) as counted) as waiting,
      (select coalesce(max(seq) + 1, 0)::float8 from audit_leaves) as sealed,
      audit_logs_without_month()::int as "withoutMonth"`);
  const { waiting = 0, sealed = 0, withoutMonth = 0 } = rows[0] ?? {};
  metrics.sealing.watch('audit', {
    waiting,
    withoutMonth,
    sealed,
    inDoubt,
    checkpoint: await newestCheckpoint(client),
  });
}
