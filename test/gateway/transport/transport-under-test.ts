import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { pino } from 'pino';
import { z } from 'zod';
import { httpTransport } from '../../../gateway/transport/http-transport.ts';
import type { OpenTransport, TransportOptions } from '../../../gateway/transport/resilient-transport.ts';
import { subgraphVariables, type TransportSettings, toTransportSettings } from '../../../gateway/transport/settings.ts';
import { SubgraphFault } from '../../../gateway/transport/subgraph-fault.ts';
import type { Ask, SubgraphAnswer, SubgraphRequest, Transport } from '../../../gateway/transport/transport.ts';
import { EVERY_SCOPE, type RequestIdentity } from '../../../platform/identity/actor.ts';
import { DEMONSTRATION_ACTOR } from '../../../platform/identity/demonstration.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';

export const query = (text = '{ hello }', variables?: Record<string, unknown>): SubgraphRequest => ({
  kind: 'query',
  query: text,
  operationName: undefined,
  variables,
});
export const mutation = (text = 'mutation { greet }'): SubgraphRequest => ({ ...query(text), kind: 'mutation' });

/** A request's caller; each call is another request. */
export const caller = (requestId = 'test'): RequestIdentity => ({
  actor: DEMONSTRATION_ACTOR,
  requestId,
  address: '127.0.0.1',
  userAgent: 'jest',
});
export const somebody = (name: string): RequestIdentity => ({
  ...caller(),
  actor: { userId: name, name, email: null, kind: 'person', scopes: EVERY_SCOPE },
});

export const settingsWith = (changes: Partial<TransportSettings> = {}): TransportSettings => ({
  ...toTransportSettings(z.object(subgraphVariables).parse({})),
  ...changes,
});
export const timeout = (ms: number): Partial<TransportSettings> => ({ timeoutMsOf: () => ms });
export const noRetries: Partial<TransportSettings> = { retries: { most: 0, percent: 0, perSecond: 0 } };

export type TransportUnderTest = AsyncDisposable &
  OpenTransport & {
    /** The lines of the log so far. */
    lines: Record<string, unknown>[];
    /** The value of a metric's line, such as `nanopore_subgraph_retries_total{service="greeter"}`. */
    metric(line: string): Promise<number | undefined>;
    /** Asks the subgraph `greeter` at an address. */
    at(url: string): Ask;
  };

export const overHttp = (changes: Partial<TransportSettings> = {}): TransportUnderTest =>
  // These subgraphs know nothing of tokens.
  underTest((options) => httpTransport({ ...options, tokens: { authorize: () => undefined } }), changes);

export function underTest(
  open: (options: TransportOptions) => OpenTransport,
  changes: Partial<TransportSettings> = {},
): TransportUnderTest {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => lines.push(JSON.parse(line)) });
  const metrics = createMetrics();
  const opened = open({ settings: settingsWith(changes), log, metrics: metrics.fetches });
  const transport = withoutMarks(opened.transport);
  return {
    ...opened,
    lines,
    metric: async (line) => {
      const found = (await metrics.text()).split('\n').find((candidate) => candidate.startsWith(`${line} `));
      return found === undefined ? undefined : Number(found.split(' ').at(-1));
    },
    transport,
    at: (url) => transport({ name: 'greeter', url }),
    [Symbol.asyncDispose]: () => opened.close(),
  };
}

/** Answers as subgraphs gave them, without what is known of their JSON. */
function withoutMarks(transport: Transport): Transport {
  const known = new Map<Ask, Ask>();
  return (subgraph) => {
    const ask = transport(subgraph);
    const unmarked: Ask = async (...question) => {
      const { plain: _, ...answer } = await ask(...question);
      return answer;
    };
    known.set(ask, known.get(ask) ?? unmarked);
    return known.get(ask) as Ask;
  };
}

/** The fault with which somebody's question ends. */
export async function faultOf(asked: Promise<SubgraphAnswer>): Promise<SubgraphFault> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof SubgraphFault) {
      return error;
    }
    throw error;
  }
  throw new Error('It was answered.');
}

type Question = { query: string; variables?: Record<string, unknown> };
type Handler = (response: ServerResponse, question: Question, nth: number, request: IncomingMessage) => void;

export type SubgraphServer = AsyncDisposable & { url: string; server: Server; asked: Question[]; connections: number };

/** A subgraph of whatever manners; `nth` counts from 1. */
export async function subgraphServer(handle: Handler, port = 0): Promise<SubgraphServer> {
  const asked: Question[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const question = JSON.parse(Buffer.concat(chunks).toString());
    handle(response, question, asked.push(question), request);
  });
  // Those who are called off close the connection while they are written to.
  server.on('clientError', (_error, socket) => socket.destroy());
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const started: SubgraphServer = {
    url: urlOf(server),
    server,
    asked,
    connections: 0,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.on('connection', () => {
    started.connections += 1;
  });
  return started;
}

const urlOf = (server: { address(): unknown }): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;

export const says = (response: ServerResponse, answer: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
};
export const HELLO = { data: { hello: 'you' } };

/** A server that speaks raw bytes: what is done with a connection once a whole request has come in. */
export async function rawServer(
  handle: (socket: Socket, nth: number) => void,
): Promise<AsyncDisposable & { url: string }> {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let read = '';
    socket.on('data', (chunk) => {
      read += chunk.toString('latin1');
      const [head, body] = read.split('\r\n\r\n');
      const length = /content-length: (\d+)/i.exec(head ?? '')?.[1];
      if (body !== undefined && body.length >= Number(length)) {
        read = '';
        requests += 1;
        handle(socket, requests);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: urlOf(server),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
      await once(server, 'close');
    },
  };
}

/** An address where nobody listens. */
export async function nobodysUrl(): Promise<string> {
  await using server = await rawServer(() => undefined);
  return server.url;
}

export const rawAnswer = (body: string, headers = `content-length: ${Buffer.byteLength(body)}`): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${headers}\r\n\r\n${body}`;
