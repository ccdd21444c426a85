import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type CloudEvent as Event, HTTP } from 'cloudevents';
import { EVENTS_PATH } from '../../platform/events/endpoint.ts';
import { GATEWAY_SOURCE } from '../../platform/events/graph.ts';
import { createInbox } from '../../platform/events/inbox/inbox.ts';
import { sourceOf } from '../../platform/events/registry.ts';
import { httpDelivery } from '../../platform/events/transports/http.ts';
import { BATCH_TYPE } from '../../platform/events/wire.ts';
import { listen } from '../../platform/http/listen.ts';
import { createTokenIssuer } from '../../platform/identity/service-tokens/issue.ts';
import { v7 } from '../../platform/identity/uuid.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';
import { eventSenders, eventsAudience } from '../../platform/service/event-senders.ts';
import { wayOverHttp } from '../../platform/service/relay-events.ts';
import { buildServiceServer } from '../../platform/service/serve.ts';
import { gatewaysOnly } from '../../platform/service/trusted-callers.ts';
import { logEvents } from '../../subgraphs/audit/services/log-events.ts';
import { eventually } from '../platform/postgres/support.ts';
import { newPair, type Pair, vouching } from '../support/vouching.ts';
import { type EventLab, eventLab, newProjects } from './support/lab.ts';

// A transaction of another database of the server holds a relay back as long as it lasts.
jest.setTimeout(180_000);

const [audit, samples, ai, gateway] = [newPair(), newPair(), newPair(), newPair()] as [Pair, Pair, Pair, Pair];
const NEVER = new AbortController().signal;

let lab: EventLab;
let origin: string;
let close: () => Promise<void>;

beforeAll(async () => {
  lab = await eventLab();
  const metrics = createMetrics();
  const identities = [audit.identity];
  const callers = gatewaysOnly({
    service: 'audit',
    keys: { identities, gateways: [gateway.identity.publicKey] },
    sdlKey: undefined,
    log: silentLog(),
    metrics: metrics.callers,
  });
  const senders = eventSenders('audit', {
    identities,
    senders: new Map([
      [sourceOf('samples'), [samples.identity.publicKey]],
      [sourceOf('ai'), [ai.identity.publicKey]],
      [GATEWAY_SOURCE, [gateway.identity.publicKey]],
    ]),
  });
  const { definition, orm, subgraph, database } = lab.audit;
  const open = {
    definition,
    orm,
    subgraph,
    dbUrl: database.dbUrl,
    consumer: createInbox(orm, 'audit', logEvents),
    health: async () => ({ healthy: true, latencyMs: 0, pool: { total: 0, idle: 0, waiting: 0 } }),
    close: async () => undefined,
  };
  const metricsAccess = { token: undefined, everybody: false };
  const exposure = { introspection: false, landingPage: false, studioCors: false, metrics: metricsAccess };
  const server = await buildServiceServer(
    open,
    { exposure, bodyLimitBytes: 1024, requestTimeoutMs: 30_000 },
    callers,
    silentLog(),
    metrics,
    senders,
  );
  const port = await listen(server.fastify, { host: '127.0.0.1', port: 0, variable: 'PORT', mayMove: false });
  origin = `http://127.0.0.1:${port}`;
  close = () => server.close();
});
afterAll(async () => {
  await close();
  await lab[Symbol.asyncDispose]();
});

const tokensOf = (pair: Pair) =>
  createTokenIssuer({ identity: pair.identity, subgraph: () => audit.identity.publicKey });

const wayOf = (service: string, pair: Pair, to = origin) =>
  wayOverHttp(service, new Map([['audit', to]]), tokensOf(pair), undefined)('audit');

test('events are pushed to the service that logs them, larger than what others may send it', async () => {
  const way = wayOf('samples', samples);
  await using _relay = lab.relay({ deliver: way.deliver });
  const ids = await newProjects(
    lab,
    Array.from({ length: 300 }, (_, i) => `pushed ${i} ${'x'.repeat(100)}`),
  );
  await eventually(async () => (await lab.logged(`resource_id = any('{${ids}}')`)).length === 300, 'all are logged');
  await eventually(
    async () => (await lab.audit.em().execute('select from event_sources')).length > 0,
    'and up to when they are',
  );
  await way.close();
});

const event = (source = sourceOf('samples')) => ({
  specversion: '1.0',
  id: v7(),
  source,
  type: 'project.created',
  subject: 'project/1',
  time: new Date().toISOString(),
  data: { before: null, after: { name: 'x' } },
});

