import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EVERY_SCOPE } from '../../../platform/identity/actor.ts';
import { DEMONSTRATION_ACTOR } from '../../../platform/identity/demonstration.ts';
import { recordAuditEvent } from '../../../subgraphs/audit/services/record-audit-event.ts';
import { type ServiceUnderTest, TEST_IDENTITY } from '../../support/service.ts';
import { auditService, entities, entryCount, onlyAbout, personId, references, sampleId, stepId } from './support.ts';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await auditService();
});
afterAll(() => service.close());

const RECORD = `mutation ($input: RecordAuditEventInput!) { recordAuditEvent(input: $input) {
  userErrors { code message field }
  auditLog {
    eventType action outcome actorName actorKind userId user { id } resourceType resourceId details ipAddress userAgent
    timestamp createdAt
  }
} }`;
const EXPORTED = { eventType: 'sample.exported', action: 'export', resourceType: 'sample', resourceId: sampleId(1) };

test('an event is recorded with who, from where and when as the request and the clock say', async () => {
  const details = { format: 'POD5', files: [1, 2], note: 'naïve 🧬' };
  const { data } = await service.query(RECORD, { input: { ...EXPORTED, details } });
  expect(data.recordAuditEvent).toEqual({
    userErrors: [],
    auditLog: {
      ...EXPORTED,
      outcome: 'SUCCESS',
      actorName: DEMONSTRATION_ACTOR.name,
      actorKind: 'PERSON',
      userId: DEMONSTRATION_ACTOR.userId,
      user: { id: DEMONSTRATION_ACTOR.userId },
      details,
      ipAddress: '127.0.0.1',
      userAgent: 'jest',
      timestamp: expect.any(String),
      createdAt: expect.any(String),
    },
  });
  const { timestamp } = data.recordAuditEvent.auditLog;
  expect(Math.abs(Date.now() - Date.parse(timestamp))).toBeLessThan(10_000);
});

test('what happened to a step is found in the trail of its sample', async () => {
  const started = { eventType: 'processing_step.started', action: 'start', resourceType: 'processing_step' };
  const about = { resourceId: stepId(91).toUpperCase(), rootType: 'sample', rootId: sampleId(9).toUpperCase() };
  await service.query(RECORD, { input: { ...started, ...about } });
  const { data } = await service.query(entities('Sample', 'auditTrail(includeParts: true) { nodes { resourceId } }'), {
    of: references('Sample', [sampleId(9)]),
  });
  expect(data._entities[0].auditTrail.nodes).toEqual([{ resourceId: stepId(91) }]);
});

test('a resource need have no id, or none that is a UUID', async () => {
  const config = { eventType: 'app_config.updated', action: 'update', resourceType: 'app_config' };
  for (const resourceId of [undefined, null, 'smtp.host', 'é'.repeat(255)]) {
    const { data } = await service.query(RECORD, { input: { ...config, resourceId } });
    expect(data.recordAuditEvent.userErrors).toEqual([]);
    expect(data.recordAuditEvent.auditLog.resourceId).toBe(resourceId ?? null);
  }
});

