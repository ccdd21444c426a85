import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMONSTRATION_ACTOR } from '../../../platform/identity/demonstration.ts';
import { ComplianceReport } from '../../../subgraphs/audit/entities/compliance-report.entity.ts';
import { audit } from '../../../subgraphs/audit/service.ts';
import { asAdmin } from '../../support/databases.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import {
  aboutSample,
  aboutStepOf,
  allDelivered,
  type Entry,
  happened,
  onlyAbout,
  personId,
  sampleId,
} from './support.ts';

let service: ServiceUnderTest;

const DANA = { userId: personId(1), actorName: 'Dana Reyes', actorKind: 'person' } as const;
const ROBIN = { userId: personId(4), actorName: 'Robin Vale', actorKind: 'person', ipAddress: '192.0.2.13' } as const;
const BACKUP = { userId: null, actorName: 'backup', actorKind: 'service' } as const;

const MARCH = { periodStart: '2026-03-01T00:00:00.000Z', periodEnd: '2026-04-01T00:00:00.000Z' };
/** 2 March 2026 is a Monday; Berlin is an hour ahead of UTC until the 29th. */
const on = (day: number, time: string) => ({ timestamp: new Date(`2026-03-${String(day).padStart(2, '0')}T${time}Z`) });

const ENTRIES: Entry[] = [
  // At half past seven and at half past six in the morning.
  aboutSample(1, { eventType: 'sample.created', action: 'create', ...DANA, ...on(2, '06:30:00') }),
  aboutSample(1, { ...DANA, ipAddress: '192.0.2.10', ...on(3, '05:30:00') }),
  aboutSample(1, { ...DANA, ipAddress: '192.0.2.11', ...on(3, '17:59:59') }),
  aboutSample(2, { ...DANA, ipAddress: '192.0.2.11', ...on(3, '18:00:00') }),
  // A holiday, which is a Thursday, and a Saturday.
  aboutStepOf(1, 1, { ...ROBIN, ...on(5, '11:00:00') }),
  aboutStepOf(1, 1, {
    ...ROBIN,
    outcome: 'failure',
    details: { reason: 'No flow cell.' },
    ...on(7, '11:00:00'),
  }),
  { eventType: 'app_config.revealed', action: 'reveal', resourceType: 'app_config', ...DANA, ...on(9, '12:00:00') },
  aboutSample(1, { eventType: 'sample.deleted', action: 'delete', outcome: 'denied', ...ROBIN, ...on(10, '12:00:00') }),
  {
    eventType: 'backup_job.completed',
    action: 'complete',
    resourceType: 'backup_job',
    ...BACKUP,
    ...on(8, '02:00:00'),
  },
  aboutSample(3, { actorName: null, actorKind: null, outcome: null, ...on(11, '12:00:00') }),
  // Not in March.
  aboutSample(1, { ...DANA, timestamp: new Date('2026-02-28T23:59:59Z') }),
  aboutSample(1, { ...DANA, timestamp: new Date(MARCH.periodEnd) }),
];

beforeAll(async () => {
  service = await serviceUnderTest(audit, { timeZone: 'Europe/Berlin', holidays: ['2026-03-05'] });
  await happened(service, ...ENTRIES);
  await allDelivered(service);
});
afterAll(() => service.close());

const GENERATE = `mutation ($input: GenerateComplianceReportInput!) { generateComplianceReport(input: $input) {
  complianceReport { id reportType periodStart periodEnd generatedBy { id } status data createdAt }
  userErrors { code message field }
} }`;
const generated = async (reportType: string, period = MARCH) => {
  const { data, errors } = await service.query(GENERATE, { input: { reportType, ...period } });
  expect(errors).toBeUndefined();
  expect(data.generateComplianceReport.userErrors).toEqual([]);
  return data.generateComplianceReport.complianceReport;
};

test('a report is made of its period, and kept for whoever asks for it', async () => {
  const report = await generated('access');
  expect(report).toMatchObject({
    reportType: 'access',
    ...MARCH,
    generatedBy: { id: DEMONSTRATION_ACTOR.userId },
    status: 'COMPLETED',
    data: { complete: true, entries: 10 },
  });
  const { data } = await service.query(
    'query ($id: ID!) { complianceReport(id: $id) { status data } complianceReports(first: 1) { nodes { id } } }',
    { id: report.id },
  );
  expect(data.complianceReport).toEqual({ status: 'COMPLETED', data: report.data });
  expect(data.complianceReports.nodes).toEqual([{ id: report.id }]);
});

