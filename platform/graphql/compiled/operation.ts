import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import { type Compiler, type CompleteFields, compileFields } from './compile.ts';
import { collectFields, fragmentsOf, NotCompiled } from './fields.ts';
import type { Holder, Run } from './run.ts';

/** Undefined: nothing was answered, for it takes graphql-js to say what is wrong. */
export type CompiledOperation = (
  variables: Record<string, unknown> | undefined,
  context: unknown,
) => Promise<ExecutionResult | undefined>;

/** As graphql-js. */
const MOST_VARIABLE_ERRORS = 50;

/**
 * Compiles a query into functions over the schema's resolvers: what graphql-js works out for each object anew, fields,
 * types and arguments, is worked out once. Data and errors are those of graphql-js's `execute`.
 * @param document has been validated
 * @returns undefined for what is left to graphql-js: mutations, conditions that depend on variables, introspection
 */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): CompiledOperation | undefined {
  const operation = getOperationAST(document, operationName);
  const type = schema.getQueryType();
  if (operation?.operation !== OperationTypeNode.QUERY || type == null) {
    return undefined;
  }
  const fragments = fragmentsOf(document);
  const compiler: Compiler = { schema, fragments, fields: 0 };
  try {
    const nodes = collectFields(schema, fragments, type, [operation.selectionSet]);
    return executing(compiler, operation, compileFields(compiler, type, nodes));
  } catch (error) {
    if (error instanceof NotCompiled) {
      return undefined;
    }
    throw error;
  }
}

function executing(
  { schema, fragments }: Compiler,
  operation: OperationDefinitionNode,
  completeFields: CompleteFields,
): CompiledOperation {
  const { variableDefinitions = [] } = operation;
  return async (variables, context) => {
    const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables ?? {}, {
      maxErrors: MOST_VARIABLE_ERRORS,
    });
    if (errors !== undefined) {
      return { errors };
    }
    const run: Run = {
      data: undefined,
      errors: [],
      context,
      about: { schema, fragments, rootValue: undefined, operation, variableValues: coerced },
      args: [],
      irregular: false,
      pending: 0,
      finished: undefined,
    };
    begin(run, completeFields);
    if (run.pending > 0 && run.data !== null && !run.irregular) {
      await new Promise<void>((resolve) => {
        run.finished = resolve;
      });
    }
    if (run.irregular) {
      return undefined;
    }
    const data = run.data as Record<string, unknown> | null;
    return run.errors.length === 0 ? { data } : { errors: run.errors, data };
  };
}

function begin(run: Run, completeFields: CompleteFields): void {
  const data: Holder = {};
  const holder = run as unknown as Holder;
  const frame = { up: undefined, holder, key: 'data', typename: undefined, value: data, nonNull: false };
  try {
    completeFields(run, undefined, frame);
    run.data = data;
  } catch (error) {
    run.data = null;
    run.irregular ||= run.pending > 0;
    run.errors.push(error as (typeof run.errors)[number]);
  }
}
