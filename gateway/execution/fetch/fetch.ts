import type { DocumentNode } from 'graphql';
import type { RequestIdentity } from '../../../platform/identity/actor.ts';
import { SubgraphFault } from '../../transport/subgraph-fault.ts';
import type { Ask, SubgraphAnswer, SubgraphRequest } from '../../transport/transport.ts';
import { merge } from '../merge.ts';
import type { Values } from '../own.ts';
import type { Step } from '../plan/steps.ts';
import { askedFields } from './asked-fields.ts';
import { contextOf } from './contexts.ts';
import { type FetchError, faultError, subgraphError } from './errors.ts';
import { type Representation, representationOf } from './representation.ts';
import { type Rewrite, renamed, rewriteOf } from './rewrites.ts';
import { placesAt, type ResponsePath, targetsAt } from './targets.ts';
import type { Types } from './types.ts';

/** An operation being executed. Fetches write into `data` and `errors`. */
export type Run = {
  data: Values;
  errors: FetchError[];
  /** As the client gave them. */
  variables: Values;
  caller: RequestIdentity;
  signal: AbortSignal | undefined;
  /** Whether the client asked for what stands at these response keys. */
  isAsked(keys: readonly string[]): boolean;
  /** Whether all data so far is `plain`, as a subgraph's answer may be. */
  isPlain: boolean;
};

/** Makes one fetch of a plan, merges what it brings, and notes what went wrong. Never rejects. */
export type Fetch = (run: Run) => Promise<void>;

type Prepared = {
  step: Step;
  types: Types;
  ask: Ask;
  request: Omit<SubgraphRequest, 'variables'>;
  representation: Representation | undefined;
  inputRewrite: Rewrite | undefined;
  outputRewrite: Rewrite | undefined;
};

/** Objects that one request to a subgraph is about, and how to find out where they stand. */
type Batch = { targets: Values[]; context: Values; placesOf(): ResponsePath[] };

export function fetchOf(step: Step, ask: Ask, types: Types): Fetch {
  const { fetch, path } = step;
  const prepared: Prepared = {
    step,
    types,
    ask,
    request: {
      kind: fetch.operationKind === 'mutation' ? 'mutation' : 'query',
      query: fetch.operation,
      operationName: fetch.operationName,
    },
    representation: fetch.requires && representationOf(fetch.requires, types),
    inputRewrite: rewriteOf(fetch.inputRewrites, types),
    outputRewrite: rewriteOf(fetch.outputRewrites, types),
  };
  const about = prepared.representation === undefined ? fetchFields : fetchEntities;
  if (fetch.contextRewrites !== undefined && fetch.contextRewrites.length > 0) {
    return async (run) => {
      await Promise.all(batchesByContext(run, prepared).map((batch) => about(run, prepared, batch)));
    };
  }
  const nothing: Values = {};
  return async (run) => {
    const targets = path.length === 0 ? [run.data] : targetsAt(run.data, path);
    if (targets.length > 0) {
      const placesOf = () => placesAt(run.data, path).map((place) => place.path);
      await about(run, prepared, { targets, context: nothing, placesOf });
    }
  };
}

/** A request has one set of arguments: entities below different contexts are asked for apart. */
function batchesByContext(run: Run, { step, types }: Prepared): Batch[] {
  const batches = new Map<string, Batch & { places: ResponsePath[] }>();
  for (const place of placesAt(run.data, step.path)) {
    const context = contextOf(place, step.fetch.contextRewrites ?? [], types);
    const key = JSON.stringify(context);
    let batch = batches.get(key);
    if (batch === undefined) {
      const places: ResponsePath[] = [];
      batch = { targets: [], context, places, placesOf: () => places };
      batches.set(key, batch);
    }
    batch.targets.push(place.target);
    batch.places.push(place.path);
  }
  return [...batches.values()];
}

function variablesOf(run: Run, { step }: Prepared, context: Values): Values {
  const variables: Values = { ...context };
  for (const name of step.fetch.variableUsages ?? []) {
    if (Object.hasOwn(run.variables, name) && run.variables[name] !== undefined) {
      variables[name] = run.variables[name];
    }
  }
  return variables;
}

/** Asks for fields of the root, or of the root below a mutation's payload. */
async function fetchFields(run: Run, prepared: Prepared, { targets, context, placesOf }: Batch): Promise<void> {
  const { step, types, request, outputRewrite } = prepared;
  const answer = await ask(run, prepared, { ...request, variables: variablesOf(run, prepared, context) });
  if (answer instanceof SubgraphFault) {
    const fields = askedFields(step.fetch.operationDocumentNode as DocumentNode, undefined, types);
    addFaults(run, answer, placesOf(), () => fields);
    return;
  }
  for (const error of errorsOf(answer)) {
    const path = clientPath(error.path, step);
    for (const place of path === undefined ? [undefined] : placesOf()) {
      run.errors.push(subgraphError(error, step.fetch.serviceName, place && path && [...place, ...path]));
    }
  }
  const { data } = answer;
  if (data) {
    outputRewrite?.(data);
    for (const [i, target] of targets.entries()) {
      // Each has to own what it is given, for later fetches add to it.
      merge(target, i === 0 ? data : structuredClone(data), types.isConcrete);
    }
  }
}

