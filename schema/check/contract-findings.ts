import { contractVariant, type Variant } from '../contract/contract.ts';
import { CONTRACTS, type Contract } from '../contract/variants.ts';
import type { Side } from './base/base.ts';
import { changeFindings } from './changes/change-findings.ts';
import type { Finding } from './finding.ts';
import { refusalsOfGateway } from './gateway-load.ts';
import type { KnownOperations } from './operations/known.ts';
import { isValidIn } from './operations/operation-findings.ts';
import type { Places } from './places.ts';

type Whole = {
  base: Side | undefined;
  head: Side & { supergraph: string };
  operations: KnownOperations;
  places: Places;
};

/**
 * Checks every variant as the graph itself: that there is one, that the gateway loads it, and whom its changes hit.
 * @param known what is said of the whole graph already, and is not said again
 */
export async function contractFindings(whole: Whole, known: readonly Finding[]): Promise<Finding[]> {
  const all = await Promise.all(CONTRACTS.map((contract) => ofContract(contract, whole)));
  const said = new Set(known.map(keyOf));
  return all.flat().filter((finding) => finding.rule === 'CONTRACT_INVALID' || !said.has(keyOf(finding)));
}

const keyOf = ({ rule, coordinate }: Finding): string => `${rule} ${coordinate}`;

async function ofContract(contract: Contract, { base, head, operations, places }: Whole): Promise<Finding[]> {
  const now = contractVariant(head.supergraph, contract);
  if (now.supergraph === undefined) {
    return now.problems.map((message) => invalid(contract, message));
  }
  const findings = await refusalsOfGateway(now.supergraph, `variant ${contract.name}`);
  const before = base === undefined ? undefined : variantBefore(base, contract);
  if (before === undefined) {
    return findings.map((finding) => named(finding, contract));
  }
  const side = ({ supergraph, apiSchema }: Shown): Side => ({ sdl: new Map(), supergraph, apiSchema });
  // Who asks for what a variant never had does not ask the variant.
  const asking = operations.all.filter(({ document }) => isValidIn(before.apiSchema, document));
  const changes = await changeFindings({ base: side(before), head: side(now) }, { ...operations, all: asking }, places);
  return [...findings, ...changes].map((finding) => named(finding, contract));
}

type Shown = Extract<Variant, { supergraph: string }>;

/** Undefined where the base has no variant, because it has none of the contract's tags yet. */
function variantBefore({ supergraph }: Side, contract: Contract): Shown | undefined {
  const tags = [...contract.include, ...contract.exclude];
  if (supergraph === undefined || !tags.some((tag) => supergraph.includes(`@tag(name: "${tag}")`))) {
    return undefined;
  }
  const variant = contractVariant(supergraph, contract);
  return variant.supergraph === undefined ? undefined : variant;
}

const named = (finding: Finding, { name }: Contract): Finding => ({
  ...finding,
  check: 'contracts',
  message: `Variant ${name}: ${finding.message}`,
});

const invalid = ({ name }: Contract, message: string): Finding => ({
  check: 'contracts',
  rule: 'CONTRACT_INVALID',
  severity: 'error',
  message: `Variant ${name}: ${message}`,
  affects: ['What is hidden is still led to, or wanted, by something that is shown.'],
  remedy: 'Give both the same @tag, or neither.',
});
