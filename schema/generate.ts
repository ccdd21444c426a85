/** `node schema/generate.ts [--check]`: writes the types of the resolvers and of the clients' documents, or says whether they are up to date. */
import { settle } from '../checks/derived-file.ts';
import { composeSupergraph, describeProblem } from './composition.ts';
import { documentTypes } from './document-types.ts';
import { readOperations } from './operations.ts';
import { resolverTypes } from './resolver-types.ts';
import { readSubgraphs } from './subgraphs.ts';

const subgraphs = readSubgraphs();
const composition = composeSupergraph(subgraphs);
const resolvers = await Promise.all(subgraphs.map(resolverTypes));
if (composition.supergraph === undefined) {
  process.stderr.write(`${composition.problems.map(describeProblem).join('\n')}\n`);
  process.exitCode = 1;
} else {
  settle([...resolvers, await documentTypes(composition.apiSchema, readOperations())], 'schema:generate');
}