/** Asks for entities, each once however often it stands in the data. */
async function fetchEntities(run: Run, prepared: Prepared, { targets, context, placesOf }: Batch): Promise<void> {
  const { step, types, request, outputRewrite } = prepared;
  const { representations, owners } = representationsOf(targets, prepared);
  if (representations.length === 0) {
    return;
  }
  const variables = { ...variablesOf(run, prepared, context), representations };
  const answer = await ask(run, prepared, { ...request, variables });
  const sent = (i: number): boolean => owners[i] !== -1;
  const fault = (what: SubgraphFault): void => {
    const places = placesOf();
    addFaults(
      run,
      what,
      places.filter((_, i) => sent(i)),
      fieldsByType(
        targets.filter((_, i) => sent(i)),
        prepared,
      ),
    );
  };
  if (answer instanceof SubgraphFault) {
    fault(answer);
    return;
  }
  const errors = errorsOf(answer);
  addEntityErrors(run, errors, step, owners, placesOf);
  const entities = answer.data?._entities;
  if (!Array.isArray(entities) || entities.length !== representations.length) {
    if (errors.length === 0) {
      const got = Array.isArray(entities) ? `${entities.length} of ${representations.length}` : 'no';
      fault(new SubgraphFault('SUBGRAPH_BAD_ANSWER', step.fetch.serviceName, `${got} entities`));
    }
    return;
  }
  outputRewrite?.(entities);
  for (const [i, target] of targets.entries()) {
    const entity: unknown = sent(i) ? entities[owners[i] as number] : null;
    if (typeof entity === 'object' && entity !== null) {
      merge(target, entity as Values, types.isConcrete);
    }
  }
}

/** What to send, and for each object which of it is its own; -1 for those that nothing is sent of. */
function representationsOf(
  targets: readonly Values[],
  { representation, inputRewrite }: Prepared,
): { representations: Values[]; owners: number[] } {
  const { of, identity } = representation as Representation;
  const representations: Values[] = [];
  const known = new Map<string, number>();
  const owners = targets.map((target) => {
    const made = of(target);
    if (made === null) {
      return -1;
    }
    if (targets.length > 1) {
      const key = identity(made);
      const same = known.get(key);
      if (same !== undefined) {
        return same;
      }
      known.set(key, representations.length);
    }
    inputRewrite?.(made);
    return representations.push(made) - 1;
  });
  return { representations, owners };
}

/** The answer, or why there is none. */
async function ask(
  run: Run,
  { ask, step }: Prepared,
  request: SubgraphRequest,
): Promise<SubgraphAnswer | SubgraphFault> {
  try {
    const answer = await ask(request, run.caller, run.signal);
    run.isPlain &&= answer.plain === true;
    return answer;
  } catch (error) {
    return error instanceof SubgraphFault
      ? error
      : new SubgraphFault('SUBGRAPH_UNAVAILABLE', step.fetch.serviceName, String(error));
  }
}

const errorsOf = ({ errors }: SubgraphAnswer): NonNullable<SubgraphAnswer['errors']> =>
  Array.isArray(errors) ? errors : [];

const clientPath = (path: ResponsePath | undefined, { fetch }: Step): ResponsePath | undefined =>
  Array.isArray(path) ? renamed(path, fetch.outputRewrites) : undefined;

/** An error of an entity stands at every place where the entity does. */
function addEntityErrors(
  run: Run,
  errors: NonNullable<SubgraphAnswer['errors']>,
  step: Step,
  owners: readonly number[],
  placesOf: () => ResponsePath[],
): void {
  const places = errors.length === 0 ? [] : placesOf();
  for (const error of errors) {
    const path = clientPath(error.path, step);
    const [root, index, ...rest] = path ?? [];
    const own = root === '_entities' && typeof index === 'number' ? places.filter((_, i) => owners[i] === index) : [];
    if (own.length === 0) {
      run.errors.push(subgraphError(error, step.fetch.serviceName, undefined));
    }
    for (const place of own) {
      run.errors.push(subgraphError(error, step.fetch.serviceName, [...place, ...rest]));
    }
  }
}

function fieldsByType(targets: readonly Values[], { step, types }: Prepared): (i: number) => string[] {
  const known = new Map<string, string[]>();
  return (i) => {
    const typename = String(targets[i]?.__typename);
    let fields = known.get(typename);
    if (fields === undefined) {
      fields = askedFields(step.fetch.operationDocumentNode as DocumentNode, typename, types);
      known.set(typename, fields);
    }
    return fields;
  };
}

/** One error for each field that the client misses; where it asked for none of these itself, one for the object. */
function addFaults(
  run: Run,
  fault: SubgraphFault,
  places: readonly ResponsePath[],
  fieldsOf: (i: number) => readonly string[],
): void {
  for (const [i, place] of places.entries()) {
    const keys = place.filter((element) => typeof element === 'string');
    const missed = fieldsOf(i).filter((field) => run.isAsked([...keys, field]));
    for (const path of missed.length === 0 ? [place] : missed.map((field) => [...place, field])) {
      run.errors.push(faultError(fault, path));
    }
  }
}
