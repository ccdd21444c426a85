import { readFileSync } from 'node:fs';
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { CannotRun } from '../cannot-run.ts';

/** A file with a supergraph, or with the schema that clients see. @throws CannotRun */
export function schemaIn(path: string): { supergraph: string | undefined; apiSchema: GraphQLSchema } {
  const text = textOf(path);
  try {
    if (!/@join__graph\b/.test(text)) {
      return { supergraph: undefined, apiSchema: buildSchema(text) };
    }
    const options = { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, validateSupergraph: false };
    return { supergraph: text, apiSchema: Supergraph.build(text, options).apiSchema().toGraphQLJSSchema() };
  } catch (error) {
    throw new CannotRun(`${path} is neither a supergraph nor a schema: ${(error as Error).message}`);
  }
}

/** @throws CannotRun */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CannotRun(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
