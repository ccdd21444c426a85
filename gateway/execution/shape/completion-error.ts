import { GraphQLError } from 'graphql';
import type { FaultCode } from '../../../platform/errors/registry.ts';

const REFUSED: FaultCode = 'UNAUTHORIZED_FIELD_OR_TYPE';

type Path = readonly (string | number)[];

/** What whoever asks may not see, at the client's path. */
export const refusalError = (refusal: string, path: Path): GraphQLError =>
  new GraphQLError(refusal, { path, extensions: { code: REFUSED } });

/** What is wrong with the data of subgraphs, at the client's path. */
export const completionError = (message: string, path: Path): GraphQLError =>
  new GraphQLError(message, { path, extensions: { code: 'INVALID_SUBGRAPH_DATA' } });

/** Of these, the ones that no subgraph's error explains: an error at, above or below the place. Refusals stay. */
export function unexplained(completion: readonly GraphQLError[], errors: readonly GraphQLError[]): GraphQLError[] {
  const paths = errors.flatMap(({ path }) => (path === undefined ? [] : [path]));
  return completion.filter(
    ({ path = [], extensions }) =>
      extensions.code === REFUSED || !paths.some((other) => isBelow(path, other) || isBelow(other, path)),
  );
}

const isBelow = (path: Path, other: Path): boolean => other.every((element, i) => path[i] === element);
