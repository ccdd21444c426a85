import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedAudit } from '../../../demo/audit.ts';
import { DEMO_USERS, demoSamples } from '../../../demo/lab.ts';
import type { ServiceUnderTest } from '../../support/service.ts';
import { auditService, entities, references } from './support.ts';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await auditService();
  await service.em().transactional(seedAudit);
});
afterAll(() => service.close());

const TRAIL = entities('Sample', 'auditTrail(first: 100, includeParts: true) { totalCount nodes { eventType } }');
const ALL = `{ auditLogs(first: 100) { totalCount nodes {
    id eventType action outcome actorName actorKind userId resourceType resourceId details ipAddress timestamp createdAt
  } }
  complianceReports { totalCount nodes { id reportType status data createdAt generatedBy { id } } } }`;

test('every sample of the lab has a trail from its creation on', async () => {
  const of = references(
    'Sample',
    demoSamples().map(({ id }) => id),
  );
  const { data } = await service.query(TRAIL, { of });
  for (const { auditTrail } of data._entities) {
    expect(auditTrail.nodes.at(-1).eventType).toBe('sample.created');
    expect(auditTrail.nodes).toHaveLength(auditTrail.totalCount);
  }
});

test('the trail of a delivered sample tells the start and the end of its eight steps', async () => {
  const delivered = demoSamples().filter(({ number, completedSteps }) => completedSteps === 8 && number % 13 !== 0);
  expect(delivered.length).toBeGreaterThan(0);
  const ids = delivered.map(({ id }) => id);
  const { data } = await service.query(TRAIL, { of: references('Sample', ids) });
  for (const { auditTrail } of data._entities) {
    const events = auditTrail.nodes.map((node: { eventType: string }) => node.eventType);
    expect(events.filter((event: string) => event === 'processing_step.started')).toHaveLength(8);
    expect(events.filter((event: string) => event === 'processing_step.completed')).toHaveLength(8);
    expect(events).toContain('extraction_result.recorded');
  }
});

test('some things failed and some were denied', async () => {
  const { data } = await service.query(
    '{ a: auditLogs(filter: { outcome: FAILURE }) { totalCount } b: auditLogs(filter: { outcome: DENIED }) { totalCount } }',
  );
  expect(data.a.totalCount).toBeGreaterThan(1);
  expect(data.b.totalCount).toBeGreaterThan(1);
});

test('everybody in the lab did something', async () => {
  const of = references(
    'User',
    DEMO_USERS.map(({ id }) => id),
  );
  const { data } = await service.query(entities('User', 'activity { totalCount }'), { of });
  for (const { activity } of data._entities) {
    expect(activity.totalCount).toBeGreaterThan(10);
  }
});

test('there is a completed report of each type, the newest first', async () => {
  const { nodes, totalCount } = (await service.query(ALL)).data.complianceReports;
  expect(totalCount).toBe(5);
  expect(nodes.map((report: { reportType: string }) => report.reportType)).toEqual([
    'retention',
    'out_of_hours',
    'failed_attempts',
    'changes',
    'access',
  ]);
  const { id, reportType } = nodes[0];
  const { data } = await service.query('query ($id: ID!) { complianceReport(id: $id) { reportType status } }', { id });
  expect(data.complianceReport).toEqual({ reportType, status: 'COMPLETED' });
});

test('every demonstration lab is the same', async () => {
  await using other = await auditService();
  await other.em().transactional(seedAudit);
  expect(await other.query(ALL)).toEqual(await service.query(ALL));
});
