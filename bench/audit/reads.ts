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

/** The trail part of the journey, of any page of samples or of the newest; the middle of many rounds, in milliseconds. */
export function measureTrails(log: Log, { samples }: Filled, which: 'any' | 'newest'): Promise<number> {
  return middleOf(async (round) => {
    const of = Array.from({ length: PAGE }, (_, i) => ({
      __typename: 'Sample',
      id: sampleId(which === 'newest' ? i : (round * 7_919 + i * 104_729) % samples),
    }));
    const { data, errors } = await log.ask({ query: TRAILS, variables: { of } }, IDENTITY);
    const trails = (data as { _entities: { auditTrail: { nodes: unknown[] } }[] } | undefined)?._entities ?? [];
    if (errors !== undefined || trails.some(({ auditTrail }) => auditTrail.nodes.length !== 3)) {
      throw new Error(`A trail is not as it was written: ${JSON.stringify(errors)}`);
    }
  });
}

const PROOF = `query ($id: ID!) { auditLog(id: $id) { proof { leafIndex treeSize hashes checkpoint } } }`;
const SOME = `query { auditLogs(first: 100) { nodes { id } } }`;

/** Entry and proof together, as somebody asks for them. */
export async function measureProofs(log: Log, _filled: Filled): Promise<number> {
  const { data } = await log.ask({ query: SOME }, IDENTITY);
  const ids = (data as { auditLogs: { nodes: { id: string }[] } }).auditLogs.nodes.map(({ id }) => id);
  return middleOf(async (round) => {
    const answer = await log.ask({ query: PROOF, variables: { id: ids[round % ids.length] } }, IDENTITY);
    if ((answer.data as { auditLog: { proof: unknown } }).auditLog.proof === null) {
      throw new Error('An entry is not sealed.');
    }
  });
}

async function middleOf(work: (round: number) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const started = performance.now();
    await work(round);
    if (round >= WARM_UP) {
      times.push(performance.now() - started);
    }
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] as number;
}
