import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { ComplianceReport } from '../../../subgraphs/audit/entities/compliance-report.entity.ts';
import type { ServiceUnderTest } from '../../support/service.ts';
import { aboutSample, auditService, entities, happened, onlyAbout, references, sampleId } from './support.ts';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await auditService();
});
afterAll(() => service.close());

const DAYS = 'resourceType retentionDays archiveAfterDays deleteAfterDays isActive';
const SET = `mutation ($input: SetRetentionPolicyInput!) { setRetentionPolicy(input: $input) {
  retentionPolicy { id ${DAYS} } userErrors { code message field }
} }`;
const policies = async () => (await service.query(`{ retentionPolicies { ${DAYS} } }`)).data.retentionPolicies;
const set = async (input: object) => {
  const { data, errors } = await service.query(SET, { input });
  expect(errors).toBeUndefined();
  return data.setRetentionPolicy;
};

const policy = (
  resourceType: string,
  retentionDays: number,
  archiveAfterDays: number | null,
  deleteAfterDays: number | null,
) => ({ resourceType, retentionDays, archiveAfterDays, deleteAfterDays, isActive: true });

test('a new lab has the policies that the rules demand', async () => {
  expect(await policies()).toEqual([
    policy('ai_results', 365, 90, 1095),
    policy('audit_logs', 2555, 365, 2555),
    policy('backup_metadata', 90, 30, 365),
    policy('compliance_reports', 2555, 365, null),
    policy('sample_data', 1825, 365, null),
  ]);
});

describe('a policy', () => {
  test('is added, and replaced as a whole', async () => {
    const first = await set({
      resourceType: 'raw_signal',
      retentionDays: 100,
      archiveAfterDays: 100,
      deleteAfterDays: 100,
    });
    expect(first).toMatchObject({ retentionPolicy: policy('raw_signal', 100, 100, 100), userErrors: [] });
    const second = await set({ resourceType: 'raw_signal', retentionDays: 10, isActive: false });
    expect(second.retentionPolicy).toEqual({
      ...policy('raw_signal', 10, null, null),
      id: first.retentionPolicy.id,
      isActive: false,
    });
    expect((await policies()).filter((p: { resourceType: string }) => p.resourceType === 'raw_signal')).toHaveLength(1);
  });

  test('that two people set at once is there once', async () => {
    const answers = await Promise.all([20, 30].map((n) => set({ resourceType: 'gel_image', retentionDays: n })));
    expect(new Set(answers.map(({ retentionPolicy }) => retentionPolicy.id)).size).toBe(1);
  });

  const good = policy('basecalls', 50, 20, 60);
  test.each([
    ['archived after the end of retention', { archiveAfterDays: 51 }, 'archiveAfterDays', 'OUT_OF_RANGE'],
    ['deleted before the end of retention', { deleteAfterDays: 49 }, 'deleteAfterDays', 'OUT_OF_RANGE'],
    ['of no days', { retentionDays: 0, archiveAfterDays: 0 }, 'retentionDays', 'OUT_OF_RANGE'],
    ['of negative days', { archiveAfterDays: -1 }, 'archiveAfterDays', 'OUT_OF_RANGE'],
    ['of two centuries', { deleteAfterDays: 73_000 }, 'deleteAfterDays', 'OUT_OF_RANGE'],
    ['of nothing', { resourceType: ' ' }, 'resourceType', 'REQUIRED'],
    ['of something unspeakable', { resourceType: 'Base calls' }, 'resourceType', 'INVALID_FORMAT'],
    ['of something endless', { resourceType: 'x'.repeat(101) }, 'resourceType', 'TOO_LONG'],
  ])('%s is refused', async (_what, wrong, field, code) => {
    const answer = await set({ ...good, ...wrong });
    expect(answer.retentionPolicy).toBeNull();
    expect(answer.userErrors[0]).toEqual({ code, field: [field], message: expect.stringMatching(`^${field}: `) });
    expect(onlyAbout(field, answer.userErrors)).toBe(true);
    expect((await policies()).map((p: { resourceType: string }) => p.resourceType)).not.toContain('basecalls');
  });

  test.each([
    ['no type', { resourceType: undefined }, 'resourceType'],
    ['no days', { retentionDays: undefined }, 'retentionDays'],
    ['half a day', { retentionDays: 0.5 }, 'retentionDays'],
    ['more days than there are', { deleteAfterDays: 2 ** 31 }, 'deleteAfterDays'],
  ])('with %s is not understood', async (_what, wrong, field) => {
    const { errors } = await service.query(SET, { input: { ...good, ...wrong } });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(field);
  });

  test.each([
    [0, null, null],
    [10, 11, null],
    [10, null, 9],
    [10, -1, null],
  ])('of %s/%s/%s days is refused by the database, too', async (...days: (number | null)[]) => {
    const client = new Client({ connectionString: service.database.dbUrl });
    await client.connect();
    const insert = `insert into retention_policies (resource_type, retention_days, archive_after_days, delete_after_days)
      values ('by_hand', $1, $2, $3)`;
    await expect(client.query(insert, days)).rejects.toMatchObject({ code: '23514' });
    await client.end();
  });
});

