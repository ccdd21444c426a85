import { type DocumentNode, execute, GraphQLError, type GraphQLFormattedError, parse } from 'graphql';
import type { RequestIdentity } from '../identity/actor.ts';
import type { Log } from '../log/log.ts';
import { formatError } from './format-error.ts';
import type { Subgraph } from './subgraph.ts';

export type GraphQLAnswer = { data?: Record<string, unknown> | null; errors?: GraphQLFormattedError[] };
export type GraphQLQuestion = { query: string; variables?: Record<string, unknown>; operationName?: string };
export type LocalExecutor = (question: GraphQLQuestion, identity: RequestIdentity) => Promise<GraphQLAnswer>;

const MOST_DOCUMENTS = 1_000;

/**
 * Executes against the schema itself: no HTTP, no JSON, no second validation (the query planner's operations are
 * valid by construction). Documents are kept by their text, oldest out first.
 */
export function localExecutor(subgraph: Subgraph, log: Log): LocalExecutor {
  const documents = new Map<string, DocumentNode>();
  const documentOf = (query: string): DocumentNode => {
    let document = documents.get(query);
    if (document === undefined) {
      document = parse(query, { noLocation: true });
      if (documents.size >= MOST_DOCUMENTS) {
        documents.delete(documents.keys().next().value as string);
      }
      documents.set(query, document);
    }
    return document;
  };
  return async (question, identity) => {
    const { data, errors } = await execute({
      schema: subgraph.schema,
      document: documentOf(question.query),
      variableValues: question.variables,
      operationName: question.operationName,
      contextValue: subgraph.createContext(identity),
    });
    return {
      ...(data === undefined ? {} : { data }),
      ...(errors === undefined ? {} : { errors: errors.map((error) => format(error, subgraph.name, log)) }),
    };
  };
}

function format(error: GraphQLError, service: string, log: Log): GraphQLFormattedError {
  const formatted = formatError(error.toJSON(), error, service, log);
  // What graphql-js itself refuses at execution is a variable of the wrong shape.
  return formatted.extensions?.code === undefined
    ? { ...formatted, extensions: { ...formatted.extensions, code: 'BAD_USER_INPUT' } }
    : formatted;
}
