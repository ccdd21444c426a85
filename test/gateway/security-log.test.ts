import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { issueDevelopmentToken } from '../../gateway/authentication/development-issuer.ts';
import { identifyBy } from '../../gateway/authentication/identify.ts';
import { readGatewayConfig } from '../../gateway/config.ts';
import { createSecurityLog, type Incident, type SecurityLogOptions } from '../../gateway/security/security-log.ts';
import { witnessFor } from '../../gateway/security/witness.ts';
import type { CloudEvent, Deliver } from '../../platform/events/cloud-event.ts';
import { createInbox } from '../../platform/events/inbox/inbox.ts';
import { type Actor, ANONYMOUS } from '../../platform/identity/actor.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';
import { logEvents } from '../../subgraphs/audit/services/log-events.ts';
import { eventually } from '../platform/postgres/support.ts';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';
import { seriesValue } from '../support/naps.ts';
import { headersOf, temporaryFolder } from '../support/process.ts';

const HOUR_MS = 3_600_000;

/** A log that keeps what it is told, or is away. */
function keeping(options: Partial<SecurityLogOptions> = {}) {
  const told: CloudEvent[] = [];
  const state = { isAway: false, attempts: 0 };
  const metrics = createMetrics();
  const deliver: Deliver = async ({ events }) => {
    state.attempts++;
    if (state.isAway) throw new Error('nobody is there');
    told.push(...events);
    return [];
  };
  const settings = {
    deliver,
    log: silentLog(),
    metrics: metrics.events,
    windowMs: HOUR_MS,
    away: { firstMs: 1, mostMs: 5 },
  };
  const log = createSecurityLog({ ...settings, ...options });
  return { told, state, metrics, log };
}

const from = (address: string, actor: Actor = ANONYMOUS, requestId = 'r') => ({
  actor,
  requestId,
  address,
  userAgent: 'curl',
});
const ada: Actor = { ...ANONYMOUS, userId: '0195e5a0-0000-7000-8000-0000000000aa', name: 'Ada Lane', kind: 'person' };

test('who tries again and again is told of at once, and then once in a while, with how often', async () => {
  const { told, log } = keeping({ windowMs: 200 });
  const { refused } = witnessFor(log);
  for (let i = 0; i < 5_000; i++) refused(['UNAUTHENTICATED'], from('192.0.2.1', ANONYMOUS, `r${i}`), undefined);
  refused(['UNAUTHENTICATED'], from('192.0.2.2'), undefined);
  await eventually(() => told.length === 3, 'both are told of, and the repeats');
  expect(
    told.map(({ type, outcome, clientaddress, subject, data }) => ({ type, outcome, clientaddress, subject, data })),
  ).toMatchObject([
    {
      type: 'security.authentication_failed',
      outcome: 'denied',
      clientaddress: '192.0.2.1',
      subject: 'request/r0',
      data: { codes: ['UNAUTHENTICATED'] },
    },
    { clientaddress: '192.0.2.2' },
    { clientaddress: '192.0.2.1', data: { repeats: 4_999, lastAt: expect.any(String) } },
  ]);
  await log.close();
});

test('however many addresses somebody has, there are so many events in a minute', async () => {
  const { told, log } = keeping({ mostKinds: 10 });
  const { refused } = witnessFor(log);
  for (let i = 0; i < 5_000; i++) refused(['RATE_LIMITED'], from(`10.0.${i >> 8}.${i & 255}`), undefined);
  await log.close();
  expect(told).toHaveLength(12);
  expect(told.at(-1)?.data).toMatchObject({ codes: ['RATE_LIMITED'], others: true, repeats: 4_989 });
});

test('while the audit service is away events wait, the oldest go when there are too many, and their number is told', async () => {
  const { told, state, metrics, log } = keeping({ mostWaiting: 3 });
  const { refused } = witnessFor(log);
  state.isAway = true;
  for (let i = 0; i < 5; i++) refused(['UNAUTHENTICATED'], from(`192.0.2.${i}`), undefined);
  await eventually(() => state.attempts > 2, 'it is tried');
  state.isAway = false;
  await eventually(() => told.length === 4, 'what is left is told');
  expect(told.map(({ clientaddress }) => clientaddress)).toEqual(['192.0.2.2', '192.0.2.3', '192.0.2.4', undefined]);
  expect(told[3]).toMatchObject({ type: 'security.events_dropped', data: { missed: 2 } });
  expect(seriesValue(await metrics.text(), 'nanopore_security_events_total{outcome="dropped"}')).toBe(2);
  await log.close();
});

