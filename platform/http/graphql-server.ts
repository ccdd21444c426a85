import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Exposure } from '../config/process.ts';
import { Fault } from '../errors/fault.ts';
import { ERRORS } from '../errors/registry.ts';
import type { Actor, RequestIdentity } from '../identity/actor.ts';
import { apolloLogger, type Log } from '../log/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { clientOf, currentRequest, newScope, withinRequest } from '../request/scope.ts';
import { answerBytes } from './answer-bytes.ts';
import { answerBrokenRequests } from './broken-requests.ts';
import { createDocumentStore } from './document-store.ts';
import { lingerOnClose } from './drain.ts';
import { limitJson } from './json-body.ts';
import { insistOnMetricsAccess } from './metrics-access.ts';
import { type FindKnown, shortWay } from './short-way.ts';
import { withoutSuggestions } from './suggestions.ts';
import type { ServerTls } from './tls.ts';
import { answerOnly, type TrustedCallers } from './trusted-callers.ts';
import { operationWatch, watchOperations } from './watch-operations.ts';

const STUDIO = 'https://studio.apollographql.com';
const REQUEST_ID = /^[\w.:-]{1,100}$/;

/** Who makes a request. */
export type Identify = (request: FastifyRequest) => Actor | Promise<Actor>;

/** `ready` only when every service is healthy; the services' own shape is theirs. */
export type Readiness = { status: 'ready' | 'unavailable'; services: Record<string, unknown>; timestamp: string };

export type GraphQLServerOptions<TContext extends BaseContext> = {
  /** The subgraph, or `gateway`. */
  name: string;
  log: Log;
  exposure: Exposure;
  bodyLimitBytes: number;
  /** What Apollo Server serves: a schema or a gateway. */
  serve: Pick<ApolloServerOptions<TContext>, 'schema'> | Pick<ApolloServerOptions<TContext>, 'gateway'>;
  formatError?: ApolloServerOptions<TContext>['formatError'];
  plugins?: readonly ApolloServerPlugin<TContext>[];
  /** Operations that need not be looked at by Apollo Server once more. */
  findKnown?: FindKnown<TContext>;
  /**
   * Who asks; a `Fault` that it rejects with is answered instead, with the status of its code. Or else the only ones who
   * may, and tell who asks them.
   */
  identify: Identify | TrustedCallers;
  /** Makes it HTTPS. */
  tls?: ServerTls | undefined;
  /** What requests are kept to that do not come from clients. */
  arrival?: Arrival;
  /** What clients are kept to, besides the size of their requests. */
  guard?: RequestGuard<TContext>;
  /** `signal` aborts when the client goes away before it has its answer, or when the operation took too long. */
  createContext(identity: RequestIdentity, signal: AbortSignal): TContext;
  readiness(): Promise<Readiness>;
  /** What this process counts, and how `/metrics` shows it here. */
  metrics: Metrics;
  metricsText(): Promise<string>;
};

/** How a request may arrive. */
export type Arrival = {
  /** Values in the JSON of a body. */
  bodyValues: number;
  requestTimeoutMs: number;
};

/** What a server that faces clients keeps them to. Whatever is thrown is answered instead. */
export type RequestGuard<TContext extends BaseContext> = Arrival & {
  /** A request to `/graphql`, before its body is read. */
  arrives(request: FastifyRequest): Promise<void> | void;
  /** The request with its body, before anything of it is parsed but the JSON. */
  admits(request: FastifyRequest): void;
  plugins: ApolloServerPlugin<TContext>[];
  persistedQueries: ApolloServerOptions<TContext>['persistedQueries'];
  operationTimeoutMs: number;
  /** Whose pages may ask, besides Studio's. */
  corsOrigins: readonly string[];
  trustProxy: false | number | string[];
};

/** `close()` answers what was accepted, then releases everything this server opened. */
export type GraphQLServer = { fastify: FastifyInstance; close(): Promise<void> };

