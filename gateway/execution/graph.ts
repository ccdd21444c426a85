import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { PlanMetrics } from '../../platform/metrics/plans.ts';
import { subgraphsOf } from '../subgraphs.ts';
import type { Ask, Transport } from '../transport/transport.ts';
import { typesOf } from './fetch/types.ts';
import { createKnownDocuments, type KnownDocuments } from './known-documents.ts';
import { type Answer, coerceVariables, type Operation, prepareOperation } from './operation.ts';
import type { Values } from './own.ts';
import { operationCache, type UsedOperation } from './plan/operation-cache.ts';
import { plannerOf } from './plan/planner.ts';

export type GraphRequest = {
  document: DocumentNode;
  operationName?: string | null | undefined;
  variables?: Values | undefined;
  caller: RequestIdentity;
  signal?: AbortSignal | undefined;
};

type Asked = Pick<GraphRequest, 'document' | 'operationName' | 'variables'>;

/** One supergraph, ready to be asked. */
export type Graph = {
  /** What clients see. Documents have to be valid in it. */
  apiSchema: GraphQLSchema;
  /** Documents that are valid here, for those who need not ask once more. */
  known: KnownDocuments;
  execute(request: GraphRequest): Promise<Answer>;
  /** How an operation is executed; undefined when there is no such operation, or none that can be. */
  planOf(asked: Asked): QueryPlan | undefined;
  /** Plans operations that are new here, the event loop free between them. Those that are not valid here are left out. */
  warm(operations: readonly UsedOperation[]): Promise<void>;
  /** The operations that were used most, with the most used first. */
  mostUsed(count: number): UsedOperation[];
};

export type GraphOptions = { keptOperations?: number; metrics?: PlanMetrics };

/**
 * @param sdl a Federation 2 supergraph, whole
 * @throws Error when it is none
 */
export function graphOf(sdl: string, transport: Transport, options: GraphOptions = {}): Graph {
  const planner = plannerOf(sdl);
  const types = typesOf(planner.schema);
  const asks: ReadonlyMap<string, Ask> = new Map(
    subgraphsOf(sdl).map((subgraph) => [subgraph.name, transport(subgraph)]),
  );
  const operations = operationCache<Operation>({
    schema: planner.apiSchema,
    most: options.keptOperations,
    metrics: options.metrics,
    prepare: (document, operation, holds) => prepareOperation(planner, types, asks, { document, operation, holds }),
  });
  const prepared = ({ document, operationName, variables = {} }: Asked): Operation | GraphQLError[] => {
    const operation = getOperationAST(document, operationName);
    if (operation == null) {
      return [unknownOperation(operationName)];
    }
    const coerced = coerceVariables(planner.apiSchema, operation.variableDefinitions, variables);
    if ('errors' in coerced) {
      return coerced.errors;
    }
    try {
      const found = operations.get(document, operationName ?? undefined, (name) => coerced.values[name] === true);
      return found as Operation;
    } catch (error) {
      return [notPlanned(error)];
    }
  };
  return {
    apiSchema: planner.apiSchema,
    known: createKnownDocuments(),
    execute: async (request) => {
      const operation = prepared(request);
      return Array.isArray(operation)
        ? { errors: operation }
        : operation.execute(request.variables ?? {}, { caller: request.caller, signal: request.signal });
    },
    planOf: (asked) => {
      const operation = prepared(asked);
      return Array.isArray(operation) ? undefined : operation.plan;
    },
    warm: operations.warm,
    mostUsed: operations.mostUsed,
  };
}

const notPlanned = (error: unknown): GraphQLError =>
  error instanceof GraphQLError
    ? error
    : new GraphQLError('The operation cannot be planned: ask for less at once.', {
        extensions: { code: 'OPERATION_NOT_PLANNED' },
        originalError: error as Error,
      });

const unknownOperation = (operationName: string | null | undefined): GraphQLError =>
  new GraphQLError(
    operationName == null
      ? 'The document has several operations: say which one in operationName.'
      : `The document has no operation named ${operationName}.`,
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
  );
