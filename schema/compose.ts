/** `node schema/compose.ts [--check]`: writes `schema/supergraph.graphql`, or says whether it is up to date. */

import { settle } from '../checks/derived-file.ts';
import { composeSupergraph, describeProblem } from './composition.ts';
import { readSubgraphs } from './subgraphs.ts';
import { supergraphFile } from './supergraph.ts';

const composition = composeSupergraph(readSubgraphs());
for (const hint of composition.hints) {
  process.stderr.write(`hint ${hint}\n`);
}
if (composition.supergraph === undefined) {
  process.stderr.write(`${composition.problems.map(describeProblem).join('\n')}\n`);
  process.exitCode = 1;
} else {
  settle([supergraphFile(composition.supergraph)], 'schema:compose');
}