/** Apollo Server on Fastify with the routes every process has: `/graphql`, `/health`, `/ready`, `/metrics`. Does not listen yet. */
export async function buildGraphQLServer<TContext extends BaseContext>(
  options: GraphQLServerOptions<TContext>,
): Promise<GraphQLServer> {
  const { log, exposure, metrics, findKnown, guard } = options;
  const refused = (code: string): void => metrics.graphql.requestRefused({ service: options.name, code });
  const formatError = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const answered = options.formatError?.(formatted, error) ?? formatted;
    return exposure.introspection ? answered : withoutSuggestions(answered);
  };
  const watch = operationWatch(options.name, metrics.graphql, log);
  const apollo = new ApolloServer<TContext>({
    ...(options.serve as Pick<ApolloServerOptions<TContext>, 'schema'>),
    introspection: exposure.introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    // Its own adds a line break, which has a large answer copied once more.
    stringifyResult: (answer) => JSON.stringify(answer),
    documentStore: createDocumentStore(),
    stopOnTerminationSignals: false,
    logger: apolloLogger(log),
    formatError,
    ...(guard === undefined ? {} : { persistedQueries: guard.persistedQueries }),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      exposure.landingPage
        ? ApolloServerPluginLandingPageLocalDefault({ embed: true })
        : ApolloServerPluginLandingPageDisabled(),
      watchOperations(watch),
      ...(guard?.plugins ?? []),
      ...(options.plugins ?? []),
    ],
  } as ApolloServerOptions<TContext>);
  await apollo.start();

  const fastify = newFastify(options);
  lingerOnClose(fastify.server);
  const { bodyValues = Number.POSITIVE_INFINITY } = guard ?? options.arrival ?? {};
  const identityOf = identification(options.identify, fastify, bodyValues);
  fastify.setErrorHandler<FastifyError | Fault | GraphQLError>((error, _request, reply) => {
    if (error instanceof GraphQLError) {
      refused(codeOf(error));
      return sendRefusal(reply, error);
    }
    const { status, code, message } = transportError(error, options.bodyLimitBytes);
    if (status === 500) {
      log.error({ err: error }, 'a request failed');
    }
    refused(code);
    if (code === 'UNAUTHENTICATED') {
      reply.header('www-authenticate', 'Bearer error="invalid_token"');
    }
    return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
  });
  fastify.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  fastify.addHook('onRequest', async (request) => {
    if (request.routeOptions.url === '/graphql') {
      await guard?.arrives(request);
    }
  });
  // After the body has been read: its events belong to the socket, not to the request.
  fastify.addHook('preHandler', (request, _reply, done) =>
    withinRequest(newScope(request.id, { client: clientOf(request.headers) }), done),
  );
  const origins = [...(exposure.studioCors ? [STUDIO] : []), ...(guard?.corsOrigins ?? [])];
  if (origins.length > 0) {
    await fastify.register(cors, { origin: origins, credentials: true, methods: ['GET', 'POST', 'OPTIONS'] });
  }

  // A text would be measured for its length, and encoded slowly while it is written.
  const bytesOf = answerBytes();
  fastify.addHook('onSend', (_request, { raw }, payload, done) =>
    done(null, typeof payload === 'string' ? bytesOf(payload, raw) : payload),
  );

  let closing = false;
  fastify.get('/health', async () => ({ status: 'ok' }));
  fastify.get('/ready', async (_request, reply) => {
    const readiness = await options.readiness();
    const status = closing ? 'unavailable' : readiness.status;
    return reply.code(status === 'ready' ? 200 : 503).send({ ...readiness, status });
  });
  fastify.get('/metrics', async (request, reply) => {
    insistOnMetricsAccess(exposure.metrics, request);
    return reply.type(metrics.contentType).send(await options.metricsText());
  });
  fastify.get('/', async (_request, reply) => reply.redirect('/graphql'));
  const identities = new WeakMap<FastifyRequest, RequestIdentity>();
  const createContext = async (request: FastifyRequest, reply: FastifyReply): Promise<TContext> => {
    const identity = identities.get(request) as RequestIdentity;
    return options.createContext(identity, endOf(reply, guard?.operationTimeoutMs));
  };
  const longWay = fastifyApolloHandler(apollo, { context: createContext });
  const short = findKnown && shortWay({ find: findKnown, createContext, formatError, watch });
  fastify.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: '/graphql',
    // Before anything looks at the operation: whoever is not to be believed learns nothing of it.
    preHandler: async (request) => {
      const identity = await identityOf(request);
      identities.set(request, identity);
      Object.assign(currentRequest() ?? {}, { actor: identity.actor });
      guard?.admits(request);
    },
    handler: async (request, reply) => (await short?.(request, reply)) ?? longWay.call(fastify, request, reply),
  });

  return {
    fastify,
    close: async () => {
      closing = true;
      await fastify.close();
      await apollo.stop();
    },
  };
}

