/** `node schema/generate.ts [--check]`: writes the types of the resolvers, or says whether they are up to date. */
import { settle } from '../checks/derived-file.ts';
import { resolverTypes } from './resolver-types.ts';
import { readSubgraphs } from './subgraphs.ts';

settle(await Promise.all(readSubgraphs().map(resolverTypes)), 'schema:generate');
