import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { LabCalendar } from '../../platform/config/process.ts';
import { type Writer, writingAs } from '../../platform/events/writer.ts';
import { DEMONSTRATION_ACTOR } from '../../platform/identity/demonstration.ts';
import { holdSample, releaseSample } from '../../subgraphs/samples/services/close-sample.ts';
import { createSample } from '../../subgraphs/samples/services/create-sample.ts';
import { updateSample } from '../../subgraphs/samples/services/update-sample.ts';

const LAB: LabCalendar = { timeZone: 'UTC', holidays: [] };
const REQUEST = { requestId: 'bench', address: '127.0.0.1', userAgent: 'bench' };

/** One transaction of the samples service. `turn` differs from one to the next. */
type Transaction = (em: EntityManager, sampleId: string, turn: number) => Promise<unknown>;

/** What the lab does all day: a sample taken in, with its eight steps and details; and one that changes. */
const TRANSACTIONS: Record<string, Transaction> = {
  createSample: (em, _sampleId, turn) => {
    const measured = {
      sampleType: 'DNA',
      concentration: 40,
      volume: 2,
      a260280: 1.85,
      details: { organism: 'E. coli' },
    };
    return createSample(em, DEMONSTRATION_ACTOR, { sampleName: `bench ${turn}`, ...measured }, LAB);
  },
  updateSample: (em, sampleId, turn) =>
    updateSample(
      em,
      DEMONSTRATION_ACTOR,
      { sampleId, labName: `Laboratory ${turn}`, concentration: 10 + (turn % 50) },
      LAB,
    ),
  holdSample: (em, sampleId) => holdSample(em, DEMONSTRATION_ACTOR, { sampleId, reason: 'No flow cells.' }),
  releaseSample: (em, sampleId) => releaseSample(em, DEMONSTRATION_ACTOR, { sampleId }),
};

/** Milliseconds that each transaction took, by its name. */
export type Taken = Map<string, number[]>;

export const namesOfTransactions = Object.keys(TRANSACTIONS);

/** So many samples of their own for each writer. */
export async function samplesFor(orm: MikroORM, writers: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < writers; i++) {
    const { sampleId } = await writingAs({ actor: DEMONSTRATION_ACTOR, ...REQUEST, action: 'createSample' }, () =>
      createSample(
        orm.em.fork(),
        DEMONSTRATION_ACTOR,
        { sampleName: `bench sample ${i}`, concentration: 40, volume: 2 },
        LAB,
      ),
    );
    ids.push(sampleId);
  }
  return ids;
}

/** Writers that do one transaction after the other, each on a sample of its own, until the time is over. */
export async function work(
  orm: MikroORM,
  sampleIds: readonly string[],
  milliseconds: number,
  events: boolean,
): Promise<Taken> {
  const taken: Taken = new Map(namesOfTransactions.map((name) => [name, []]));
  const end = performance.now() + milliseconds;
  const writer = async (sampleId: string): Promise<void> => {
    for (let turn = 0; performance.now() < end; turn++) {
      for (const [name, transaction] of Object.entries(TRANSACTIONS)) {
        const started = performance.now();
        const run = () => transaction(orm.em.fork(), sampleId, turn);
        const who: Writer = { actor: DEMONSTRATION_ACTOR, ...REQUEST, action: name };
        await (events ? writingAs(who, run) : run());
        taken.get(name)?.push(performance.now() - started);
      }
    }
  };
  await Promise.all(sampleIds.map(writer));
  return taken;
}
