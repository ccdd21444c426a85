import { GraphQLError, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { pino } from 'pino';
import { identifyBy } from '../../../gateway/authentication/identify.ts';
import type { AuthenticationSettings } from '../../../gateway/authentication/settings.ts';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { buildGraphQLServer } from '../../../platform/http/graphql-server.ts';
import type { Actor, RequestIdentity } from '../../../platform/identity/actor.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';
import { AUDIENCE, type Provider } from './provider.ts';

export type Line = Record<string, unknown>;

export type GuardedServer = AsyncDisposable & {
  /** Asks who is asking; `authorization` is the header, or none. */
  ask(authorization?: string): Promise<{ status: number; headers: Record<string, unknown>; body: string }>;
  /** Who asks with this token; fails the test when it is refused. */
  actorOf(token: string): Promise<Actor>;
  /** How many questions came through. */
  answered(): number;
  lines: Line[];
  metricsText(): Promise<string>;
};

/** What the gateway reads from the environment of somebody who has this provider. */
export const settingsFor = (
  given: Pick<Provider, 'url' | 'issuer'>,
  more: NodeJS.ProcessEnv = {},
): AuthenticationSettings =>
  readGatewayConfig({
    AUTH_JWKS_URL: given.url,
    AUTH_ISSUER: given.issuer,
    AUTH_AUDIENCE: AUDIENCE,
    AUTH_CLOCK_TOLERANCE_S: '0',
    ...more,
  }).authentication;

/** A server with one question: who am I? */
export async function guardedServer(settings: AuthenticationSettings): Promise<GuardedServer> {
  const lines: Line[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const actors: Actor[] = [];
  const whoAmI = (_root: unknown, _args: unknown, { actor }: RequestIdentity): string => {
    if (actor === undefined) {
      throw new GraphQLError('somebody came through without being asked who they are');
    }
    actors.push(actor);
    return actor.name;
  };
  const query = new GraphQLObjectType({
    name: 'Query',
    fields: { whoAmI: { type: GraphQLString, resolve: whoAmI as never } },
  });
  const metrics = createMetrics();
  const { fastify, close } = await buildGraphQLServer<RequestIdentity>({
    name: 'gateway',
    log,
    exposure: {
      introspection: true,
      landingPage: true,
      studioCors: true,
      metrics: { token: undefined, everybody: true },
    },
    bodyLimitBytes: 10_000,
    serve: { schema: new GraphQLSchema({ query }) },
    identify: identifyBy(settings, log).identify,
    createContext: (identity) => identity,
    readiness: async () => ({ status: 'ready', services: {}, timestamp: '' }),
    metrics,
    metricsText: () => metrics.text(),
  });
  const ask: GuardedServer['ask'] = async (authorization) => {
    const headers = authorization === undefined ? {} : { authorization };
    const payload = { query: '{ whoAmI }' };
    const {
      statusCode,
      headers: given,
      body,
    } = await fastify.inject({ method: 'POST', url: '/graphql', payload, headers });
    return { status: statusCode, headers: given, body };
  };
  return {
    ask,
    actorOf: async (token) => {
      const { status, body } = await ask(`Bearer ${token}`);
      if (status !== 200) {
        throw new Error(`${status} ${body} ${JSON.stringify(lines)}`);
      }
      return actors.at(-1) as Actor;
    },
    answered: () => actors.length,
    lines,
    metricsText: () => metrics.text(),
    [Symbol.asyncDispose]: close,
  };
}
