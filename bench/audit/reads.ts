import { createOrm } from '../../platform/database/orm.ts';
import { type LocalExecutor, localExecutor } from '../../platform/graphql/in-process.ts';
import { DEMONSTRATION_ACTOR } from '../../platform/identity/demonstration.ts';
import { silentLog } from '../../platform/log/log.ts';
import { audit } from '../../subgraphs/audit/service.ts';
import { type Filled, sampleId } from './fill.ts';

const PAGE = 20;
const WARM_UP = 20;
const ROUNDS = 200;
const IDENTITY = { actor: DEMONSTRATION_ACTOR, requestId: 'bench', address: '127.0.0.1', userAgent: 'bench' };

export type Log = AsyncDisposable & { ask: LocalExecutor };

/** The audit subgraph over a database, in this process. */
export async function openLog(url: string): Promise<Log> {
  const orm = await createOrm(audit, { url, pool: { min: 1, max: 2 } });
  const subgraph = audit.build(orm, { lab: { timeZone: 'UTC', holidays: [] }, secrets: {} });
  return { ask: localExecutor(subgraph, silentLog()), [Symbol.asyncDispose]: () => orm.close(true) };
}

const TRAILS = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on Sample { auditTrail(first: 3) { nodes { id action eventType timestamp user { id } } } } } }`;

/** One round of a question to one of the logs. */
type Question = (log: Log, filled: Filled, round: number) => Promise<void>;

/** The trail part of the journey, of any page of samples or of the newest. */
export const trails =
  (which: 'any' | 'newest'): Question =>
  async (log, { samples }, round) => {
    const of = Array.from({ length: PAGE }, (_, i) => ({
      __typename: 'Sample',
      id: sampleId(which === 'newest' ? i : (round * 7_919 + i * 104_729) % samples),
    }));
    const { data, errors } = await log.ask({ query: TRAILS, variables: { of } }, IDENTITY);
    const found = (data as { _entities: { auditTrail: { nodes: unknown[] } }[] } | undefined)?._entities ?? [];
    if (errors !== undefined || found.some(({ auditTrail }) => auditTrail.nodes.length !== 3)) {
      throw new Error(`A trail is not as it was written: ${JSON.stringify(errors)}`);
    }
  };

const PROOFS = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on Sample { auditTrail(first: 3) { nodes { id proof { leafIndex treeSize hashes checkpoint } } } } } }`;

/** The trail of one sample, its three entries with their proofs or without. */
export const trailOfOne =
  (proofs: 'with proofs' | 'without'): Question =>
  async (log, { samples }, round) => {
    const of = [{ __typename: 'Sample', id: sampleId((round * 7_919) % samples) }];
    const query = proofs === 'without' ? PROOFS.replace(/proof {.*?}/, '') : PROOFS;
    const { data } = await log.ask({ query, variables: { of } }, IDENTITY);
    const [sample] = (data as { _entities: { auditTrail: { nodes: { proof?: unknown }[] } }[] })._entities;
    if (proofs === 'with proofs' && sample?.auditTrail.nodes.some(({ proof }) => proof == null)) {
      throw new Error('An entry is not sealed.');
    }
  };

/** The middle of many rounds for each log, in milliseconds; they are asked in turn, so that both meet the same machine. */
export async function middles(question: Question, logs: readonly { log: Log; filled: Filled }[]): Promise<number[]> {
  const times = logs.map((): number[] => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const [i, { log, filled }] of logs.entries()) {
      const started = performance.now();
      await question(log, filled, round);
      if (round >= WARM_UP) {
        times[i]?.push(performance.now() - started);
      }
    }
  }
  return times.map((each) => each.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number);
}