test('a report stays as it was made, whatever happens later', async () => {
  const { id, data } = await generated('access');
  await happened(service, aboutSample(1, { ...DANA, ...on(12, '10:00:00') }));
  const again = await service.query('query ($id: ID!) { complianceReport(id: $id) { data } }', { id });
  expect(again.data.complianceReport.data).toEqual(data);
  expect((await generated('access')).data.entries).toBe(data.entries + 1);
});

describe('the report', () => {
  test('of access says who did how much of what, from where', async () => {
    const { data } = await generated('access');
    expect(data.actors).toBe(4);
    expect(data.byActor.map((actor: Record<string, unknown>) => [actor.actorName, actor.entries])).toEqual([
      ['Dana Reyes', 6],
      ['Robin Vale', 3],
      ['backup', 1],
      ['unknown', 1],
    ]);
    expect(data.byActor[0]).toMatchObject({
      userId: personId(1),
      actorKind: 'person',
      byAction: { create: 1, update: 4, reveal: 1 },
      addresses: ['192.0.2.10', '192.0.2.11'],
      resources: 3,
      firstAt: '2026-03-02T06:30:00+00:00',
      lastAt: '2026-03-12T10:00:00+00:00',
    });
  });

  test('of changes leaves out what failed, what was denied and who only looked', async () => {
    const { data } = await generated('changes');
    expect(data.changes).toBe(8);
    expect(data.byResourceType).toMatchObject([
      { resourceType: 'sample', changes: 6, resources: 3, byAction: { create: 1, update: 5 } },
      { resourceType: 'backup_job', changes: 1, byAction: { complete: 1 } },
      { resourceType: 'processing_step', changes: 1, byAction: { start: 1 } },
    ]);
    expect(data.mostChanged[0]).toMatchObject({
      resourceType: 'sample',
      resourceId: sampleId(1),
      changes: 4,
      actors: 1,
    });
  });

  test('of failed attempts tells failure from denial, with the reason', async () => {
    const { data } = await generated('failed_attempts');
    expect(data).toMatchObject({
      attempts: 2,
      failed: 1,
      denied: 1,
      byEventType: [
        { eventType: 'processing_step.started', outcome: 'failure', attempts: 1 },
        { eventType: 'sample.deleted', outcome: 'denied', attempts: 1 },
      ],
      byActor: [{ actorName: 'Robin Vale', attempts: 2, failed: 1, denied: 1, addresses: ['192.0.2.13'] }],
      latest: [{ eventType: 'sample.deleted' }, { eventType: 'processing_step.started', reason: 'No flow cell.' }],
    });
  });

  test('of out-of-hours activity goes by the clock and the calendar of the lab, and leaves services out', async () => {
    const { data } = await generated('out_of_hours');
    expect(data).toMatchObject({
      hours: { opens: '07:00', closes: '19:00', timeZone: 'Europe/Berlin', holidays: ['2026-03-05'] },
      entries: 4,
      onHolidays: 1,
      atWeekends: 1,
      atNight: 2,
    });
    expect(data.byActor).toMatchObject([
      { actorName: 'Dana Reyes', entries: 2, onHolidays: 0, atWeekends: 0, atNight: 2 },
      { actorName: 'Robin Vale', entries: 2, onHolidays: 1, atWeekends: 1, atNight: 0 },
    ]);
    expect(data.latest.map(({ timestamp }: { timestamp: string }) => timestamp.slice(8, 16))).toEqual([
      '07T11:00',
      '05T11:00',
      '03T18:00',
      '03T05:30',
    ]);
  });

  test('of retention says what every policy asked for at the end of the period', async () => {
    await happened(service, aboutSample(1, { timestamp: new Date('2019-01-01T00:00:00Z') }));
    await happened(service, aboutSample(1, { timestamp: new Date('2024-06-01T00:00:00Z') }));
    const { data } = await generated('retention');
    expect(data.asOf).toBe(MARCH.periodEnd);
    expect(data.policies).toEqual([
      expect.objectContaining({ resourceType: 'ai_results', due: null }),
      {
        resourceType: 'audit_logs',
        retentionDays: 2555,
        archiveAfterDays: 365,
        deleteAfterDays: 2555,
        isActive: true,
        due: { oldest: expect.stringContaining('2019-01-01'), archive: 1, delete: 1 },
      },
      expect.objectContaining({ resourceType: 'backup_metadata', due: null }),
      expect.objectContaining({ resourceType: 'compliance_reports', due: expect.objectContaining({ delete: null }) }),
      expect.objectContaining({ resourceType: 'sample_data', due: null }),
    ]);
  });

  test.each(['access', 'changes', 'failed_attempts', 'out_of_hours'])(
    'of %s on a silent period is empty',
    async (type) => {
      const silent = { periodStart: '2010-01-01T00:00:00.000Z', periodEnd: '2010-02-01T00:00:00.000Z' };
      const { status, data } = await generated(type, silent);
      expect(status).toBe('COMPLETED');
      const lists = Object.values(data).filter(Array.isArray);
      expect(lists.flat()).toEqual([]);
      expect(lists.length).toBeGreaterThan(0);
    },
  );
});

