import { expect } from '@jest/globals';
import { eventually } from '../../platform/postgres/support.ts';
import { run } from '../../support/process.ts';
import { type EventLab, newProjects, rename } from './lab.ts';

const FILE = 'test/events/support/relay-process.ts';
const CHANGES = 6;

const STEPS = ['read', 'taking in', 'taken in', 'delivered', 'recorded'];
/** Whatever relay and consumer do, in the order in which a test kills them there. */
export const KILLS: readonly [step: string, time: number][] = [
  ...STEPS.map((step) => [step, 1] as [string, number]),
  ['retried', 1],
  ['settled', 1],
  ...STEPS.map((step) => [step, 2] as [string, number]),
];

/**
 * A relay with its consumer is killed at one step after the other, each time in a new process, while somebody makes
 * changes. One event is refused until the end, so that there is one that waits, with all that come after it.
 */
export async function killedAtEveryStep(lab: EventLab, kills = KILLS): Promise<void> {
  const urls = [lab.samples.database.dbUrl, lab.audit.database.dbUrl];
  const ids = await newProjects(lab, ['killed 0: 0', 'killed 1: 0']);
  let change = 0;
  const work = async (): Promise<void> => {
    for (let i = 0; i < CHANGES; i++) {
      change++;
      for (const [p, id] of ids.entries()) await rename(lab, id, `killed ${p}: ${change}`);
    }
  };
  for (const [step, time] of kills) {
    await work();
    await lab.change('update event_deferrals set parked_at = null, next_attempt_at = now()');
    const relay = run(FILE, {}, [...urls, step, String(time), 'killed 0: 3']);
    expect({ step, time, ...(await relay.exit) }).toEqual({ step, time, code: null, signal: 'SIGKILL' });
  }
  await work();
  await lab.change('update event_deferrals set parked_at = null, next_attempt_at = now()');
  await using _relay = lab.relay();
  const count = (change + 1) * ids.length;
  await eventually(async () => (await lab.logged(`resource_id = any('{${ids}}')`)).length >= count, 'all are logged');
  for (const [p, id] of ids.entries()) {
    const names = (await lab.logged(`resource_id = '${id}'`)).map(({ details }) => details.after.name);
    expect(names).toEqual(Array.from({ length: change + 1 }, (_, i) => `killed ${p}: ${i}`));
  }
}
