import type { QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { withoutDirectives } from '../supergraph/composed-directives.ts';
import type { Ask } from '../transport/transport.ts';
import { type ClientPaths, clientPathsOf } from './client-paths.ts';
import type { FetchError } from './fetch/errors.ts';
import { type Fetch, fetchOf, type Run } from './fetch/fetch.ts';
import type { Types } from './fetch/types.ts';
import { introspectionOf } from './introspection.ts';
import type { Values } from './own.ts';
import { conditionVariables } from './plan/conditions.ts';
import { ownNames, underOwnKeys } from './plan/data-keys.ts';
import { asksFor } from './plan/locations.ts';
import type { Planner } from './plan/planner.ts';
import { refuseWrongPlans } from './plan/refuse.ts';
import { stepsOf } from './plan/steps.ts';
import { schedule } from './schedule.ts';
import { carefulObject } from './shape/careful.ts';
import { unexplained } from './shape/completion-error.ts';
import { fastObject, IRREGULAR } from './shape/fast.ts';
import { type ObjectShape, rootShapeOf } from './shape/shape.ts';

export type Answer = { data?: Values | null; errors?: GraphQLError[] };
export type Caller = Pick<Run, 'caller' | 'signal'>;

/** An operation that has been planned and compiled, to be executed any number of times. */
export type Operation = { plan: QueryPlan; execute(variables: Values, caller: Caller): Promise<Answer> };

/** What executes an operation whose conditions are known. */
type Variant = (variables: Values, caller: Caller) => Promise<Answer>;

/** Conditions may hold in very many ways; so many are kept compiled. */
const MOST_VARIANTS = 64;

/**
 * Plans and compiles an operation.
 * @throws GraphQLError when it cannot be planned
 */
export function prepareOperation(
  planner: Planner,
  types: Types,
  asks: ReadonlyMap<string, Ask>,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Operation {
  const definitions = operation.variableDefinitions ?? [];
  const conditions = conditionVariables(document);
  const { plan, compile } = planned(planner, types, asks, document, operation);
  const variants = new Map<string, Variant>();
  const variantFor = (coerced: Values): Variant => {
    const key = conditions.map((name) => (coerced[name] === true ? '1' : '0')).join('');
    let variant = variants.get(key);
    if (variant === undefined) {
      if (variants.size >= MOST_VARIANTS) {
        variants.delete(variants.keys().next().value as string);
      }
      variant = compile((name) => coerced[name] === true);
      variants.set(key, variant);
    }
    return variant;
  };
  return {
    plan,
    execute: async (variables, caller) => {
      const coerced = coerce(planner, definitions, variables);
      return 'errors' in coerced ? { errors: coerced.errors } : variantFor(coerced.values)(variables, caller);
    },
  };
}

function coerce(
  { apiSchema }: Planner,
  definitions: readonly VariableDefinitionNode[],
  variables: Values,
): { values: Values } | { errors: GraphQLError[] } {
  if (definitions.length === 0) {
    return { values: {} };
  }
  const { coerced, errors } = getVariableValues(apiSchema, definitions, variables, { maxErrors: 50 });
  return errors === undefined
    ? { values: coerced }
    : { errors: errors.map(({ message }) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })) };
}

function planned(
  planner: Planner,
  types: Types,
  asks: ReadonlyMap<string, Ask>,
  asked: DocumentNode,
  { name }: OperationDefinitionNode,
): { plan: QueryPlan; compile(holds: (variable: string) => boolean): Variant } {
  const { apiSchema } = planner;
  const operationIn = (each: DocumentNode) => getOperationAST(each, name?.value) as OperationDefinitionNode;
  const document = withoutDirectives(asked, planner.unsent);
  const operation = operationIn(document);
  const own = ownNames(apiSchema, document, planner.required);
  const ownOperation = operationIn(own.document);
  const plan = planner.plan(own.document, name?.value);
  refuseWrongPlans(plan, own.document, ownOperation, planner.schema);
  const introspect = introspectionOf(apiSchema, document, operation);
  const isAsked = asksFor(own.document, ownOperation);
  const clientPaths = clientPathsOf(document, operation, own.keyOf);
  const compile = (holds: (variable: string) => boolean): Variant => {
    const steps = stepsOf(plan, holds);
    const fetches: Fetch[] = steps.map((step) => fetchOf(step, asks.get(step.fetch.serviceName) as Ask, types));
    const after = steps.map((step) => step.after);
    const shape = rootShapeOf(apiSchema, document, operation, { supergraph: planner.schema, holds, keyOf: own.keyOf });
    const complete = fastObject(shape);
    return async (variables, { caller, signal }) => {
      const data: Values = {};
      const run: Run = { data, errors: [], variables, caller, signal, isAsked };
      await schedule(after, (i) => (fetches[i] as Fetch)(run));
      if (introspect !== undefined) {
        Object.assign(data, underOwnKeys(introspect(variables)));
      }
      try {
        const made = complete(data);
        return run.errors.length === 0 ? { data: made } : { data: made, errors: asErrors(run.errors, clientPaths) };
      } catch (error) {
        if (error !== IRREGULAR) {
          throw error;
        }
        return carefully(shape, data, asErrors(run.errors, clientPaths));
      }
    };
  };
  return { plan, compile };
}

/** Errors as the client gets them, at its own paths. */
const asErrors = (errors: readonly FetchError[], clientPaths: ClientPaths): GraphQLError[] =>
  errors.flatMap(({ message, path, extensions }) =>
    path === undefined
      ? [new GraphQLError(message, { extensions })]
      : clientPaths(path).map((own) => new GraphQLError(message, { path: own, extensions })),
  );

function carefully(shape: ObjectShape, data: Values, errors: GraphQLError[]): Answer {
  const found: GraphQLError[] = [];
  const made = carefulObject(shape, data, found);
  const all = [...errors, ...unexplained(found, errors)];
  return all.length === 0 ? { data: made } : { data: made, errors: all };
}