const aReport = { reportType: 'access', ...MARCH };
const reportCount = () => service.em().count(ComplianceReport);
const nextYear = new Date(Date.now() + 3e10).toISOString();

describe('bad input is refused by field, and nothing is written:', () => {
  test.each([
    ['a blank type', { reportType: ' ' }, 'reportType', 'REQUIRED'],
    ['a type that does not exist', { reportType: 'everything' }, 'reportType', 'INVALID_FORMAT'],
    ['a type in capitals', { reportType: 'ACCESS' }, 'reportType', 'INVALID_FORMAT'],
    ['a type too long', { reportType: 'x'.repeat(2_000_000) }, 'reportType', 'TOO_LONG'],
    ['a type with NUL', { reportType: 'acc\0ess' }, 'reportType', 'INVALID_FORMAT'],
    ['a period that ends before it begins', { periodEnd: '2026-02-01T00:00:00Z' }, 'periodEnd', 'OUT_OF_RANGE'],
    ['a period of no time', { periodEnd: MARCH.periodStart }, 'periodEnd', 'OUT_OF_RANGE'],
    ['a period that has not ended', { periodEnd: nextYear }, 'periodEnd', 'OUT_OF_RANGE'],
    ['a period of eleven years', { periodStart: '2015-01-01T00:00:00Z' }, 'periodStart', 'OUT_OF_RANGE'],
  ])('%s', async (_what, wrong, field, code) => {
    const before = await reportCount();
    const { data } = await service.query(GENERATE, { input: { ...aReport, ...wrong } });
    const { complianceReport, userErrors } = data.generateComplianceReport;
    expect(complianceReport).toBeNull();
    expect(userErrors[0]).toEqual({ code, field: [field], message: expect.stringMatching(`^${field}: `) });
    expect(onlyAbout(field, userErrors)).toBe(true);
    expect(await reportCount()).toBe(before);
  });

  test.each([
    ['reportType', undefined],
    ['reportType', 7],
    ['periodStart', null],
    ['periodStart', 'yesterday'],
    ['periodEnd', undefined],
    ['periodEnd', '2026-02-30T00:00:00Z'],
  ])('what cannot be %s', async (field, value) => {
    const { errors } = await service.query(GENERATE, { input: { ...aReport, [field]: value } });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(field);
  });
});

describe('a report that cannot be made', () => {
  test('is a fault, and leaves a failed report behind', async () => {
    const byAdmin = (statement: string) => asAdmin((client) => client.query(statement), service.database.name);
    await byAdmin('alter table audit_logs rename to elsewhere');
    try {
      const { data, errors } = await service.query(GENERATE, { input: aReport });
      expect(data).toBeNull();
      expect(errors?.[0]?.extensions?.code).toBe('INTERNAL_SERVER_ERROR');
    } finally {
      await byAdmin('alter table elsewhere rename to audit_logs');
    }
    const { data } = await service.query('{ complianceReports(first: 1) { nodes { reportType status data } } }');
    expect(data.complianceReports.nodes).toEqual([{ reportType: 'access', status: 'FAILED', data: null }]);
  });

  test('because its process ended is closed when the next one is made; one that is being made is not', async () => {
    const begun = (minutesAgo: number) => ({
      reportType: 'access',
      status: 'generating' as const,
      createdAt: new Date(Date.now() - minutesAgo * 60_000),
    });
    await service.em().insertMany(ComplianceReport, [begun(11), begun(1)]);
    await generated('changes');
    const left = await service
      .em()
      .find(ComplianceReport, { status: ['generating', 'failed'] }, { orderBy: { createdAt: 1 } });
    expect(left.map(({ status }) => status)).toEqual(['failed', 'generating', 'failed']);
  });
});
