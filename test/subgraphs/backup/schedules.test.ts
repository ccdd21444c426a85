import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { backup } from '../../../subgraphs/backup/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(backup);
});
afterAll(() => service.close());

const CREATE = `mutation($input: CreateBackupScheduleInput!) {
  createBackupSchedule(input: $input) {
    userErrors { code field message }
    backupSchedule { id name cronExpression backupType retentionDays isActive lastRun nextRun createdAt updatedAt }
  }
}`;
const NIGHTLY = { name: 'nightly', cronExpression: '0 2 * * *', backupType: 'FULL', retentionDays: 7 };

const scheduleNames = async (): Promise<string[]> =>
  (await service.query('{ backupSchedules { name } }')).data.backupSchedules.map(({ name }: { name: string }) => name);

test('an operator plans a nightly backup: it is kept, at rest, and has no next run while nothing runs schedules', async () => {
  const { data } = await service.query(CREATE, {
    input: { ...NIGHTLY, name: ' nightly ', cronExpression: '0  2 * * *' },
  });

  const { backupSchedule, userErrors } = data.createBackupSchedule;
  expect(userErrors).toEqual([]);
  expect(backupSchedule).toMatchObject({
    name: 'nightly',
    cronExpression: '0 2 * * *',
    backupType: 'FULL',
    retentionDays: 7,
    isActive: false,
    lastRun: null,
    nextRun: null,
  });
  const found = await service.query('{ backupSchedules { id name } }');
  expect(found.data.backupSchedules).toEqual([{ id: backupSchedule.id, name: 'nightly' }]);
});

test('a second schedule of the same name is refused', async () => {
  const { data } = await service.query(CREATE, { input: { ...NIGHTLY, backupType: 'INCREMENTAL' } });
  expect(data.createBackupSchedule).toEqual({
    backupSchedule: null,
    userErrors: [
      { code: 'ALREADY_EXISTS', field: ['name'], message: 'name: there is a schedule named nightly already.' },
    ],
  });
});

test('two operators who add the same schedule at once: one of them is told so', async () => {
  const answers = await Promise.all([1, 2].map(() => service.query(CREATE, { input: { ...NIGHTLY, name: 'twice' } })));
  const codes = answers.map(({ data }) =>
    data.createBackupSchedule.userErrors.map((error: { code: string }) => error.code),
  );
  expect(codes.toSorted()).toEqual([[], ['ALREADY_EXISTS']]);
});

test('schedules come by name', async () => {
  await service.query(CREATE, { input: { ...NIGHTLY, name: 'archive' } });
  const names = await scheduleNames();
  expect(names).toEqual(['archive', 'nightly', 'twice']);
});

test('a schedule resolves as an entity; one that is gone and an id that is none are null', async () => {
  const { data } = await service.query('{ backupSchedules { id } }');
  const [{ id }] = data.backupSchedules;
  const entities = await service.query(
    'query($them: [_Any!]!) { _entities(representations: $them) { ... on BackupSchedule { id name } } }',
    {
      them: [id, '0195e5a0-0000-7000-8000-00000000dead', 'no-uuid'].map((id) => ({ __typename: 'BackupSchedule', id })),
    },
  );
  expect(entities).toEqual({ data: { _entities: [{ id, name: 'archive' }, null, null] } });
});

test.each([
  ['name', '"   "', '   ', 'REQUIRED', 'must not be blank'],
  ['name', 'of 101 characters', 'n'.repeat(101), 'TOO_LONG', 'at most 100 characters'],
  ['name', 'of 2,000,000 characters', 'n'.repeat(2_000_000), 'TOO_LONG', 'at most 100 characters'],
  ['name', '"a\\0b"', 'a\0b', 'INVALID_FORMAT', 'NUL'],
  ['cronExpression', '""', '', 'REQUIRED', 'must not be blank'],
  ['cronExpression', 'much too long', '0 '.repeat(60), 'TOO_LONG', 'at most 100 characters'],
  ['cronExpression', '"0 0 2 * * *"', '0 0 2 * * *', 'INVALID_FORMAT', 'must have five fields'],
  ['cronExpression', '"at noon"', 'at noon', 'INVALID_FORMAT', 'must have five fields'],
  ['cronExpression', '"0 25 * * *"', '0 25 * * *', 'INVALID_FORMAT', 'hour "25" outside 0-23'],
  ['cronExpression', '"0 0 30 2 *"', '0 0 30 2 *', 'INVALID_FORMAT', 'never comes'],
  ['retentionDays', '0', 0, 'OUT_OF_RANGE', 'between 1 and 36500 days'],
  ['retentionDays', '-7', -7, 'OUT_OF_RANGE', 'between 1 and 36500 days'],
  ['retentionDays', '36_501', 36_501, 'OUT_OF_RANGE', 'between 1 and 36500 days'],
  ['isActive', 'true', true, 'NOT_ALLOWED_NOW', 'nothing runs schedules yet'],
])('%s %s is refused, nothing is written', async (field, _what, value, code, message) => {
  const before = await scheduleNames();
  const { data } = await service.query(CREATE, { input: { ...NIGHTLY, name: 'bad', [field as string]: value } });
  expect(data.createBackupSchedule).toEqual({
    backupSchedule: null,
    userErrors: [
      {
        code,
        field: [field],
        message: expect.stringMatching(new RegExp(`^${field}: .*${(message as string).replaceAll('*', '\\*')}`)),
      },
    ],
  });
  expect(await scheduleNames()).toEqual(before);
});

test.each([
  ['name', undefined],
  ['name', 5],
  ['cronExpression', undefined],
  ['cronExpression', null],
  ['backupType', undefined],
  ['backupType', 'HOURLY'],
  ['backupType', 'full'],
  ['retentionDays', undefined],
  ['retentionDays', '7'],
  ['retentionDays', 1.5],
  ['isActive', 'no'],
])('%s %j is no value of its type: the error names it, nothing is written', async (field, value) => {
  const before = await scheduleNames();
  const { errors } = await service.query(CREATE, { input: { ...NIGHTLY, name: 'bad', [field]: value } });
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toContain(field);
  expect(await scheduleNames()).toEqual(before);
});

test('everything that is wrong is said at once', async () => {
  const { data } = await service.query(CREATE, {
    input: { name: '', cronExpression: '@hourly', backupType: 'FULL', retentionDays: 0 },
  });
  const fields = data.createBackupSchedule.userErrors.map(({ field }: { field: string[] }) => field[0]);
  expect(fields).toEqual(['name', 'cronExpression', 'retentionDays']);
});
