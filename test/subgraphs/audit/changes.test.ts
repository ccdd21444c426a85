import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ServiceUnderTest } from '../../support/service.ts';
import { aboutSample, auditService, type Entry, happened } from './support.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await auditService();
});
afterAll(() => service.close());

/** The changes of one entry with these details. */
async function changes(details: Entry['details']): Promise<unknown> {
  await happened(service, aboutSample(1, { details, timestamp: new Date() }));
  const { data } = await service.query('{ auditLogs(first: 1) { nodes { changes { field before after } } } }');
  return data.auditLogs.nodes[0].changes;
}

test('what differs is told by field, in the order of their names', async () => {
  const details = {
    before: { status: 'prep', priority: 'high', tags: ['a', { b: 1 }], note: null },
    after: { status: 'sequencing', priority: 'high', tags: ['a', { b: 1 }], note: 'late', assignee: 'Dana' },
  };
  expect(await changes(details)).toEqual([
    { field: 'assignee', before: null, after: 'Dana' },
    { field: 'note', before: null, after: 'late' },
    { field: 'status', before: 'prep', after: 'sequencing' },
  ]);
});

test('a thing that was made or deleted has values on one side', async () => {
  expect(await changes({ before: null, after: { name: 'A' } })).toEqual([{ field: 'name', before: null, after: 'A' }]);
  expect(await changes({ before: { name: 'A' }, after: null })).toEqual([{ field: 'name', before: 'A', after: null }]);
  expect(await changes({ before: { name: 'A' }, after: { name: 'A' } })).toEqual([]);
});

test.each([[null], [{}], [{ reason: 'none' }], [{ before: 'prep', after: ['sequencing'] }]])(
  'details that have no such values have no changes: %p',
  async (details) => expect(await changes(details as Entry['details'])).toBeNull(),
);