/** Aborts when the connection is gone and the answer is not out, or when the time is over: then with a TimeoutError. */
function endOf({ raw }: FastifyReply, timeoutMs: number | undefined): AbortSignal {
  const controller = new AbortController();
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => controller.abort(new DOMException('The operation took too long.', 'TimeoutError')), timeoutMs);
  raw.once('close', () => {
    clearTimeout(timer);
    if (!raw.writableFinished) {
      controller.abort();
    }
  });
  return controller.signal;
}

const LOOK_AT_MOST_MS = 5_000;
const HEADERS_AT_MOST_MS = 10_000;

/** Node looks for requests that are too slow only now and then, so one may take that much longer. */
const patienceFor = (requestTimeoutMs: number) => ({
  requestTimeout: requestTimeoutMs,
  http: {
    connectionsCheckingInterval: Math.min(requestTimeoutMs, LOOK_AT_MOST_MS),
    // Node takes the longer of the two for the whole request.
    headersTimeout: Math.min(requestTimeoutMs, HEADERS_AT_MOST_MS),
    requestTimeout: requestTimeoutMs,
  },
  clientErrorHandler: answerBrokenRequests,
});

/** The nearest ones, when it says how many. */
const trusted = (proxies: false | number | string[]) =>
  typeof proxies === 'number' ? (_address: string, hop: number) => hop < proxies : proxies;

const codeOf = (error: unknown): string =>
  String((error instanceof GraphQLError ? error.extensions.code : undefined) ?? 'INTERNAL_SERVER_ERROR');

function sendRefusal(reply: FastifyReply, { message, extensions }: GraphQLError): FastifyReply {
  const { http, ...rest } = extensions as { http?: { status?: number; headers?: Map<string, string> } };
  return reply
    .code(http?.status ?? 400)
    .headers(Object.fromEntries(http?.headers ?? []))
    .send({ errors: [{ message, extensions: rest }] });
}

/** Headers of a gateway hold what its client said of itself, encoded twice. */
const LONGEST_HEADERS_OF_A_GATEWAY = 64 * 1024;

function newFastify<T extends BaseContext>({
  bodyLimitBytes,
  tls,
  identify,
  guard,
  arrival = guard,
}: GraphQLServerOptions<T>): FastifyInstance {
  const maxHeaderSize = typeof identify === 'function' ? undefined : LONGEST_HEADERS_OF_A_GATEWAY;
  const { http: looks, ...patience } = arrival === undefined ? { http: {} } : patienceFor(arrival.requestTimeoutMs);
  const http = maxHeaderSize === undefined ? looks : { ...looks, maxHeaderSize };
  const options = {
    bodyLimit: bodyLimitBytes,
    return503OnClosing: false,
    trustProxy: trusted(guard?.trustProxy ?? false),
    ...patience,
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  };
  return tls === undefined
    ? Fastify({ ...options, http })
    : (Fastify({ ...options, https: { ...http, ...tls } }) as unknown as FastifyInstance);
}

function identification(
  identify: Identify | TrustedCallers,
  fastify: FastifyInstance,
  bodyValues: number,
): (request: FastifyRequest) => RequestIdentity | Promise<RequestIdentity> {
  if (typeof identify !== 'function') {
    return answerOnly(identify, fastify, bodyValues);
  }
  limitJson(fastify, bodyValues);
  return async (request) => ({
    actor: await identify(request),
    requestId: request.id,
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? null,
  });
}

function transportError(
  error: FastifyError | Fault,
  bodyLimit: number,
): { status: number; code: string; message: string } {
  if (error instanceof Fault) {
    return { status: ERRORS[error.code].status, code: error.code, message: error.message };
  }
  if (error.code === 'PAYLOAD_TOO_LARGE') {
    return { status: 413, code: 'PAYLOAD_TOO_LARGE', message: error.message };
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return { status: 413, code: 'PAYLOAD_TOO_LARGE', message: `The request body exceeds ${bodyLimit} bytes.` };
  }
  const status = error.statusCode ?? 500;
  return status < 500
    ? { status, code: 'BAD_USER_INPUT', message: error.message }
    : { status: 500, code: 'INTERNAL_SERVER_ERROR', message: 'The request could not be answered; the log knows more.' };
}
