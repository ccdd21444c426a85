import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoId } from '../../../demo/lab.ts';
import type { ServiceUnderTest } from '../../support/service.ts';
import {
  aboutSample,
  aboutStepOf,
  auditService,
  entities,
  happened,
  minute,
  personId,
  references,
  sampleId,
  stepId,
} from './support.ts';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await auditService();
  await happened(
    service,
    aboutSample(1, { eventType: 'sample.created', action: 'create', userId: personId(2) }),
    aboutStepOf(1, 11, { userId: personId(3) }),
    aboutSample(2, { eventType: 'sample.created', action: 'create', userId: personId(2) }),
    aboutStepOf(1, 11, { eventType: 'processing_step.completed', action: 'complete', userId: personId(3) }),
    aboutSample(1, { eventType: 'sample.assigned', action: 'assign', userId: personId(2) }),
    aboutStepOf(2, 21, { userId: personId(3) }),
  );
});
afterAll(() => service.close());

const trailOfSample = entities('Sample', 'auditTrail(first: $first, after: $after) { totalCount nodes { eventType } }');
const eventsOf = (entity: { auditTrail: { nodes: { eventType: string }[] } }) =>
  entity.auditTrail.nodes.map(({ eventType }) => eventType);

describe('what happened to a sample', () => {
  test('is told the newest first, without what happened to its parts', async () => {
    const { data } = await service.query(trailOfSample, { of: references('Sample', [sampleId(1)]) });
    expect(eventsOf(data._entities[0])).toEqual(['sample.assigned', 'sample.created']);
    expect(data._entities[0].auditTrail.totalCount).toBe(2);
  });

  test('is told with its parts when they are asked for', async () => {
    const withParts = entities('Sample', 'auditTrail(includeParts: true) { totalCount nodes { eventType timestamp } }');
    const { data } = await service.query(withParts, { of: references('Sample', [sampleId(1)]) });
    expect(eventsOf(data._entities[0])).toEqual([
      'sample.assigned',
      'processing_step.completed',
      'processing_step.started',
      'sample.created',
    ]);
    expect(data._entities[0].auditTrail.totalCount).toBe(4);
    expect(data._entities[0].auditTrail.nodes[0].timestamp).toBe(minute(5).toISOString());
  });

  test('is empty for a sample that nothing was done with', async () => {
    const { data } = await service.query(trailOfSample, { of: references('Sample', [sampleId(77)]) });
    expect(data._entities[0].auditTrail).toEqual({ totalCount: 0, nodes: [] });
  });

  test('is found whatever the case of the id', async () => {
    const { data } = await service.query(trailOfSample, { of: references('Sample', [sampleId(1).toUpperCase()]) });
    expect(data._entities[0].auditTrail.totalCount).toBe(2);
  });

  test('is not asked of what cannot be an id', async () => {
    const { data, errors } = await service.query(trailOfSample, { of: references('Sample', ['7', sampleId(2)]) });
    expect(errors).toBeUndefined();
    expect(data._entities[0]).toBeNull();
    expect(eventsOf(data._entities[1])).toEqual(['sample.created']);
  });
});

test('each step has a trail of its own', async () => {
  const trail = entities('ProcessingStep', 'auditTrail { nodes { eventType } }');
  const { data } = await service.query(trail, { of: references('ProcessingStep', [stepId(11), stepId(21)]) });
  expect(data._entities.map(eventsOf)).toEqual([
    ['processing_step.completed', 'processing_step.started'],
    ['processing_step.started'],
  ]);
});

test.each([
  ['Submission', 'submission'],
  ['Project', 'project'],
  ['ProcessingStep', 'processing_step'],
  ['Attachment', 'attachment'],
  ['ExtractionResult', 'extraction_result'],
  ['ProcessingJob', 'processing_job'],
  ['BackupJob', 'backup_job'],
  ['BackupSchedule', 'backup_schedule'],
  ['AppConfig', 'app_config'],
  ['FeatureFlag', 'feature_flag'],
])('%s and entries about it find each other', async (type, resourceType) => {
  const id = demoId(resourceType, 500);
  await happened(service, { resourceType, resourceId: id, eventType: `${resourceType}.tested` });
  const { data } = await service.query(entities(type, 'auditTrail { nodes { eventType resource { __typename } } }'), {
    of: references(type, [id]),
  });
  expect(data._entities[0].auditTrail.nodes).toEqual([
    { eventType: `${resourceType}.tested`, resource: { __typename: type } },
  ]);
});

test('what a person did is told across all resources', async () => {
  const { data } = await service.query(entities('User', 'activity { totalCount nodes { eventType resourceId } }'), {
    of: references('User', [personId(3), personId(4)]),
  });
  expect(data._entities).toEqual([
    {
      activity: {
        totalCount: 3,
        nodes: [
          { eventType: 'processing_step.started', resourceId: stepId(21) },
          { eventType: 'processing_step.completed', resourceId: stepId(11) },
          { eventType: 'processing_step.started', resourceId: stepId(11) },
        ],
      },
    },
    { activity: { totalCount: 0, nodes: [] } },
  ]);
});

describe('an entry', () => {
  const ENTRY = `query ($type: String) { auditLogs(first: 1, filter: { resourceType: $type }) { nodes {
    actorName actorKind user { __typename id } resource { __typename ... on Sample { id } } ipAddress outcome
  } } }`;
  const entryAbout = async (resourceType: string, entry: object) => {
    await happened(service, { resourceType, ...entry });
    const { data } = await service.query(ENTRY, { type: resourceType });
    return data.auditLogs.nodes[0];
  };

  test('keeps the name that its actor had then, and leads to the person of today', async () => {
    const entry = await entryAbout('user', { resourceId: personId(2), actorName: 'Dr. Grey', userId: personId(2) });
    expect(entry).toMatchObject({ actorName: 'Dr. Grey', user: { __typename: 'User', id: personId(2) } });
  });

  test('of years ago may lack actor, kind and outcome', async () => {
    const entry = await entryAbout('old_thing', { actorName: null, outcome: null });
    expect(entry).toMatchObject({ actorName: 'unknown', actorKind: null, user: null, outcome: null });
  });

  test('leads to no resource when the graph has no such type or id', async () => {
    expect(await entryAbout('freezer', { resourceId: sampleId(1) })).toMatchObject({ resource: null });
    expect(await entryAbout('app_config', { resourceId: 'smtp.host' })).toMatchObject({ resource: null });
    expect(await entryAbout('backup_job', { resourceId: null })).toMatchObject({ resource: null });
    expect(await entryAbout('constructor', { resourceId: sampleId(1) })).toMatchObject({ resource: null });
  });
});

describe('a trail costs the same number of statements', () => {
  test.each([
    [
      'a page of entries',
      'auditTrail(first: $first) { nodes { id eventType user { id } resource { __typename } } }',
      1,
    ],
    ['with its parts', 'auditTrail(first: $first, includeParts: true) { nodes { id } edges { cursor } }', 1],
    ['and how many there are', 'auditTrail(first: $first) { totalCount nodes { id } }', 2],
    ['and how complete it is', 'auditTrail(first: $first) { nodes { id } completeUntil archivedBefore }', 2],
  ])('for 1, 20 and 100 samples: %s', async (_what, fields, expected) => {
    const costs: number[] = [];
    for (const n of [1, 20, 100]) {
      const ids = Array.from({ length: n }, (_, i) => sampleId(i + 1));
      costs.push(await service.statements(entities('Sample', fields), { first: 3, of: references('Sample', ids) }));
    }
    expect(costs).toEqual([expected, expected, expected]);
  });
});
