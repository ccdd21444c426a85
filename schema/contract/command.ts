/** `npm run schema:contract -- --exclude internal --out FILE`: writes a variant of the supergraph that hides what has a tag. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { composeSupergraph, describeProblem } from '../composition.ts';
import { readSubgraphs } from '../subgraphs.ts';
import { contractVariant } from './contract.ts';
import { CONTRACTS, type Contract, TAGS } from './variants.ts';

const USAGE = `npm run schema:contract -- --out FILE [--variant NAME] [--include TAG] [--exclude TAG] [--keep-unreachable]

  --variant NAME      one of schema/contract/variants.ts: ${CONTRACTS.map(({ name }) => name).join(', ')}
  --exclude TAG       hides what has the tag; may stand several times
  --include TAG       shows only what has the tag; may stand several times
  --keep-unreachable  shows types as well that nothing leads to any more
  --out FILE          where the supergraph goes, for the SUPERGRAPH_PATH of a gateway`;

type Wanted = { contract: Contract; out: string };

function readOptions(): Wanted {
  const { values } = parseArgs({
    options: {
      variant: { type: 'string' },
      include: { type: 'string', multiple: true, default: [] },
      exclude: { type: 'string', multiple: true, default: [] },
      'keep-unreachable': { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const { variant, include, exclude, out } = values;
  const unknown = [...include, ...exclude].filter((tag) => !TAGS.includes(tag));
  if (unknown.length > 0) {
    throw new Error(`Nothing has a tag ${unknown.join(', ')}: there is ${TAGS.join(', ')}.`);
  }
  if (out === undefined) {
    throw new Error(`Say where it goes.\n\n${USAGE}`);
  }
  if ((variant === undefined) === (include.length + exclude.length === 0)) {
    throw new Error(`Name a variant, or tags to include or exclude.\n\n${USAGE}`);
  }
  const known = CONTRACTS.find(({ name }) => name === variant);
  if (variant !== undefined && known === undefined) {
    throw new Error(`There is no variant ${variant}.\n\n${USAGE}`);
  }
  return { contract: known ?? { name: out, include, exclude, hideUnreachable: !values['keep-unreachable'] }, out };
}

function supergraph(): string {
  const composition = composeSupergraph(readSubgraphs());
  if (composition.supergraph === undefined) {
    throw new Error(composition.problems.map(describeProblem).join('\n'));
  }
  return composition.supergraph;
}

try {
  const { contract, out } = readOptions();
  const variant = contractVariant(supergraph(), contract);
  if (variant.supergraph === undefined) {
    throw new Error(['What is hidden is led to by what is shown:', ...variant.problems].join('\n  '));
  }
  writeFileSync(out, variant.supergraph);
  process.stdout.write(`${out}: written, ${variant.hidden.length} types, fields and values are hidden\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
