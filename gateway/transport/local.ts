import type { LocalExecutor } from '../../platform/graphql/in-process.ts';
import type { Ask } from './transport.ts';

/** A subgraph in the same process: its schema is called with the caller's identity. */
export const localDataSource =
  (execute: LocalExecutor): Ask =>
  ({ query, variables, operationName }, caller) =>
    execute(
      {
        query,
        ...(variables === undefined ? {} : { variables }),
        ...(operationName === undefined ? {} : { operationName }),
      },
      caller,
    );