describe('how long a sample is kept', () => {
  const RETENTION = entities(
    'Sample',
    'retention { policy { resourceType } countedFrom retainUntil archiveDueAt deleteDueAt isArchiveOverdue }',
  );
  const sample = (status: string, completedAt: string | null) => ({
    __typename: 'Sample',
    id: sampleId(1),
    status,
    completedAt,
  });
  const retentionOf = async (...of: object[]) =>
    (await service.query(RETENTION, { of })).data._entities.map((entity: { retention: object }) => entity.retention);

  const completedAt = '2020-03-01T10:00:00.000Z';

  test('is counted from its completion', async () => {
    expect(await retentionOf(sample('DISTRIBUTED', completedAt))).toEqual([
      {
        policy: { resourceType: 'sample_data' },
        countedFrom: completedAt,
        archiveDueAt: '2021-03-01T10:00:00.000Z',
        retainUntil: '2025-02-28T10:00:00.000Z',
        deleteDueAt: null,
        isArchiveOverdue: true,
      },
    ]);
  });

  test('is open until it is completed, and nothing is due any more once it is archived', async () => {
    const [open, archived] = await retentionOf(sample('PREP', null), sample('ARCHIVED', completedAt));
    expect(open).toMatchObject({ countedFrom: null, retainUntil: null, archiveDueAt: null, isArchiveOverdue: false });
    expect(archived).toMatchObject({ countedFrom: completedAt, archiveDueAt: null, isArchiveOverdue: false });
  });

  test('a sample of today is not overdue', async () => {
    const [retention] = await retentionOf(sample('COMPLETED', new Date().toISOString()));
    expect(retention).toMatchObject({ isArchiveOverdue: false });
  });

  test('is one statement for any number of samples', async () => {
    const cost = (n: number) =>
      service.statements(RETENTION, { of: Array.from({ length: n }, () => sample('COMPLETED', completedAt)) });
    expect([await cost(1), await cost(20), await cost(100)]).toEqual([1, 1, 1]);
  });

  test('is not known while the policy is not applied', async () => {
    const change = { resourceType: 'sample_data', retentionDays: 1825, archiveAfterDays: 365 };
    await set({ ...change, isActive: false });
    const [retention] = await retentionOf(sample('COMPLETED', completedAt));
    await set(change);
    expect(retention).toEqual({
      policy: null,
      countedFrom: completedAt,
      retainUntil: null,
      archiveDueAt: null,
      deleteDueAt: null,
      isArchiveOverdue: false,
    });
  });
});

test('a policy is found by its reference', async () => {
  const { retentionPolicy } = await set({ resourceType: 'reads', retentionDays: 1 });
  const { data } = await service.query(entities('RetentionPolicy', 'resourceType'), {
    of: references('RetentionPolicy', [retentionPolicy.id, 'x']),
  });
  expect(data._entities).toEqual([{ resourceType: 'reads' }, null]);
});

describe('what a policy would touch today', () => {
  const DUE = '{ retentionPolicies { resourceType dueToday { oldest archive delete } } }';
  const due = async (of: ServiceUnderTest): Promise<Record<string, unknown>> => {
    const { data, errors } = await of.query(DUE);
    expect(errors).toBeUndefined();
    type Policy = { resourceType: string; dueToday: unknown };
    return Object.fromEntries(data.retentionPolicies.map((p: Policy) => [p.resourceType, p.dueToday]));
  };
  const daysAgo = (days: number) => ({ timestamp: new Date(Date.now() - days * 86_400_000) });

  test('is counted for what this service keeps; of the rest the owning services know', async () => {
    await using lab = await auditService();
    const ages = [1, 364, 366, 2_000, 2_554, 2_556, 4_000];
    await happened(lab, ...ages.map((days) => aboutSample(1, daysAgo(days))));
    await lab.em().insert(ComplianceReport, { reportType: 'access', createdAt: daysAgo(400).timestamp });
    expect(await due(lab)).toEqual({
      audit_logs: { oldest: expect.any(String), archive: 3, delete: 2 },
      compliance_reports: { oldest: expect.any(String), archive: 1, delete: null },
      ai_results: null,
      backup_metadata: null,
      sample_data: null,
    });
    expect(await lab.statements(DUE)).toBe(2);
  });

  test('is nothing in a new lab, and follows the policy as it is set', async () => {
    await using lab = await auditService();
    expect((await due(lab)).audit_logs).toEqual({ oldest: null, archive: 0, delete: 0 });
    await happened(lab, aboutSample(1, daysAgo(20)));
    const { data } = await lab.query(
      `mutation { setRetentionPolicy(input: { resourceType: "audit_logs", retentionDays: 10, isActive: false }) {
        retentionPolicy { dueToday { archive delete } } } }`,
    );
    expect(data.setRetentionPolicy.retentionPolicy.dueToday).toEqual({ archive: null, delete: null });
    await lab.query(
      'mutation { setRetentionPolicy(input: { resourceType: "audit_logs", retentionDays: 10, deleteAfterDays: 15 }) { userErrors { code } } }',
    );
    expect((await due(lab)).audit_logs).toMatchObject({ archive: null, delete: 1 });
  });

  test('is answered for a policy of more days than there are dates, as an old database may have it', async () => {
    await using lab = await auditService();
    await happened(lab, aboutSample(1, daysAgo(4_000)));
    const days = 2 ** 31 - 1;
    await lab
      .em()
      .execute(
        `update retention_policies set retention_days = ${days}, archive_after_days = ${days}, delete_after_days = ${days}`,
      );
    expect((await due(lab)).audit_logs).toMatchObject({ archive: 0, delete: 0 });
  });
});
