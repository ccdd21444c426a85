import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { backup } from '../../../subgraphs/backup/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(backup);
});
beforeEach(() => sql`delete from backup_jobs`.execute(service.em().getKysely<unknown>()));
afterAll(() => service.close());

const PROTECTED = `query($samples: [_Any!]!) {
  _entities(representations: $samples) { ... on Sample { id protectedBy { id startedAt checksum } } }
}`;
const CHECKSUM = 'a3'.repeat(32);

type Made = { startedAt: string | null; database?: string; status?: string; checksum?: string | null; type?: string };

/** Puts a verified full backup of the samples there, but for what is said otherwise; instants to the microsecond. */
async function made({ startedAt, database = 'nanopore_samples', status = 'completed', type = 'full', ...rest }: Made) {
  const checksum = rest.checksum === undefined ? CHECKSUM : rest.checksum;
  const { rows } = await sql<{ id: string }>`
    insert into backup_jobs (job_type, status, source_database, checksum, started_at)
    values (${type}, ${status}, ${database}, ${checksum}, ${startedAt}::timestamptz) returning id`.execute(
    service.em().getKysely<unknown>(),
  );
  return (rows[0] as { id: string }).id;
}

/** By which backup a sample is protected that was last changed then. */
async function protectedBy(updatedAt: string): Promise<string | null> {
  const { data } = await service.query(PROTECTED, { samples: [{ __typename: 'Sample', id: 'x', updatedAt }] });
  return data._entities[0].protectedBy?.id ?? null;
}

test('before the first backup no sample is protected', async () => {
  expect(await protectedBy('2026-09-14T08:00:00.000Z')).toBeNull();
});

test('a sample is protected by the newest backup that started after its last change', async () => {
  await made({ startedAt: '2026-09-15T02:00:00Z' });
  const newest = await made({ startedAt: '2026-09-16T02:00:00Z' });
  expect(await protectedBy('2026-09-14T08:00:00.000Z')).toBe(newest);
  expect(await protectedBy('2026-09-15T12:00:00.000Z')).toBe(newest);
});

test('a sample that was changed again since the last backup is protected by none: they all have it as it was', async () => {
  await made({ startedAt: '2026-09-15T02:00:00Z' });
  await made({ startedAt: '2026-09-16T02:00:00Z' });
  expect(await protectedBy('2026-09-16T02:00:00.001Z')).toBeNull();
});

test('within one millisecond nobody knows which came first, and nothing is promised', async () => {
  // The sample may have been changed at .000900, which the graph cuts to .000.
  await made({ startedAt: '2026-09-16T02:00:00.000500Z' });
  expect(await protectedBy('2026-09-16T02:00:00.000Z')).toBeNull();
  const later = await made({ startedAt: '2026-09-16T02:00:00.001000Z' });
  expect(await protectedBy('2026-09-16T02:00:00.000Z')).toBe(later);
});

test.each<[string, Made]>([
  ['has failed', { startedAt: '2026-09-16T02:00:00Z', status: 'failed' }],
  ['is still being made', { startedAt: '2026-09-16T02:00:00Z', status: 'running' }],
  ['is only planned', { startedAt: null, status: 'scheduled' }],
  ['has no checksum to verify it by', { startedAt: '2026-09-16T02:00:00Z', checksum: null }],
  ['is of another database', { startedAt: '2026-09-16T02:00:00Z', database: 'nanopore_ai' }],
  ['began nobody knows when', { startedAt: null }],
])('a backup that %s protects no sample; the one before it does', async (_what, unfit) => {
  const fit = await made({ startedAt: '2026-09-15T02:00:00Z' });
  await made(unfit);
  expect(await protectedBy('2026-09-14T08:00:00.000Z')).toBe(fit);
  expect(await protectedBy('2026-09-15T08:00:00.000Z')).toBeNull();
});

test('an incremental backup protects as well: it is restored onto the one before', async () => {
  await made({ startedAt: '2026-09-15T02:00:00Z' });
  const incremental = await made({ startedAt: '2026-09-15T10:00:00Z', type: 'incremental' });
  expect(await protectedBy('2026-09-15T08:00:00.000Z')).toBe(incremental);
});

test('a page of samples costs one statement, whatever its size', async () => {
  await made({ startedAt: '2026-09-16T02:00:00Z' });
  const samples = (n: number) =>
    Array.from({ length: n }, (_, i) => ({
      __typename: 'Sample',
      id: `sample ${i}`,
      updatedAt: new Date(Date.UTC(2026, 8, 15, i)).toISOString(),
    }));
  for (const n of [1, 20, 100]) {
    expect(await service.statements(PROTECTED, { samples: samples(n) })).toBe(1);
  }
  const { data } = await service.query(PROTECTED, { samples: samples(100) });
  const kept = data._entities.map(({ protectedBy }: { protectedBy: object | null }) => protectedBy !== null);
  expect(kept).toEqual(Array.from({ length: 100 }, (_, i) => i < 26));
});

test.each([undefined, null, 'yesterday'])(
  'without an instant to compare with (%j) nothing is promised either',
  async (updatedAt) => {
    await made({ startedAt: '2026-09-16T02:00:00Z' });
    const { data, errors } = await service.query(PROTECTED, {
      samples: [{ __typename: 'Sample', id: 'x', updatedAt }],
    });
    expect(data._entities).toEqual([{ id: 'x', protectedBy: null }]);
    expect(errors?.[0]).toMatchObject({
      path: ['_entities', 0, 'protectedBy'],
      extensions: { code: 'BAD_USER_INPUT', field: 'updatedAt' },
    });
  },
);
