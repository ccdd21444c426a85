import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { clientOperation, currentRequest } from '../request/scope.ts';
import type { OperationWatch } from './watch-operations.ts';

export type ShortAnswer = {
  data?: Record<string, unknown> | null | undefined;
  /** The data as the text of its JSON, in place of `data`. */
  json?: string | undefined;
  errors?: readonly GraphQLError[] | undefined;
};

/** Executes an operation that is known to be good. An answer without data says that nothing was done. */
export type KnownOperation<TContext> = (
  variables: Record<string, unknown> | undefined,
  context: TContext,
) => Promise<ShortAnswer>;

/** Finds operations that Apollo Server has let through before, by their very text. */
export type FindKnown<TContext> = (
  query: string,
  operationName: string | undefined,
) => KnownOperation<TContext> | undefined;

export type ShortWayOptions<TContext> = {
  find: FindKnown<TContext>;
  createContext(request: FastifyRequest, reply: FastifyReply): Promise<TContext>;
  formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError;
  watch: OperationWatch;
};

/** What is not so has to go the long way, where every refusal has its status and its words. */
type PlainBody = { query: string; operationName?: string | null; variables?: Record<string, unknown> | null };

/**
 * A way past Apollo Server for what it has let through before. It costs a third of what a gateway does for a request,
 * all of it to find out once more what is known. The answer is the one that Apollo Server would give, byte for byte.
 * @returns undefined where the request has to go the long way; nothing has been done then
 */
export function shortWay<TContext>({
  find,
  createContext,
  formatError,
  watch,
}: ShortWayOptions<TContext>): (request: FastifyRequest, reply: FastifyReply) => Promise<string | undefined> {
  return async (request, reply) => {
    if (!isPlain(request)) {
      return undefined;
    }
    const { query, operationName, variables } = request.body as PlainBody;
    const execute = find(query, operationName ?? undefined);
    if (execute === undefined) {
      return undefined;
    }
    const started = performance.now();
    const context = await createContext(request, reply);
    const operation = clientOperation(operationName);
    Object.assign(currentRequest() ?? {}, { operation, kind: 'query' });
    const {
      data,
      json = data === undefined ? undefined : JSON.stringify(data),
      errors,
    } = await execute(variables ?? undefined, context);
    if (json === undefined) {
      return undefined;
    }
    const formatted = errors?.map((error) => formatError(enriched(error), error));
    watch.ended(operation, started, data === undefined ? json : data, formatted);
    reply.type('application/json; charset=utf-8');
    const said = formatted === undefined || formatted.length === 0 ? '' : `"errors":${JSON.stringify(formatted)},`;
    return `{${said}"data":${json}}`;
  };
}

const enriched = (error: GraphQLError): GraphQLFormattedError => ({
  ...error.toJSON(),
  extensions: { ...error.extensions, code: error.extensions.code ?? 'INTERNAL_SERVER_ERROR' },
});

const isAbsentOr = (value: unknown, type: 'string' | 'object'): boolean =>
  value === undefined || value === null || (typeof value === type && !Array.isArray(value));

/** A POST of JSON with a query in it, and nothing that asks for more than its answer. */
function isPlain({ method, headers, body }: FastifyRequest): boolean {
  const { 'content-type': type, accept } = headers;
  if (method !== 'POST' || type === undefined || !/^application\/json\s*(;|$)/.test(type)) {
    return false;
  }
  if (accept !== undefined && accept !== '*/*' && accept !== 'application/json') {
    return false;
  }
  if (
    headers['apollo-query-plan-experimental'] !== undefined ||
    headers['x-operation-cost'] !== undefined ||
    typeof body !== 'object' ||
    body === null
  ) {
    return false;
  }
  const { query, operationName, variables, extensions } = body as Record<string, unknown>;
  return (
    typeof query === 'string' &&
    isAbsentOr(operationName, 'string') &&
    isAbsentOr(variables, 'object') &&
    (extensions === undefined || extensions === null)
  );
}
