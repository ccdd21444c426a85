import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError, type GraphQLSchema } from 'graphql';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { PlanMetrics } from '../../platform/metrics/plans.ts';
import { subgraphsOf } from '../subgraphs.ts';
import type { Ask, Transport } from '../transport/transport.ts';
import { typesOf } from './fetch/types.ts';
import { type Answer, type Operation, prepareOperation } from './operation.ts';
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

/** One supergraph, ready to be asked. */
export type Graph = {
  /** What clients see. Documents have to be valid in it. */
  apiSchema: GraphQLSchema;
  execute(request: GraphRequest): Promise<Answer>;
  /** How an operation is executed; undefined when there is no such operation, or none that can be. */
  planOf(document: DocumentNode, operationName: string | undefined): QueryPlan | undefined;
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
    prepare: (document, operation) => prepareOperation(planner, types, asks, document, operation),
  });
  return {
    apiSchema: planner.apiSchema,
    execute: async ({ document, operationName, variables, caller, signal }) => {
      let operation: Operation | undefined;
      try {
        operation = operations.get(document, operationName ?? undefined);
      } catch (error) {
        return { errors: [notPlanned(error)] };
      }
      return operation === undefined
        ? { errors: [unknownOperation(operationName)] }
        : operation.execute(variables ?? {}, { caller, signal });
    },
    planOf: (document, operationName) => {
      try {
        return operations.get(document, operationName)?.plan;
      } catch {
        return undefined;
      }
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
