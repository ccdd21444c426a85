import {
  type DocumentNode,
  GraphQLError,
  getVariableValues,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Ask } from '../transport/transport.ts';
import { type Fetch, fetchOf, type Run } from './fetch/fetch.ts';
import type { Types } from './fetch/types.ts';
import { introspectionOf } from './introspection.ts';
import type { Values } from './own.ts';
import { conditionVariables } from './plan/conditions.ts';
import { asksFor } from './plan/locations.ts';
import type { Planner } from './plan/planner.ts';
import { stepsOf } from './plan/steps.ts';
import { schedule } from './schedule.ts';
import { carefulObject } from './shape/careful.ts';
import { unexplained } from './shape/completion-error.ts';
import { fastObject, IRREGULAR } from './shape/fast.ts';
import { rootShapeOf } from './shape/shape.ts';

export type Answer = { data?: Values | null; errors?: GraphQLError[] };
export type Caller = Pick<Run, 'caller' | 'signal'>;

/** An operation that has been planned and compiled, to be executed any number of times. */
export type Operation = { execute(variables: Values, caller: Caller): Promise<Answer> };

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
  const compile = compilerOf(planner, types, asks, document, operation);
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

function compilerOf(
  planner: Planner,
  types: Types,
  asks: ReadonlyMap<string, Ask>,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (holds: (variable: string) => boolean) => Variant {
  const plan = planner.plan(document, operation.name?.value);
  const introspect = introspectionOf(planner.apiSchema, document, operation);
  const isAsked = asksFor(document, operation);
  return (holds) => {
    const steps = stepsOf(plan, holds);
    const fetches: Fetch[] = steps.map((step) => fetchOf(step, asks.get(step.fetch.serviceName) as Ask, types));
    const after = steps.map((step) => step.after);
    const shape = rootShapeOf(planner.apiSchema, document, operation, holds);
    const complete = fastObject(shape);
    return async (variables, { caller, signal }) => {
      const data: Values = {};
      const run: Run = { data, errors: [], variables, caller, signal, isAsked };
      await schedule(after, (i) => (fetches[i] as Fetch)(run));
      if (introspect !== undefined) {
        Object.assign(data, introspect(variables));
      }
      try {
        const made = complete(data);
        return run.errors.length === 0 ? { data: made } : { data: made, errors: run.errors };
      } catch (error) {
        if (error !== IRREGULAR) {
          throw error;
        }
        return carefully(shape, run);
      }
    };
  };
}

function carefully(shape: Parameters<typeof carefulObject>[0], { data, errors }: Run): Answer {
  const found: GraphQLError[] = [];
  const made = carefulObject(shape, data, found);
  const all = [...errors, ...unexplained(found, errors)];
  return all.length === 0 ? { data: made } : { data: made, errors: all };
}
