import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCompleteUntil } from '../../../subgraphs/audit/reads/completeness.ts';
import type { ServiceUnderTest } from '../../support/service.ts';
import {
  aboutSample,
  aboutStepOf,
  allDelivered,
  auditService,
  entities,
  happened,
  minute,
  personId,
  references,
  sampleId,
} from './support.ts';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await auditService();
  await happened(
    service,
    aboutSample(1, { eventType: 'sample.created', action: 'create', userId: personId(2) }),
    aboutSample(1, { eventType: 'sample.deleted', action: 'delete', outcome: 'denied', userId: personId(3) }),
    aboutStepOf(1, 11, { userId: personId(3) }),
    { resourceType: 'app_config', resourceId: 'smtp.host', eventType: 'app_config.updated', outcome: 'failure' },
    // In one and the same moment: only the id tells them apart.
    ...Array.from({ length: 40 }, () => aboutSample(2, { timestamp: minute(30) })),
  );
  // Microseconds apart: a page would lose some if it compared milliseconds.
  await service.em().execute(
    `insert into audit_logs (event_type, action, resource_type, resource_id, timestamp)
     select 'sample.updated', 'update', 'sample', '${sampleId(3)}', timestamptz '2026-09-14 09:00:00.123456Z' + n * interval '1 microsecond'
     from generate_series(1, 20) as n`,
  );
});
afterAll(() => service.close());

const LIST = `query ($filter: AuditLogFilter, $first: Int, $after: String) {
  auditLogs(filter: $filter, first: $first, after: $after) {
    totalCount nodes { id eventType } pageInfo { hasNextPage endCursor }
  }
}`;

describe('the log is narrowed', () => {
  test.each([
    ['to an event', { eventType: 'sample.deleted' }, ['sample.deleted']],
    ['to an action', { action: 'start' }, ['processing_step.started']],
    ['to a type of resource', { resourceType: 'app_config' }, ['app_config.updated']],
    ['to one resource', { resourceType: 'sample', resourceId: sampleId(1) }, ['sample.deleted', 'sample.created']],
    ['to an id in capitals', { resourceId: sampleId(1).toUpperCase() }, ['sample.deleted', 'sample.created']],
    ['to an id that is no UUID', { resourceId: 'smtp.host' }, ['app_config.updated']],
    ['to a person', { userId: personId(3) }, ['processing_step.started', 'sample.deleted']],
    ['to what was denied', { outcome: 'DENIED' }, ['sample.deleted']],
    ['to a time', { from: minute(1), to: minute(2) }, ['sample.created']],
    ['by all conditions at once', { userId: personId(3), outcome: 'DENIED', action: 'create' }, []],
  ])('%s', async (_what, filter, expected) => {
    const { data, errors } = await service.query(LIST, JSON.parse(JSON.stringify({ filter })));
    expect(errors).toBeUndefined();
    expect(data.auditLogs.nodes.map((node: { eventType: string }) => node.eventType)).toEqual(expected);
    expect(data.auditLogs.totalCount).toBe(expected.length);
  });
});

test('pages concatenate to the whole while entries are added', async () => {
  const whole = (await service.query(LIST, { first: 100 })).data.auditLogs;
  expect(whole.nodes).toHaveLength(64);
  const read: string[] = [];
  let after: string | null = null;
  do {
    const { auditLogs }: { auditLogs: typeof whole } = (await service.query(LIST, { first: 7, after })).data;
    read.push(...auditLogs.nodes.map((node: { id: string }) => node.id));
    after = auditLogs.pageInfo.hasNextPage ? auditLogs.pageInfo.endCursor : null;
    await happened(service, aboutSample(9, { timestamp: minute(60) }));
  } while (after !== null);
  expect(read).toEqual(whole.nodes.map((node: { id: string }) => node.id));
});

test.each<[string, Record<string, unknown>, number]>([
  ['an action', { action: 'update' }, 61],
  ['an event', { eventType: 'sample.updated' }, 60],
  ['a type of resource', { resourceType: 'sample' }, 62],
  ['a person', { userId: personId(3).toUpperCase() }, 2],
  ['an action on a type of resource', { action: 'update', resourceType: 'sample' }, 60],
  ['an action that succeeded', { action: 'update', outcome: 'SUCCESS' }, 40],
  ['an action in a period', { action: 'update', from: minute(30), to: '2026-09-14T09:00:00.001Z' }, 40],
  ['an action from a moment on', { action: 'update', from: '2026-09-14T09:00:00.001Z' }, 20],
  ['a single resource in a period', { resourceId: sampleId(2), from: minute(30), to: minute(31) }, 40],
  ['what failed', { outcome: 'FAILURE' }, 1],
  ['a type that merely begins like others', { resourceType: 'sampl' }, 0],
])('pages of the log narrowed to %s concatenate to the whole', async (_what, given, total) => {
  const filter = JSON.parse(JSON.stringify(given));
  const before = { to: minute(59), ...filter };
  const whole = (await service.query(LIST, { filter: before, first: 100 })).data.auditLogs;
  expect([whole.nodes.length, whole.totalCount]).toEqual([total, total]);
  const read: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { auditLogs }: { auditLogs: typeof whole } = (await service.query(LIST, { filter: before, first: 7, after }))
      .data;
    read.push(...auditLogs.nodes.map((node: { id: string }) => node.id));
    ({ hasNextPage: more, endCursor: after } = auditLogs.pageInfo);
  }
  expect(read).toEqual(whole.nodes.map((node: { id: string }) => node.id));
});

