import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import type { RequestIdentity } from '../identity/actor.ts';
import type { Log } from '../log/log.ts';
import { type GraphQLMetrics, outcomeOf } from '../metrics/graphql.ts';
import { clientOperation, newScope, type RequestScope, withinRequest } from '../request/scope.ts';
import { type CompiledOperation, compileOperation } from './compiled/operation.ts';
import { formatError } from './format-error.ts';
import type { Subgraph } from './subgraph.ts';

export type GraphQLAnswer = { data?: Record<string, unknown> | null; errors?: GraphQLFormattedError[] };
export type GraphQLQuestion = { query: string; variables?: Record<string, unknown>; operationName?: string };
export type LocalExecutor = (question: GraphQLQuestion, identity: RequestIdentity) => Promise<GraphQLAnswer>;

const MOST_DOCUMENTS = 1_000;
/** Longer ones hold data of their own, and nobody sends them twice. */
const LONGEST_KEPT = 50_000;

/**
 * Executes against the schema itself: no HTTP, no JSON. A document is parsed and validated once (a gateway does not
 * know the form of custom scalars, we do) and kept by its text, oldest out first.
 */
export function localExecutor(subgraph: Subgraph, log: Log, metrics?: GraphQLMetrics): LocalExecutor {
  const documents = new Map<string, CheckedDocument>();
  const documentOf = (query: string): CheckedDocument => {
    let document = documents.get(query);
    if (document === undefined) {
      document = checked(subgraph, query);
      if (query.length > LONGEST_KEPT) {
        return document;
      }
      if (documents.size >= MOST_DOCUMENTS) {
        documents.delete(documents.keys().next().value as string);
      }
      documents.set(query, document);
    }
    return document;
  };
  const answer = async (question: GraphQLQuestion, identity: RequestIdentity, scope: RequestScope) => {
    const { document, invalid, operationNamed } = documentOf(question.query);
    if (invalid !== undefined) {
      return { errors: invalid };
    }
    const { name, kind, compiled } = operationNamed(question.operationName);
    scope.operation = name;
    scope.kind = kind;
    const { data, errors } =
      (await compiled?.(question.variables, subgraph.createContext(identity))) ??
      (await execute({
        schema: subgraph.schema,
        document,
        variableValues: question.variables,
        operationName: question.operationName,
        contextValue: subgraph.createContext(identity),
      }));
    return {
      ...(data === undefined ? {} : { data }),
      ...(errors === undefined ? {} : { errors: errors.map((error) => format(error, subgraph.name, log)) }),
    };
  };
  return (question, identity) => {
    const scope = newScope(identity.requestId, { actor: identity.actor });
    return withinRequest(scope, async () => {
      const started = performance.now();
      const given: GraphQLAnswer = await answer(question, identity, scope);
      metrics?.operationEnded({
        service: subgraph.name,
        operation: scope.operation,
        seconds: (performance.now() - started) / 1000,
        outcome: outcomeOf(given.data, given.errors),
        codes: [...(given.errors ?? []).map((error) => String(error.extensions?.code)), ...scope.userErrors],
      });
      return given;
    });
  };
}

type KnownOperation = Pick<RequestScope, 'kind'> & {
  /** As the client named it. */
  name: string;
  /** Undefined for what graphql-js executes. */
  compiled: CompiledOperation | undefined;
};

type CheckedDocument = {
  document: DocumentNode;
  operationNamed(name: string | undefined): KnownOperation;
  invalid?: GraphQLFormattedError[];
};

function checked({ schema }: Subgraph, query: string): CheckedDocument {
  const document = parse(query, { noLocation: true });
  const errors = validate(schema, document);
  const operations = new Map<OperationDefinitionNode, KnownOperation>();
  const operationNamed = (name: string | undefined): KnownOperation => {
    const operation = getOperationAST(document, name);
    if (operation == null) {
      return { name: clientOperation(undefined), kind: undefined, compiled: undefined };
    }
    let known = operations.get(operation);
    if (known === undefined) {
      const compiled = compileOperation(schema, document, name);
      known = { name: clientOperation(operation.name?.value), kind: operation.operation, compiled };
      operations.set(operation, known);
    }
    return known;
  };
  if (errors.length === 0) {
    return { document, operationNamed };
  }
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
  return { document, operationNamed, invalid: errors.map(({ message }) => ({ message, extensions })) };
}

function format(error: GraphQLError, service: string, log: Log): GraphQLFormattedError {
  const formatted = formatError(error.toJSON(), error, service, log);
  // What graphql-js itself refuses at execution is a variable of the wrong shape.
  return formatted.extensions?.code === undefined
    ? { ...formatted, extensions: { ...formatted.extensions, code: 'BAD_USER_INPUT' } }
    : formatted;
}