test('a stop tells what is still to be told, and does not wait for a service that is away', async () => {
  const { told, log } = keeping();
  const { refused } = witnessFor(log);
  for (let i = 0; i < 3; i++) refused(['UNAUTHENTICATED'], from('192.0.2.1'), undefined);
  await log.close();
  expect(told.map(({ data }) => data.repeats)).toEqual([undefined, 2]);
  const away = keeping();
  away.state.isAway = true;
  witnessFor(away.log).refused(['UNAUTHENTICATED'], from('192.0.2.1'), undefined);
  await away.log.close();
  expect(away.told).toEqual([]);
});

test('whoever comes is told of once, and again after half an hour of silence; mistakes are nobody’s business', () => {
  const told: Incident[] = [];
  let now = 0;
  const { identified, refused } = witnessFor(
    { happened: (one) => void told.push(one), close: async () => undefined },
    () => now,
  );
  const comesAfter = (minutes: number): number => {
    now += minutes * 60_000;
    identified(from('192.0.2.1', ada));
    return told.length;
  };
  expect([0, 29, 29, 30, 1].map(comesAfter)).toEqual([1, 1, 1, 2, 2]);
  identified(from('192.0.2.1'));
  refused(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED', 'SUBGRAPH_UNAVAILABLE'], from('192.0.2.1', ada), 'Lists');
  expect(told).toHaveLength(2);
  expect(told[0]).toMatchObject({
    type: 'security.identity_accepted',
    subject: `user/${ada.userId}`,
    actorname: 'Ada Lane',
  });
});

describe('at the gateway, into the log', () => {
  let graph: GraphUnderTest;
  let close: () => Promise<void>;
  let token: string;

  beforeAll(async () => {
    const folder = await temporaryFolder();
    const { authentication } = readGatewayConfig({ DATA_DIR: folder.path });
    token = await issueDevelopmentToken(folder.path, { roles: ['submitter'], name: 'Sam Poe', email: undefined });
    let deliver: Deliver = () => Promise.reject(new Error('not open yet'));
    const log = createSecurityLog({
      deliver: (batch, signal) => deliver(batch, signal),
      log: silentLog(),
      metrics: createMetrics().events,
    });
    graph = await graphUnderTest({
      demonstration: false,
      identify: identifyBy(authentication, silentLog()).identify,
      witness: witnessFor(log),
    });
    const inbox = createInbox(graph.service('audit').orm, 'audit', logEvents);
    deliver = (batch) => inbox.receive(batch);
    close = async () => {
      await log.close();
      await graph.close();
      await folder[Symbol.asyncDispose]();
    };
  });
  afterAll(() => close());

  const asked = (bearer: string | undefined, query: string) =>
    graph.http.inject({ method: 'POST', url: '/graphql', headers: headersOf(bearer), payload: { query } });

  test('who came and who was refused what is found where security is looked after', async () => {
    await asked('no.token.at-all', '{ __typename }');
    await asked(token, 'query Curious { auditLogs(first: 1) { nodes { id } } }');
    await asked(token, `{ ${'__typename '.repeat(3_000)} }`);
    const events = async () =>
      (await graph
        .service('audit')
        .em()
        .execute(`select event_type, action, outcome, actor_name, actor_kind, user_id is null as nobody, details, resource_type,
            host(ip_address) as address from audit_logs where event_type like 'security.%' order by "timestamp", event_type`)) as Record<
        string,
        unknown
      >[];
    await eventually(async () => (await events()).length === 4, 'all are logged');
    const sam = { actor_name: 'Sam Poe', actor_kind: 'person', nobody: false, address: '127.0.0.1' };
    const denied = { outcome: 'denied', resource_type: 'request' };
    expect(await events()).toMatchObject([
      {
        event_type: 'security.authentication_failed',
        action: 'authentication_failed',
        ...denied,
        actor_kind: null,
        nobody: true,
      },
      { event_type: 'security.identity_accepted', outcome: 'success', resource_type: 'user', ...sam },
      {
        event_type: 'security.field_refused',
        ...denied,
        ...sam,
        details: { codes: ['UNAUTHORIZED_FIELD_OR_TYPE'], operation: 'Curious' },
      },
      { event_type: 'security.document_refused', ...denied, ...sam },
    ]);
  });
});
