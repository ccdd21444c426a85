import type { GraphQLDataSource } from '@apollo/gateway';
import type { LocalExecutor } from '../../platform/graphql/in-process.ts';
import type { RequestIdentity } from '../../platform/identity/actor.ts';

/** A subgraph in the same process: its schema is called with the caller's identity. */
export function localDataSource(execute: LocalExecutor): GraphQLDataSource<RequestIdentity> {
  return {
    process: async ({ request, context }) =>
      execute(
        { query: request.query ?? '', variables: request.variables, operationName: request.operationName },
        context as RequestIdentity,
      ),
  };
}
