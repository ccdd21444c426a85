/** `node checks/scopes.ts`: whether the SDL says of every query and mutation who may use it. */
import { scopeProblems } from '../schema/scopes.ts';
import { readSubgraphs } from '../schema/subgraphs.ts';

for (const problem of scopeProblems(readSubgraphs())) {
  process.exitCode = 1;
  process.stderr.write(`${problem}\n`);
}
