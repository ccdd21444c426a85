import type { QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { Access } from '../authorization/access.ts';
import { withoutDirectives } from '../supergraph/composed-directives.ts';
import type { Ask } from '../transport/transport.ts';
import { type ClientPaths, clientPathsOf } from './client-paths.ts';
import type { FetchError } from './fetch/errors.ts';
import { type Fetch, fetchOf, type Run } from './fetch/fetch.ts';
import type { Types } from './fetch/types.ts';
import { introspectionOf } from './introspection.ts';
import type { Values } from './own.ts';
import { decided } from './plan/conditions.ts';
import { ownNames, underOwnKeys } from './plan/data-keys.ts';
import { asksFor } from './plan/locations.ts';
import { plannable } from './plan/plannable.ts';
import type { Planner } from './plan/planner.ts';
import { refuseWrongPlans } from './plan/refuse.ts';
import { stepsOf } from './plan/steps.ts';
import { schedule } from './schedule.ts';
import { carefulObject } from './shape/careful.ts';
import { refusalError, unexplained } from './shape/completion-error.ts';
import { fastObject, IRREGULAR } from './shape/fast.ts';
import { AS_PLAIN_JSON, AS_VALUES } from './shape/form.ts';
import { type ObjectShape, rootShapeOf } from './shape/shape.ts';

/** `json`: the data as its text, in place of `data`. */
export type Answer = { data?: Values | null; json?: string; errors?: GraphQLError[] };
/** `takesJson`: whether an answer with `json` will do. */
export type Caller = Pick<Run, 'caller' | 'signal'> & { takesJson: boolean };

/** An operation of which it is decided what belongs to it, planned and compiled, to be executed any number of times. */
export type Operation = { plan: QueryPlan; execute(variables: Values, caller: Caller): Promise<Answer> };

const NO_PLAN: QueryPlan = { kind: 'QueryPlan' };

/** What operations are asked of. */
export type Askable = { planner: Planner; types: Types; asks: ReadonlyMap<string, Ask>; access: Access };

/**
 * Plans and compiles an operation. What whoever asks may not see is no part of the plan.
 * @throws GraphQLError when it cannot be planned
 */
export function prepareOperation(
  { planner, types, asks, access }: Askable,
  { document: asked, operation: askedOperation, holds }: AskedOperation,
): Operation {
  const { apiSchema, schema: supergraph } = planner;
  const name = askedOperation.name?.value;
  const document = withoutDirectives(decided(asked, holds), planner.unsent);
  const operation = getOperationAST(document, name) as OperationDefinitionNode;
  const own = ownNames(apiSchema, document, planner.required);
  const refusals = access.refusalsOf(document, holds);
  const shape = rootShapeOf(apiSchema, document, operation, { supergraph, refusals, keyOf: own.keyOf });
  if (isLost(shape)) {
    return { plan: NO_PLAN, execute: async () => ({ data: null, errors: refusedOf(shape) }) };
  }
  const plan = planned(planner, refusals?.cut(own.document) ?? own.document, name);
  const introspect = introspectionOf(apiSchema, asked, askedOperation);
  const steps = stepsOf(plan);
  const fetches = steps.map((step) => fetchOf(step, asks.get(step.fetch.serviceName) as Ask, types));
  const after = steps.map((step) => step.after);
  const isAsked = asksFor(own.document, getOperationAST(own.document, name) as OperationDefinitionNode);
  const clientPaths = clientPathsOf(document, operation, own.keyOf);
  const complete = fastObject(shape, AS_VALUES);
  const write = fastObject(shape, AS_PLAIN_JSON);
  const execute: Operation['execute'] = async (variables, { caller, signal, takesJson }) => {
    const data: Values = {};
    const run: Run = { data, errors: [], variables, caller, signal, isAsked, isPlain: introspect === undefined };
    await schedule(after, (i) => (fetches[i] as Fetch)(run));
    if (introspect !== undefined) {
      Object.assign(data, underOwnKeys(introspect(variables)));
    }
    try {
      const made = takesJson && run.isPlain ? { json: write(data) } : { data: complete(data) };
      return run.errors.length === 0 ? made : { ...made, errors: asErrors(run.errors, clientPaths) };
    } catch (error) {
      if (error !== IRREGULAR) {
        throw error;
      }
      return carefully(shape, data, asErrors(run.errors, clientPaths));
    }
  };
  return { plan, execute };
}

/** As the client sent it; the document holds nothing that the operation does not use. */
type AskedOperation = {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Whether a condition on a part of it holds: a variable, or a requirement of whoever asks. */
  holds(condition: string): boolean;
};

/** Whether nothing can come of an operation, whatever its services say: nothing is done then. */
const isLost = ({ fields }: ObjectShape): boolean =>
  fields.some(({ shape }) => shape.kind === 'refused' && shape.nonNull);

const refusedOf = ({ fields }: ObjectShape): GraphQLError[] =>
  fields.flatMap(({ key, shape }) => (shape.kind === 'refused' ? [refusalError(shape.refusal, [key])] : []));

function planned(planner: Planner, document: DocumentNode, operationName: string | undefined): QueryPlan {
  const left = plannable(document);
  if (left === undefined) {
    return NO_PLAN;
  }
  const plan = planner.plan(left, operationName);
  refuseWrongPlans(plan, left, getOperationAST(left, operationName) as OperationDefinitionNode, planner.schema);
  return plan;
}

/** The values of an operation's variables, or what is wrong with those that the client gave. */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[] = [],
  variables: Values,
): { values: Values } | { errors: GraphQLError[] } {
  if (definitions.length === 0) {
    return { values: {} };
  }
  const { coerced, errors } = getVariableValues(schema, definitions, variables, { maxErrors: 50 });
  return errors === undefined
    ? { values: coerced }
    : { errors: errors.map(({ message }) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })) };
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
