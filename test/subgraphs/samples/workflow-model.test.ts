import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { MEASURED, type SampleSeen, workbench } from './workbench.ts';
import { after, allows, currentOf, newTube, shown, type Tube, type Verb } from './workflow-model.ts';

let service: ServiceUnderTest;
const { asks, take, seen } = workbench(() => service);
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

/** The same days in the lab on every run; another seed tells other ones. */
const SEED = 147;

const MUTATIONS: Record<Verb['verb'], string> = {
  start: 'startStep',
  complete: 'completeStep',
  fail: 'failStep',
  skip: 'skipStep',
  retry: 'retryStep',
  reopen: 'reopenStep',
  hold: 'holdSample',
  release: 'releaseSample',
  reject: 'rejectSample',
  archive: 'archiveSample',
  archiveAs: 'archiveSample',
  restore: 'restoreSample',
  delete: 'deleteSample',
  measure: 'updateSample',
};

/** The same verb on the real sample: what came of it, null when refused. A refusal says what stands in the way. */
async function tried(sample: SampleSeen, verb: Verb): Promise<SampleSeen | null> {
  const wantsReason = /^(fail|skip|reopen|hold|reject|archiveAs|delete)$/.test(verb.verb);
  const { sample: changed, userErrors } = await asks(MUTATIONS[verb.verb], {
    ...('at' in verb ? { stepId: sample.steps[verb.at]?.id } : { sampleId: sample.id }),
    ...('outcome' in verb && { outcome: verb.outcome }),
    ...(wantsReason && { reason: 'so it goes' }),
    ...(verb.verb === 'measure' && measurements(verb)),
  });
  expect(userErrors.map(({ code }) => code).filter((code) => code !== 'NOT_ALLOWED_NOW')).toEqual([]);
  return changed;
}

const measurements = ({ amount, ratio }: { amount: boolean; ratio: boolean }) => ({
  concentration: amount ? MEASURED.concentration : null,
  volume: amount ? MEASURED.volume : null,
  a260280: ratio ? MEASURED.a260280 : null,
});

const asShown = (sample: SampleSeen) => ({
  status: sample.status,
  steps: sample.steps.map(({ status }) => status),
  held: sample.holdReason !== null,
  outcome: sample.outcome,
  deleted: sample.deletedAt !== null,
  completed: sample.completedAt !== null,
  isBlocked: sample.isBlocked,
  availableActions: sample.availableActions,
});

/** -1 stands for the step whose turn it is: a lab that pokes at random steps gets nowhere. What is reopened was done. */
const at = fc.oneof({ weight: 8, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(7) });
const outcome = fc.constantFrom('REJECTED' as const, 'WITHDRAWN' as const);
const onStep = (verb: 'start' | 'complete' | 'fail' | 'skip' | 'retry', weight: number) => ({
  weight,
  arbitrary: fc.record({ verb: fc.constant(verb), at }),
});
const plain = (verb: 'hold' | 'release' | 'archive' | 'restore' | 'delete', weight: number) => ({
  weight,
  arbitrary: fc.record({ verb: fc.constant(verb) }),
});
const anyVerb: fc.Arbitrary<Verb> = fc.oneof(
  onStep('start', 14),
  onStep('complete', 14),
  onStep('fail', 2),
  onStep('skip', 6),
  onStep('retry', 4),
  { weight: 3, arbitrary: fc.record({ verb: fc.constant('reopen' as const), at: fc.nat(7) }) },
  plain('hold', 1),
  plain('release', 3),
  plain('archive', 2),
  plain('restore', 4),
  plain('delete', 1),
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('reject' as const), outcome }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('archiveAs' as const), outcome }) },
  {
    weight: 2,
    arbitrary: fc.record({ verb: fc.constant('measure' as const), amount: fc.boolean(), ratio: fc.boolean() }),
  },
);

function aimed(tube: Tube, verb: Verb): Verb {
  const current = currentOf(tube);
  if (verb.verb === 'reopen') {
    return { ...verb, at: verb.at % Math.max(1, current ?? 8) };
  }
  return 'at' in verb && verb.at === -1 ? { ...verb, at: current ?? 7 } : verb;
}

/** Nobody meets a sample on its first day only: `done` steps were started and completed before. */
const aTube = fc.record({ amount: fc.boolean(), ratio: fc.boolean(), done: fc.nat(8) });
const workDone = (done: number): Verb[] => [
  { verb: 'measure', amount: true, ratio: true },
  ...Array.from({ length: done }, (_, at): Verb[] => [
    { verb: 'start', at },
    { verb: 'complete', at },
  ]).flat(),
];

test('whatever is done to a sample, it is where the rules put it, and offers what they allow', async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      aTube,
      fc.array(anyVerb, { minLength: 10, maxLength: 30, size: 'max' }),
      async ({ amount, ratio, done: doneBefore }, verbs) => {
        let tube = newTube(amount, ratio);
        let sample = await take({ sampleType: 'DNA', ...measurements(tube) });
        for (const wanted of [...workDone(doneBefore), { verb: 'measure' as const, amount, ratio }, ...verbs]) {
          const verb = aimed(tube, wanted);
          const { version } = sample;
          const changed = await tried(sample, verb);
          const done = changed !== null;
          expect([verb, done]).toEqual([verb, allows(tube, verb)]);
          tube = done ? after(tube, verb) : tube;
          sample = changed ?? (await seen(sample.id));
          expect(asShown(sample)).toEqual(shown(tube));
          expect(sample.version).toBe(done ? version + 1 : version);
          reached.add(sample.status as string);
        }
      },
    ),
    { seed: SEED, numRuns: 24 },
  );
  // Otherwise the verbs above would show little.
  expect([...reached].sort()).toEqual([
    'ANALYSIS',
    'ARCHIVED',
    'COMPLETED',
    'DISTRIBUTED',
    'PREP',
    'SEQUENCING',
    'SUBMITTED',
  ]);
}, 180_000);

function permutations<T>(list: readonly T[]): T[][] {
  return list.length <= 1
    ? [[...list]]
    : list.flatMap((first, i) => permutations(list.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

test('what several people do to a sample at once is as if they had done it one after the other', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyVerb, { minLength: 3, maxLength: 3 }), { minLength: 4, maxLength: 8, size: 'max' }),
      async (rounds) => {
        let tubes = [newTube(true, true)];
        const sample = await take();
        for (const round of rounds) {
          const verbs = round.map((verb) => aimed(tubes[0] as Tube, verb));
          const changed = await Promise.all(verbs.map((verb) => tried(sample, verb)));
          const answers = verbs.map((verb, i) => ({ verb, done: changed[i] !== null }));
          const found = asShown(await seen(sample.id));
          const orders = permutations(answers);
          tubes = tubes
            .flatMap((tube) => orders.flatMap((order) => inOrder(tube, order) ?? []))
            .filter((end) => JSON.stringify(shown(end)) === JSON.stringify(found));
          expect({ answers, found, explained: tubes.length > 0 }).toMatchObject({ explained: true });
          tubes = [...new Map(tubes.map((tube) => [JSON.stringify(tube), tube])).values()];
        }
      },
    ),
    { seed: SEED, numRuns: 15 },
  );
}, 180_000);

/** The tube at the end, or null when the rules would have answered otherwise in this order. */
function inOrder(start: Tube, order: readonly { verb: Verb; done: boolean }[]): Tube | null {
  return order.reduce<Tube | null>(
    (tube, { verb, done }) => (tube === null || allows(tube, verb) !== done ? null : done ? after(tube, verb) : tube),
    start,
  );
}
