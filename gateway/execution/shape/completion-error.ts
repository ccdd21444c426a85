import { GraphQLError } from 'graphql';

type Path = readonly (string | number)[];

/** What is wrong with the data of subgraphs, at the client's path. */
export const completionError = (message: string, path: Path): GraphQLError =>
  new GraphQLError(message, { path, extensions: { code: 'INVALID_SUBGRAPH_DATA' } });

/** Of these, the ones that no subgraph's error explains: an error at, above or below the place. */
export function unexplained(completion: readonly GraphQLError[], errors: readonly GraphQLError[]): GraphQLError[] {
  const paths = errors.flatMap(({ path }) => (path === undefined ? [] : [path]));
  return completion.filter(({ path = [] }) => !paths.some((other) => isBelow(path, other) || isBelow(other, path)));
}

const isBelow = (path: Path, other: Path): boolean => other.every((element, i) => path[i] === element);
