import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseSettings } from '../../migrations/separation/settings.ts';
import { copy } from '../../migrations/separation/verbs/copy.ts';
import { rollback } from '../../migrations/separation/verbs/rollback.ts';
import { switchOver } from '../../migrations/separation/verbs/switch.ts';
import { StartupError } from '../../platform/errors/startup-error.ts';
import { services } from '../../subgraphs/index.ts';
import { type CommandLab, commandLab, KILLED } from './support/command-lab.ts';
import { indexesOf, type Standing } from './support/indexes.ts';
import { SMALL } from './support/small-monolith.ts';

// Indexes and foreign keys that tables do without while they are filled.

let lab: CommandLab;
let before: Standing[];
beforeAll(async () => {
  lab = await commandLab(SMALL);
  before = await standing();
});
afterAll(async () => lab[Symbol.asyncDispose]());

async function standing(): Promise<Standing[]> {
  const found: Standing[] = [];
  for (const { name } of services) {
    found.push(await lab.byAdmin(name, indexesOf));
  }
  return found;
}

const indexes = async (): Promise<number> => (await standing()).flatMap((each) => each.indexes).length;

/** Stops after so many steps of what is put off and made again. Returns whether it came that far. */
const stoppedAfter = (steps: number): Promise<boolean> => {
  let taken = 0;
  const onDeferred = (): void => {
    taken++;
    if (taken >= steps) {
      throw new StartupError('stopped');
    }
  };
  const stopped = (error: Error): true => {
    if (error.message !== 'stopped') {
      throw error;
    }
    return true;
  };
  return lab
    .work((separation) => copy(separation, parseSettings(SMALL.settings), { onDeferred }))
    .then(() => false, stopped);
};

test('a rollback puts back what a killed copy had put off', async () => {
  expect(await lab.dyingCopy(1).exit).toEqual(KILLED);
  expect(await indexes()).toBeLessThan(before.flatMap((each) => each.indexes).length - 10);
  const making = 'lock table separation.deferred_indexes in share mode';
  await lab.killAt(['copy'], lab.database('samples').ownerUrl, making);
  await lab.work((separation) => rollback(separation, { dryRun: false }));
  expect(await standing()).toEqual(before);
});

test('wherever the copy is stopped, in the end every index and foreign key is there as it was', async () => {
  const there: number[] = [];
  for (let run = 0; await stoppedAfter(1 + (run % 4)); run++) {
    there.push(await indexes());
    if (run === 3) {
      const switching = lab.work((separation) => switchOver(separation, { acceptQuarantine: true }));
      await expect(switching).rejects.toThrow('The copy is not finished: run `npm run separate -- copy` again first.');
    }
  }
  expect(there.length).toBeGreaterThan(6);
  // The first run may be stopped before every service has put its indexes off.
  const [, ...later] = there;
  expect(later).toEqual(later.toSorted((a, b) => a - b));
  // The assigned table brings its own key; everything else is what it was.
  const own = (all: Standing[]) =>
    all.map((each) => ({ ...each, indexes: each.indexes.filter((name) => !/ freezers/.test(name)) }));
  expect(own(await standing())).toEqual(own(before));
  const { equal } = await lab.verifyHere();
  expect(equal).toBe(true);
});

test('rows that depend on a refused one are set aside with it, and named by the foreign key that comes later', async () => {
  await using refused = await commandLab({
    settings: SMALL.settings,
    make: async (monolith) => {
      await SMALL.make(monolith);
      await monolith.query(`update nanopore_samples set status = 'nowhere' where sample_name = 'Sample 7'`);
    },
  });
  await refused.copyHere();
  const { rows } = await refused.byAdmin('samples', (client) =>
    client.query<{ name: string; constraint_name: string; reason: string; rows: number }>(
      `select name, constraint_name, reason, count(*)::int as rows from separation.quarantine group by 1, 2, 3 order by 1`,
    ),
  );
  const [steps, samples] = ['nanopore_processing_steps', 'nanopore_samples'];
  expect(rows).toEqual([
    {
      name: `samples.${steps}`,
      constraint_name: `${steps}_sample_id_foreign`,
      reason: expect.stringMatching(
        /^insert or update on table "nanopore_processing_steps" violates foreign key .*: Key \(sample_id\)=\([0-9a-f-]{36}\) is not present in table "nanopore_samples"\.$/,
      ),
      rows: 3,
    },
    expect.objectContaining({ name: `samples.${samples}`, constraint_name: `${samples}_status_check`, rows: 1 }),
  ]);
  const { equal, tables } = await refused.verifyHere();
  expect({ equal, aside: tables.map(({ quarantinedRows }) => quarantinedRows).filter((n) => n > 0) }).toEqual({
    equal: true,
    aside: [1, 3],
  });
});
