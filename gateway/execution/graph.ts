import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, GraphQLError, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { PlanMetrics } from '../../platform/metrics/plans.ts';
import { accessOf } from '../authorization/access.ts';
import { subgraphsOf } from '../subgraphs.ts';
import type { Ask, Transport } from '../transport/transport.ts';
import { typesOf } from './fetch/types.ts';
import { createKnownDocuments, type KnownDocuments } from './known-documents.ts';
import { type Answer, coerceVariables, type Operation, prepareOperation } from './operation.ts';
import type { Values } from './own.ts';
import { conditionVariables } from './plan/conditions.ts';
import { operationCache, type UsedOperation } from './plan/operation-cache.ts';
import { plannerOf } from './plan/planner.ts';

export type GraphRequest = {
  document: DocumentNode;
  operationName?: string | null | undefined;
  variables?: Values | undefined;
  caller: RequestIdentity;
  signal?: AbortSignal | undefined;
  /** Whether the answer may have its data as the text of its JSON. */
  takesJson?: boolean;
};

type Asked = Omit<GraphRequest, 'signal' | 'takesJson'>;

/** One supergraph, ready to be asked. */
export type Graph = {
  /** What clients see. Documents have to be valid in it. */
  apiSchema: GraphQLSchema;
  /** Documents that are valid here, for those who need not ask once more. */
  known: KnownDocuments;
  execute(request: GraphRequest): Promise<Answer>;
  /** How an operation is executed for whoever asks; undefined when there is no such operation, or none that can be. */
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
  const access = accessOf(parse(sdl, { noLocation: true }), planner.apiSchema);
  const asks: ReadonlyMap<string, Ask> = new Map(
    subgraphsOf(sdl).map((subgraph) => [subgraph.name, transport(subgraph)]),
  );
  const operations = operationCache<Operation>({
    schema: planner.apiSchema,
    most: options.keptOperations,
    metrics: options.metrics,
    conditionsOf: (document) => [...conditionVariables(document), ...access.requirementsOf(document)],
    prepare: (document, operation, holds) =>
      prepareOperation({ planner, types, asks, access }, { document, operation, holds }),
  });
  const prepared = ({ document, operationName, variables = {}, caller }: Asked): Operation | GraphQLError[] => {
    const operation = getOperationAST(document, operationName);
    if (operation == null) {
      return [unknownOperation(operationName)];
    }
    const coerced = coerceVariables(planner.apiSchema, operation.variableDefinitions, variables);
    if ('errors' in coerced) {
      return coerced.errors;
    }
    const holds = (condition: string): boolean =>
      access.isMet(condition, caller.actor) ?? coerced.values[condition] === true;
    try {
      return operations.get(document, operationName ?? undefined, holds) as Operation;
    } catch (error) {
      return [notPlanned(error)];
    }
  };
  return {
    apiSchema: planner.apiSchema,
    known: createKnownDocuments(),
    execute: async (request) => {
      const operation = prepared(request);
      if (Array.isArray(operation)) {
        return { errors: operation };
      }
      const { variables = {}, caller, signal, takesJson = false } = request;
      return operation.execute(variables, { caller, signal, takesJson });
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