async function pushed(body: string, authorization: string | undefined, type = BATCH_TYPE) {
  const response = await fetch(`${origin}${EVENTS_PATH}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(authorization === undefined ? {} : { authorization }) },
    body,
  });
  const answer = (await response.json()) as { errors?: { extensions: { code: string } }[]; refused?: unknown[] };
  return { status: response.status, code: answer.errors?.[0]?.extensions.code, refused: answer.refused };
}

const signed = (pair: Pair, body: string, audience = eventsAudience('audit')): string =>
  vouching(pair.identity, audit.identity.publicKey, audience, body);

describe('who may push', () => {
  const body = JSON.stringify([event()]);
  const nobody = { status: 401, code: 'CALLER_NOT_TRUSTED' };
  test('the service itself', async () => {
    const own = JSON.stringify([event()]);
    expect(await pushed(own, signed(samples, own))).toEqual({ status: 200, refused: [] });
  });
  test.each<[string, () => string | undefined]>([
    ['nobody without a token', () => undefined],
    ['nobody with the token of a client', () => 'Bearer abc'],
    ['nobody whose key is not known', () => signed(newPair(), body)],
    ['nobody with a token that a gateway has to ask questions', () => signed(gateway, body, 'audit')],
    ['nobody with the token of another body', () => signed(samples, `${body} `)],
    ['no other service in the name of this one', () => signed(ai, body)],
    ['no gateway in the name of a service', () => signed(gateway, body)],
  ])('%s', async (_who, authorization) => {
    expect(await pushed(body, authorization())).toMatchObject(nobody);
  });
  test('and whoever may push may not ask', async () => {
    const question = JSON.stringify({ query: '{ auditLogs(first: 1) { nodes { id } } }' });
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: signed(samples, question) },
      body: question,
    });
    expect(response.status).toBe(401);
  });
});

test.each<[string, unknown]>([
  ['no list', event()],
  ['an id that is none', [{ ...event(), id: '1' }]],
  ['another version', [{ ...event(), specversion: '0.3' }]],
  ['no subject', [{ ...event(), subject: undefined }]],
  ['a time that is none', [{ ...event(), time: 'yesterday' }]],
  ['data that is no object', [{ ...event(), data: 7 }]],
])('%s is no batch, and nothing of it is taken in', async (_what, json) => {
  const body = JSON.stringify(json);
  expect(await pushed(body, signed(samples, body))).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
});

test('what comes twice, in one batch or in two, is taken in once; what cannot be stored is refused by itself', async () => {
  const [good, bad] = [event(), { ...event(), subject: `project/${'x'.repeat(300)}` }];
  const body = JSON.stringify([good, bad, good]);
  const refused = [{ id: bad.id, reason: expect.stringMatching(/too long/) }];
  expect(await pushed(body, signed(samples, body))).toEqual({ status: 200, code: undefined, refused });
  expect(await pushed(body, signed(samples, body))).toEqual({ status: 200, code: undefined, refused });
  expect(await lab.logged(`id = any('{${good.id},${bad.id}}')`)).toHaveLength(1);
});

type Received = { headers: IncomingHttpHeaders; body: string };

/** Somebody else's consumer: answers with a status and nothing else. */
async function stranger(statusOf: (body: string) => number) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    response.writeHead(statusOf(body)).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    received,
    url,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('other CloudEvents libraries understand what is pushed', async () => {
  await using other = await stranger(() => 204);
  const way = wayOf('samples', samples, other.url);
  await using _relay = lab.relay({ subscribers: [{ name: 'other', wants: () => true, deliver: way.deliver }] });
  const [id] = await newProjects(lab, ['understood']);
  const all = (): Event<{ after: { name: string } }>[] =>
    other.received.flatMap(
      ({ headers, body }) => HTTP.toEvent({ headers, body }) as Event<{ after: { name: string } }>[],
    );
  await eventually(() => all().some(({ subject }) => subject === `project/${id}`), 'it has come');
  const events = all();
  expect(events.every((one) => one.validate())).toBe(true);
  const understood = events.find(({ subject }) => subject === `project/${id}`);
  expect(understood).toMatchObject({
    source: '/services/samples',
    type: 'project.created',
    specversion: '1.0',
    actorname: 'Ada Lane',
    actorkind: 'person',
    roottype: 'project',
    rootid: id,
  });
  expect(understood?.data?.after.name).toBe('understood');
  await way.close();
});

test('one event that is too large for a consumer is refused alone; a consumer that fails is away', async () => {
  await using other = await stranger((body) => (body.length > 2_000 ? 413 : body.includes('fail') ? 500 : 204));
  const delivery = httpDelivery({ url: `${other.url}/events`, authorize: () => undefined, bodyBytes: 1_500 });
  const large = { ...event(), data: { text: 'x'.repeat(3_000) } };
  const after = event();
  const elsewhere = { ...event(), subject: 'project/2' };
  const batch = (...events: object[]) => ({
    source: sourceOf('samples'),
    events: events as never,
    completeUntil: undefined,
  });
  expect(await delivery.deliver(batch(event(), large, after, elsewhere), NEVER)).toEqual([
    { id: large.id, reason: 'larger than what can be sent at once' },
    { id: after.id, reason: 'an earlier event of project/1 was refused', waits: true },
  ]);
  expect(other.received.at(-1)?.body).toContain(elsewhere.id);
  await expect(delivery.deliver(batch({ ...event(), data: { fail: true } }), NEVER)).rejects.toThrow('answered 500');
  await delivery.close();
});