test('pages of a trail concatenate to the whole', async () => {
  const trail = entities(
    'Sample',
    'auditTrail(first: $first, after: $after, includeParts: true) { nodes { id } pageInfo { endCursor hasNextPage } }',
  );
  const of = references('Sample', [sampleId(2)]);
  const trailAfter = async (first: number, after: string | null) =>
    (await service.query(trail, { of, first, after })).data._entities[0].auditTrail;
  const whole = (await trailAfter(100, null)).nodes;
  const read: unknown[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { nodes, pageInfo } = await trailAfter(9, after);
    read.push(...nodes);
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  expect(whole).toHaveLength(40);
  expect(read).toEqual(whole);
});

test('an entry is found by its id, and none is null', async () => {
  const [{ id }] = (await service.query(LIST, { first: 1 })).data.auditLogs.nodes;
  const { data } = await service.query(
    'query ($a: ID!, $b: ID!) { a: auditLog(id: $a) { id } b: auditLog(id: $b) { id } }',
    {
      a: id,
      b: sampleId(1),
    },
  );
  expect(data).toEqual({ a: { id }, b: null });
  const again = await service.query(entities('AuditLog', 'eventType'), { of: references('AuditLog', [id, 'x']) });
  expect(again.data._entities).toEqual([{ eventType: expect.any(String) }, null]);
});

describe('what cannot be understood is said', () => {
  test.each([
    ['a page too large', { first: 101 }, 'first'],
    ['a page of less than nothing', { first: -1 }, 'first'],
    ['a cursor of nobody', { after: 'nonsense' }, 'after'],
    ['a person who is no id', { filter: { userId: 'Dana' } }, 'filter.userId'],
    ['an event of 2 MB', { filter: { eventType: 'x'.repeat(2_000_000) } }, 'filter.eventType'],
    ['a resource with NUL', { filter: { resourceId: 'a\0b' } }, 'filter.resourceId'],
  ])('%s', async (_what, variables, field) => {
    const { data, errors } = await service.query(LIST, variables);
    expect(data).toEqual({ auditLogs: null });
    expect(errors).toEqual([
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', service: 'audit', field } }),
    ]);
  });

  test('an outcome that does not exist, and a time that is none', async () => {
    for (const filter of [{ outcome: 'MAYBE' }, { from: 'yesterday' }]) {
      const { errors } = await service.query(LIST, { filter });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });

  test('a cursor of another filter, and of another parent', async () => {
    const { pageInfo } = (await service.query(LIST, { first: 1 })).data.auditLogs;
    const variables = { filter: { action: 'create' }, after: pageInfo.endCursor };
    expect((await service.query(LIST, variables)).errors?.[0]?.message).toMatch(/^after: /);
    const trail = entities('Sample', 'auditTrail(first: $first, after: $after) { nodes { id } }');
    const of = references('Sample', [sampleId(1)]);
    expect((await service.query(trail, { of, after: pageInfo.endCursor })).errors?.[0]?.message).toMatch(/^after: /);
  });

  test('an id that is none', async () => {
    const { errors } = await service.query('{ auditLog(id: "12") { id } complianceReport(id: "x") { id } }');
    expect(errors?.map(({ extensions }) => extensions?.field)).toEqual(['id', 'id']);
  });
});

describe('how complete the log is', () => {
  const COMPLETE = '{ auditLogs(first: 1) { nodes { timestamp } completeUntil archivedBefore } }';

  test('it vouches for all but the last moments, and nothing is archived', async () => {
    await allDelivered(service);
    const before = Date.now();
    const { completeUntil, archivedBefore } = (await service.query(COMPLETE)).data.auditLogs;
    expect(Date.parse(completeUntil)).toBeLessThan(before);
    expect(Date.parse(completeUntil)).toBeGreaterThan(before - 10_000);
    expect(archivedBefore).toBeNull();
  });

  test('it does not vouch for the time in which somebody is still recording', async () => {
    await using slow = await auditService();
    await allDelivered(slow, { until: new Date(Date.now() + 60_000) });
    const em = slow.em();
    await em.begin();
    const [{ begun }] = (await em.execute('select now() as begun')) as [{ begun: string }];
    const { completeUntil } = (await slow.query(COMPLETE)).data.auditLogs;
    expect(Date.parse(completeUntil)).toBeLessThanOrEqual(Date.parse(begun));
    await em.rollback();
  });

  test('it vouches for no more than every service has delivered, and for nothing while one has not said', async () => {
    await using lone = await auditService();
    const services = ['samples', 'ai', 'audit', 'backup'];
    const asked = async (): Promise<string | null> => (await lone.query(COMPLETE)).data.auditLogs.completeUntil;
    await allDelivered(lone, { by: services });
    expect(await asked()).toBeNull();
    await allDelivered(lone, { by: ['config'], until: minute(3) });
    expect(await asked()).toBe(minute(3).toISOString());
    await allDelivered(lone, { by: ['config'], until: minute(5) });
    await allDelivered(lone, { by: ['config'], until: minute(4) });
    expect(await asked()).toBe(minute(5).toISOString());
  });

  test('for a list that was read before the last word of a service it has the word before that', async () => {
    await using lone = await auditService();
    const em = lone.em();
    await allDelivered(lone, { until: minute(3), secondsAgo: 10 });
    await allDelivered(lone, { until: minute(5) });
    expect(await readCompleteUntil(em, () => 3_000)).toEqual(minute(3));
    expect(await readCompleteUntil(em, () => 0)).toEqual(minute(5));
  });

  test('what a service says may not be seen yet by who reads at that moment', async () => {
    await using lone = await auditService();
    await allDelivered(lone, { until: minute(3) });
    await allDelivered(lone, { until: minute(5), secondsAgo: 0 });
    expect(await readCompleteUntil(lone.em(), () => 0)).toEqual(minute(3));
  });
});
