import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { audit } from '../../../subgraphs/audit/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { aboutSample, aboutStepOf, auditService, happened } from './support.ts';

const STATISTICS = `query ($from: DateTime, $to: DateTime) { auditStatistics(from: $from, to: $to) {
  total byEventType { eventType count } byAction { action count } byOutcome { outcome count }
  byDay { day count failures denials }
} }`;
const statistics = async (service: ServiceUnderTest, period: Record<string, unknown> = {}) => {
  const { data, errors } = await service.query(STATISTICS, period);
  expect(errors).toBeUndefined();
  return data.auditStatistics;
};
const at = (time: string) => ({ timestamp: new Date(time) });

const aWeek = (service: ServiceUnderTest) =>
  happened(
    service,
    aboutSample(1, { eventType: 'sample.created', action: 'create', ...at('2026-03-02T08:00:00Z') }),
    aboutSample(2, { eventType: 'sample.created', action: 'create', ...at('2026-03-02T23:30:00Z') }),
    aboutStepOf(1, 1, at('2026-03-03T09:00:00Z')),
    aboutStepOf(1, 2, { outcome: 'failure', ...at('2026-03-03T09:30:00Z') }),
    aboutSample(1, { eventType: 'sample.deleted', action: 'delete', outcome: 'denied', ...at('2026-03-05T12:00:00Z') }),
    aboutSample(1, { outcome: null, ...at('2026-03-06T00:00:00Z') }),
  );

describe('the statistics of a week', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await auditService();
    await aWeek(service);
  });
  afterAll(() => service.close());

  test('count by event, action and outcome, the most frequent first, and by day', async () => {
    expect(await statistics(service)).toEqual({
      total: 6,
      byEventType: [
        { eventType: 'processing_step.started', count: 2 },
        { eventType: 'sample.created', count: 2 },
        { eventType: 'sample.deleted', count: 1 },
        { eventType: 'sample.updated', count: 1 },
      ],
      byAction: [
        { action: 'create', count: 2 },
        { action: 'start', count: 2 },
        { action: 'delete', count: 1 },
        { action: 'update', count: 1 },
      ],
      byOutcome: [
        { outcome: 'SUCCESS', count: 3 },
        { outcome: 'DENIED', count: 1 },
        { outcome: 'FAILURE', count: 1 },
        { outcome: null, count: 1 },
      ],
      byDay: [
        { day: '2026-03-06T00:00:00.000Z', count: 1, failures: 0, denials: 0 },
        { day: '2026-03-05T00:00:00.000Z', count: 1, failures: 0, denials: 1 },
        { day: '2026-03-03T00:00:00.000Z', count: 2, failures: 1, denials: 0 },
        { day: '2026-03-02T00:00:00.000Z', count: 2, failures: 0, denials: 0 },
      ],
    });
  });

  test('keep to their period, its end excluded', async () => {
    const period = { from: '2026-03-02T23:30:00Z', to: '2026-03-06T00:00:00Z' };
    const { total, byDay } = await statistics(service, period);
    expect([total, byDay.map(({ count }: { count: number }) => count)]).toEqual([4, [1, 2, 1]]);
    const nothing = { total: 0, byEventType: [], byAction: [], byOutcome: [], byDay: [] };
    expect(await statistics(service, { to: '2020-01-01T00:00:00Z' })).toEqual(nothing);
  });

  test('cost one statement', async () => {
    expect(await service.statements(STATISTICS)).toBe(1);
    expect(await service.statements(STATISTICS, { from: '2026-03-03T00:00:00Z' })).toBe(1);
  });

  test('want times that are times', async () => {
    const { errors } = await service.query(STATISTICS, { from: 'yesterday' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

test('days are those of the lab', async () => {
  await using berlin = await serviceUnderTest(audit, { timeZone: 'Europe/Berlin', holidays: [] });
  await aWeek(berlin);
  const { byDay } = await statistics(berlin, { to: '2026-03-03T00:00:00Z' });
  expect(byDay.map(({ day, count }: { day: string; count: number }) => [day, count])).toEqual([
    ['2026-03-02T23:00:00.000Z', 1],
    ['2026-03-01T23:00:00.000Z', 1],
  ]);
});

describe('security events', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await auditService();
    const signedIn = { eventType: 'security.signed_in', action: 'sign_in', resourceType: 'user' };
    await happened(
      service,
      aboutSample(1),
      signedIn,
      { ...signedIn, outcome: 'failure' },
      aboutSample(1, { outcome: 'failure' }),
      aboutSample(1, { eventType: 'sample.deleted', outcome: 'denied' }),
      // Names that only look like it.
      aboutSample(1, { eventType: 'securityx.checked' }),
      aboutSample(1, { eventType: 'sample.security' }),
      ...Array.from({ length: 30 }, () => signedIn),
    );
  });
  afterAll(() => service.close());

  const EVENTS = `query ($first: Int, $after: String) { securityEvents(first: $first, after: $after) {
    totalCount nodes { id eventType outcome } pageInfo { hasNextPage endCursor } completeUntil } }`;
  type Event = { id: string; eventType: string; outcome: string };
  type Page = { totalCount: number; nodes: Event[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

  test('are what was denied and what is of security, page by page, the newest first', async () => {
    const events: Event[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { securityEvents }: { securityEvents: Page } = (await service.query(EVENTS, { first: 8, after })).data;
      expect(securityEvents.totalCount).toBe(33);
      events.push(...securityEvents.nodes);
      ({ hasNextPage: more, endCursor: after } = securityEvents.pageInfo);
    }
    expect(new Set(events.map(({ id }) => id)).size).toBe(33);
    expect(events.slice(-3).map(({ eventType, outcome }) => [eventType, outcome])).toEqual([
      ['sample.deleted', 'DENIED'],
      ['security.signed_in', 'FAILURE'],
      ['security.signed_in', 'SUCCESS'],
    ]);
  });

  test('have cursors of their own, and pages of a bounded size', async () => {
    const { data } = await service.query('{ auditLogs(first: 1) { pageInfo { endCursor } } }');
    for (const [variables, field] of [
      [{ after: data.auditLogs.pageInfo.endCursor }, 'after'],
      [{ first: 101 }, 'first'],
    ] as const) {
      const { errors } = await service.query(EVENTS, variables);
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
    }
  });

  test('cost one statement a page', async () => {
    expect(await service.statements('{ securityEvents(first: 10) { nodes { id } } }')).toBe(1);
  });
});