describe('what is malformed is refused by its field, and nothing is written', () => {
  const half = { ...EXPORTED, rootType: 'sample' };
  test.each([
    ['an event in capitals', { ...EXPORTED, eventType: 'Sample.Exported' }, 'eventType', 'INVALID_FORMAT'],
    ['an event of one word', { ...EXPORTED, eventType: 'exported' }, 'eventType', 'INVALID_FORMAT'],
    ['an event with blanks', { ...EXPORTED, eventType: 'sample. exported' }, 'eventType', 'INVALID_FORMAT'],
    ['a blank event', { ...EXPORTED, eventType: '  ' }, 'eventType', 'REQUIRED'],
    ['an event too long', { ...EXPORTED, eventType: `sample.${'x'.repeat(100)}` }, 'eventType', 'TOO_LONG'],
    ['a blank action', { ...EXPORTED, action: '' }, 'action', 'REQUIRED'],
    ['an action too long', { ...EXPORTED, action: 'x'.repeat(101) }, 'action', 'TOO_LONG'],
    ['an action of 2 MB', { ...EXPORTED, action: 'x'.repeat(2_000_000) }, 'action', 'TOO_LONG'],
    ['an action with NUL', { ...EXPORTED, action: 'ex\0port' }, 'action', 'INVALID_FORMAT'],
    ['a type in capitals', { ...EXPORTED, resourceType: 'Sample' }, 'resourceType', 'INVALID_FORMAT'],
    ['a blank type', { ...EXPORTED, resourceType: '' }, 'resourceType', 'REQUIRED'],
    ['a type too long', { ...EXPORTED, resourceType: 'x'.repeat(101) }, 'resourceType', 'TOO_LONG'],
    ['a blank id', { ...EXPORTED, resourceId: ' ' }, 'resourceId', 'REQUIRED'],
    ['an id too long', { ...EXPORTED, resourceId: 'x'.repeat(256) }, 'resourceId', 'TOO_LONG'],
    ['a root without its id', half, 'rootId', 'REQUIRED'],
    ['a root without its type', { ...EXPORTED, rootId: sampleId(1) }, 'rootType', 'REQUIRED'],
    ['a root in capitals', { ...half, rootType: 'SAMPLE', rootId: sampleId(1) }, 'rootType', 'INVALID_FORMAT'],
    ['a root too long', { ...half, rootId: 'x'.repeat(256) }, 'rootId', 'TOO_LONG'],
    ['details that are a list', { ...EXPORTED, details: [1] }, 'details', 'INVALID_FORMAT'],
    ['details that are a text', { ...EXPORTED, details: 'a' }, 'details', 'INVALID_FORMAT'],
    ['details too long', { ...EXPORTED, details: { a: 'x'.repeat(100_000) } }, 'details', 'TOO_LONG'],
    ['details with NUL', { ...EXPORTED, details: { a: 'x\0' } }, 'details', 'INVALID_FORMAT'],
  ])('%s', async (_what, input, field, code) => {
    const before = await entryCount(service);
    const { data, errors } = await service.query(RECORD, { input });
    expect(errors).toBeUndefined();
    const { auditLog, userErrors } = data.recordAuditEvent;
    expect(auditLog).toBeNull();
    expect(userErrors[0]).toEqual({ code, field: [field], message: expect.stringMatching(`^${field}: `) });
    expect(onlyAbout(field, userErrors)).toBe(true);
    expect(await entryCount(service)).toBe(before);
  });

  test.each([
    ['no event', { ...EXPORTED, eventType: undefined }, 'eventType'],
    ['no action', { ...EXPORTED, action: undefined }, 'action'],
    ['no type', { ...EXPORTED, resourceType: null }, 'resourceType'],
    ['an event that is a number', { ...EXPORTED, eventType: 7 }, 'eventType'],
    ['an outcome that does not exist', { ...EXPORTED, outcome: 'MAYBE' }, 'outcome'],
    ['an actor of the caller’s choice', { ...EXPORTED, actorName: 'Somebody else' }, 'actorName'],
    ['an address of the caller’s choice', { ...EXPORTED, ipAddress: '10.0.0.1' }, 'ipAddress'],
  ])('%s', async (_what, input, field) => {
    const before = await entryCount(service);
    const { errors } = await service.query(RECORD, { input });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(field);
    expect(await entryCount(service)).toBe(before);
  });

  test('all that is wrong at once', async () => {
    const { data } = await service.query(RECORD, { input: { eventType: 'x', action: '', resourceType: 'X Y' } });
    const fields = data.recordAuditEvent.userErrors.map((error: { field: string[] }) => error.field[0]);
    expect(fields.sort()).toEqual(['action', 'eventType', 'resourceType']);
  });
});

describe('where a call came from', () => {
  const recordedFrom = async (address: string | null, userAgent: string | null = null) => {
    const identity = { ...TEST_IDENTITY, address, userAgent };
    const { data } = await service.execute({ query: RECORD, variables: { input: EXPORTED } }, identity);
    return (data as { recordAuditEvent: { auditLog: Record<string, unknown> } }).recordAuditEvent.auditLog;
  };

  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['unknown', null],
    ['', null],
    [null, null],
  ])('%s is kept as %s', async (address, kept) => {
    expect(await recordedFrom(address)).toMatchObject({ ipAddress: kept, userAgent: null });
  });

  test('of an endless user agent the beginning is kept', async () => {
    expect(await recordedFrom(null, 'x'.repeat(9_000))).toMatchObject({ userAgent: 'x'.repeat(1_000) });
  });
});

describe('who may record', () => {
  const origin = { address: null, userAgent: null };

  test('a service, which is no person', async () => {
    const relay = { userId: null, name: 'samples', email: null, kind: 'service', scopes: EVERY_SCOPE } as const;
    const { auditLogId } = await recordAuditEvent(service.em(), relay, EXPORTED, origin);
    const { data } = await service.query('query ($id: ID!) { auditLog(id: $id) { actorName actorKind user { id } } }', {
      id: auditLogId,
    });
    expect(data.auditLog).toEqual({ actorName: 'samples', actorKind: 'SERVICE', user: null });
  });

  test('nobody who may not write to the log', async () => {
    const before = await entryCount(service);
    const morgan = {
      userId: personId(2),
      name: 'Morgan Grey',
      email: null,
      kind: 'person',
      scopes: new Set(['audit:read', 'sample:write']),
    } as const;
    await expect(recordAuditEvent(service.em(), morgan, EXPORTED, origin)).rejects.toMatchObject({
      userErrors: [{ code: 'FORBIDDEN' }],
    });
    expect(await entryCount(service)).toBe(before);
  });
});
