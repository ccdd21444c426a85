import { StartupError } from '../../../platform/errors/startup-error.ts';
import { inTransaction, onServer } from '../engine/lanes.ts';
import { freeze, unfreeze } from '../freeze/freeze.ts';
import { whileGivenBack } from '../freeze/keeper.ts';
import { quarantineCounts } from '../ledger/quarantine.ts';
import { setState } from '../ledger/run.ts';
import type { Plan } from '../plan/plan.ts';
import type { VerifyReport } from '../report/verify-report.ts';
import { begunRun, type Separation } from './context.ts';
import { immutableTargets, restoreTriggers } from './prepare.ts';
import { sync } from './sync.ts';
import { verify } from './verify.ts';

export type SwitchReport = { switched: boolean; frozenMs: number; verification: VerifyReport };

export type SwitchOptions = { acceptQuarantine: boolean };

/** Writers that are at work get so long to end before the switch gives up, with nothing changed. */
const WRITERS_PATIENCE_MS = 10_000;

async function insistOnCompleteness(separation: Separation, { acceptQuarantine }: SwitchOptions): Promise<void> {
  if (acceptQuarantine) {
    return;
  }
  for (const client of separation.controls.values()) {
    for (const [name, rows] of await quarantineCounts(client)) {
      throw new StartupError(
        `${rows} rows of ${name} are set aside: mend them in the source and sync, or switch with --accept-quarantine.`,
      );
    }
  }
}

/** Marks the separation switched, one target after the other; repeated, it completes what was interrupted. */
async function mark(separation: Separation, plan: Plan, frozenMs: number): Promise<void> {
  for (const [service, client] of separation.controls) {
    await onServer(
      service,
      inTransaction(client, async () => {
        await whileGivenBack(client, immutableTargets(service, plan.moves), () => restoreTriggers(client, () => true));
        await setState(client, 'switched');
        await client.query('update separation.run set frozen_ms = coalesce(frozen_ms, $1)', [Math.round(frozenMs)]);
      }),
    );
  }
}

async function frozenWork(separation: Separation, plan: Plan, options: SwitchOptions): Promise<SwitchReport> {
  const source = await separation.servers.source.connect();
  const thaw = () => unfreeze(source);
  try {
    await onServer(
      'source',
      freeze(
        source,
        plan.moves.map((move) => ({ table: move.source, service: move.service })),
        { lockTimeoutMs: WRITERS_PATIENCE_MS },
      ),
    );
    const frozen = performance.now();
    let verification: VerifyReport;
    try {
      await sync(separation);
      await insistOnCompleteness(separation, options);
      verification = await verify(separation);
      if (!verification.equal) {
        await thaw();
        return { switched: false, frozenMs: performance.now() - frozen, verification };
      }
    } catch (error) {
      await thaw();
      throw error;
    }
    const frozenMs = performance.now() - frozen;
    await mark(separation, plan, frozenMs);
    return { switched: true, frozenMs, verification };
  } finally {
    await source.end();
  }
}

/** Freezes the moved tables in the source, brings the services up to date, and makes them the ones that count. */
export async function switchOver(separation: Separation, options: SwitchOptions): Promise<SwitchReport | 'already'> {
  const { runs, plan } = await begunRun(separation);
  const states = new Set([...runs.values()].map(({ state }) => state));
  if (states.has('reversed')) {
    throw new StartupError(
      states.size > 1
        ? 'A way back was interrupted: repeat `reverse`.'
        : 'The separation was reversed: `rollback` and `copy` begin a new one.',
    );
  }
  if (states.has('switched')) {
    if (states.size === 1) {
      return 'already';
    }
    await mark(separation, plan, 0);
    return 'already';
  }
  // Most of the work is done while the source can still be written.
  await sync(separation);
  await insistOnCompleteness(separation, options);
  return frozenWork(separation, plan, options);
}
