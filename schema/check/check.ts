import { GraphQLError, parse } from 'graphql';
import { readGatewayConfig } from '../../gateway/config.ts';
import { composeSupergraph } from '../composition.ts';
import { readOperations } from '../operations.ts';
import { readSubgraphs, type SubgraphSdl } from '../subgraphs.ts';
import { withAllowances } from './allowances.ts';
import { findBase, type Side } from './base/base.ts';
import { textOf } from './base/file.ts';
import { changeFindings, lossFindings } from './changes/change-findings.ts';
import { compositionFindings } from './composition-findings.ts';
import { contractFindings } from './contract-findings.ts';
import { type Finding, isStopping } from './finding.ts';
import { planning, refusalsOfGateway } from './gateway-load.ts';
import { lint } from './lint/lint.ts';
import { type KnownOperations, knownOperations } from './operations/known.ts';
import { checkOperations, type Weighed } from './operations/operation-findings.ts';
import type { Options } from './options.ts';
import { type Places, placesIn } from './places.ts';

/** What a check found. */
export type Report = {
  verdict: 'safe' | 'breaking';
  /** What it was compared with; undefined where with nothing, and `uncompared` says why. */
  base: string | undefined;
  uncompared: string | undefined;
  subgraphs: readonly string[];
  findings: readonly Finding[];
  /** The operations of schema/operations that are valid. */
  operations: readonly Weighed[];
  /** How many operations the changes were held against, and whether a gateway's record was among them. */
  known: { operations: number; traffic: boolean };
};

/** @throws CannotRun */
export async function checkSchema(options: Options): Promise<Report> {
  const operations = knownOperations(options);
  const subgraphs = proposed(options);
  const composition = composeSupergraph(subgraphs);
  const sdl = new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph.sdl]));
  const head = composition.supergraph === undefined ? undefined : { sdl, ...composition };
  const base = await findBase(options, head);
  const compared = 'side' in base ? base.side : undefined;
  const legible = new Map([...sdl].filter(([, text]) => parses(text)));
  const places = placesIn(legible, compared?.sdl ?? new Map());
  const { findings, weighed } =
    head === undefined
      ? { findings: compared === undefined ? [] : lossFindings(compared, legible, operations, places), weighed: [] }
      : await ofComposed({ head, base: compared, operations, places });
  const ofInterest = subgraphs.filter(({ name }) => legible.has(name) && (options.subgraph ?? name) === name);
  const all = withAllowances(
    [...compositionFindings(composition), ...doubts(operations), ...findings, ...ofInterest.flatMap(lint)],
    ofInterest,
  );
  return {
    verdict: all.some(isStopping) ? 'breaking' : 'safe',
    base: 'title' in base ? base.title : undefined,
    uncompared: 'missing' in base ? base.missing : undefined,
    subgraphs: subgraphs.map(({ name }) => name),
    findings: all,
    operations: weighed,
    known: { operations: operations.all.length, traffic: operations.knowsTraffic },
  };
}

type Composed = {
  head: Side & { supergraph: string };
  base: Side | undefined;
  operations: KnownOperations;
  places: Places;
};

/** What there is to say once the subgraphs are one graph. */
async function ofComposed({
  head,
  base,
  operations,
  places,
}: Composed): Promise<{ findings: Finding[]; weighed: Weighed[] }> {
  const refusals = await refusalsOfGateway(head.supergraph);
  const changes = base === undefined ? [] : await changeFindings({ base, head }, operations, places);
  const plans = planning(head.supergraph);
  if (refusals.length > 0 || 'refusal' in plans) {
    const ours = 'refusal' in plans ? [plans.refusal] : [];
    return { findings: [...refusals, ...ours, ...changes], weighed: [] };
  }
  const { limits } = readGatewayConfig({});
  const model = { supergraph: head.supergraph, planner: plans.planner, limits };
  const { findings, weighed } = checkOperations(readOperations(), model);
  const variants = await contractFindings({ base, head, operations, places }, changes);
  return { findings: [...changes, ...findings, ...variants], weighed };
}

/** The working tree, with the SDL that was given for one subgraph. */
function proposed({ subgraph, sdl }: Options): SubgraphSdl[] {
  const text = sdl === undefined ? undefined : textOf(sdl);
  return readSubgraphs().map((each) => (text !== undefined && each.name === subgraph ? { ...each, sdl: text } : each));
}

function parses(sdl: string): boolean {
  try {
    parse(sdl);
    return true;
  } catch (error) {
    if (error instanceof GraphQLError) {
      return false;
    }
    throw error;
  }
}

const doubts = (operations: KnownOperations): Finding[] =>
  operations.doubts.map((message) => ({
    check: 'changes',
    rule: 'USAGE_INCOMPLETE',
    severity: 'warning',
    message,
    affects: [],
  }));
