import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { BackupSchedule } from '../../../subgraphs/backup/entities/backup-schedule.entity.ts';
import { backup } from '../../../subgraphs/backup/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

const NOBODY = '0195e5a0-0000-7000-8000-00000000dead';
const NIGHTLY = { name: 'nightly', cronExpression: '0 2 * * *', backupType: 'full' as const, retentionDays: 7 };

let service: ServiceUnderTest;
let nightly: string;
beforeAll(async () => {
  service = await serviceUnderTest(backup, { timeZone: 'Europe/Berlin', holidays: [] });
});
afterAll(() => service.close());
beforeEach(async () => {
  const em = service.em();
  await em.nativeDelete(BackupSchedule, {});
  nightly = await em.insert(BackupSchedule, NIGHTLY);
  await em.insert(BackupSchedule, { ...NIGHTLY, name: 'weekly', cronExpression: '0 3 * * 0' });
});

const FIELDS = 'id name cronExpression backupType retentionDays isActive lastRun nextRun createdAt updatedAt';
const UPDATE = `mutation($input: UpdateBackupScheduleInput!) {
  updateBackupSchedule(input: $input) { userErrors { code field message } backupSchedule { ${FIELDS} } }
}`;
const DELETE = `mutation($input: DeleteBackupScheduleInput!) {
  deleteBackupSchedule(input: $input) { userErrors { code field message } backupSchedule { ${FIELDS} } }
}`;

const update = async (input: object) => (await service.query(UPDATE, { input })).data.updateBackupSchedule;
const remove = async (input: object) => (await service.query(DELETE, { input })).data.deleteBackupSchedule;
const all = async () => (await service.query(`{ backupSchedules { ${FIELDS} } }`)).data.backupSchedules;

test('an operator keeps the nightly backups longer: what is not given stays', async () => {
  const { backupSchedule, userErrors } = await update({ backupScheduleId: nightly, retentionDays: 30, name: null });
  expect(userErrors).toEqual([]);
  expect(backupSchedule).toMatchObject({ ...NIGHTLY, id: nightly, backupType: 'FULL', retentionDays: 30 });
  expect(backupSchedule.updatedAt > backupSchedule.createdAt).toBe(true);
  const [kept, weekly] = await all();
  expect(kept).toEqual(backupSchedule);
  expect(weekly).toMatchObject({ name: 'weekly', retentionDays: 7 });
});

test('everything of it can be changed at once', async () => {
  const changed = {
    name: 'evening',
    cronExpression: '30 20 * * MON-FRI',
    backupType: 'DIFFERENTIAL',
    retentionDays: 1,
  };
  const { backupSchedule } = await update({ backupScheduleId: nightly, ...changed, isActive: false });
  expect(backupSchedule).toMatchObject({ ...changed, isActive: false });
});

test('a next run that was worked out for another expression is forgotten; otherwise it stays', async () => {
  const nextRun = new Date('2026-10-01T00:00:00Z');
  const migrated = { ...NIGHTLY, name: 'migrated', isActive: true, nextRun };
  const id = await service.em().insert(BackupSchedule, migrated);
  const kept = await update({ backupScheduleId: id, retentionDays: 8, isActive: true });
  expect(kept.backupSchedule).toMatchObject({ isActive: true, nextRun: nextRun.toISOString() });
  const moved = await update({ backupScheduleId: id, cronExpression: '0 5 * * *' });
  expect(moved.backupSchedule).toMatchObject({ isActive: true, nextRun: null });
});

test('no schedule is switched on while nothing runs schedules; one can be switched off', async () => {
  const refused = await update({ backupScheduleId: nightly, isActive: true, retentionDays: 99 });
  expect(refused).toEqual({
    backupSchedule: null,
    userErrors: [
      {
        code: 'NOT_ALLOWED_NOW',
        field: ['isActive'],
        message: 'isActive: nothing runs schedules yet; leave it inactive.',
      },
    ],
  });
  expect((await all())[0]).toMatchObject({ isActive: false, retentionDays: 7 });
  const id = await service.em().insert(BackupSchedule, { ...NIGHTLY, name: 'old', isActive: true });
  expect((await update({ backupScheduleId: id, isActive: false })).backupSchedule).toMatchObject({ isActive: false });
});

test('a name that another schedule has is refused; its own is none of another', async () => {
  expect(await update({ backupScheduleId: nightly, name: 'weekly' })).toEqual({
    backupSchedule: null,
    userErrors: [
      { code: 'ALREADY_EXISTS', field: ['name'], message: 'name: there is a schedule named weekly already.' },
    ],
  });
  expect((await update({ backupScheduleId: nightly, name: 'nightly' })).userErrors).toEqual([]);
});

test('two operators change different things at once: both changes are there', async () => {
  await Promise.all([
    update({ backupScheduleId: nightly, retentionDays: 14 }),
    update({ backupScheduleId: nightly, cronExpression: '0 4 * * *' }),
  ]);
  expect((await all())[0]).toMatchObject({ retentionDays: 14, cronExpression: '0 4 * * *' });
});

test('a schedule is removed, shown a last time, and gone; the other stays', async () => {
  const [before, weekly] = await all();
  expect(await remove({ backupScheduleId: nightly })).toEqual({ userErrors: [], backupSchedule: before });
  expect(await all()).toEqual([weekly]);
  expect(await remove({ backupScheduleId: nightly })).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
});

test('two operators remove a schedule at once: one of them finds it gone', async () => {
  const answers = await Promise.all([1, 2].map(() => remove({ backupScheduleId: nightly })));
  const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code));
  expect(codes).toEqual(['NOT_FOUND']);
});

test('what is no schedule can be neither changed nor removed', async () => {
  const nothing = {
    code: 'NOT_FOUND',
    field: ['backupScheduleId'],
    message: expect.stringContaining('no such schedule'),
  };
  const malformed = { code: 'INVALID_FORMAT', field: ['backupScheduleId'], message: expect.stringContaining('a UUID') };
  for (const verb of [update, remove]) {
    expect(await verb({ backupScheduleId: NOBODY })).toEqual({ backupSchedule: null, userErrors: [nothing] });
    expect(await verb({ backupScheduleId: 'nightly' })).toEqual({ backupSchedule: null, userErrors: [malformed] });
  }
});

test.each([
  ['name', '"   "', '   ', 'REQUIRED', 'must not be blank'],
  ['name', 'of 101 characters', 'n'.repeat(101), 'TOO_LONG', 'at most 100 characters'],
  ['name', '"a\\0b"', 'a\0b', 'INVALID_FORMAT', 'NUL'],
  ['cronExpression', '""', '', 'REQUIRED', 'must not be blank'],
  ['cronExpression', 'much too long', '0 '.repeat(60), 'TOO_LONG', 'at most 100 characters'],
  ['cronExpression', 'with seconds', '0 0 2 1 1 1', 'INVALID_FORMAT', 'must have five fields'],
  ['cronExpression', 'for 30 February', '0 0 30 2 *', 'INVALID_FORMAT', 'never comes'],
  ['retentionDays', '0', 0, 'OUT_OF_RANGE', 'between 1 and 36500 days'],
  ['retentionDays', '36_501', 36_501, 'OUT_OF_RANGE', 'between 1 and 36500 days'],
])('%s %s is refused, nothing is written', async (field, _what, value, code, message) => {
  const before = await all();
  expect(await update({ backupScheduleId: nightly, isActive: false, [field]: value })).toEqual({
    backupSchedule: null,
    userErrors: [{ code, field: [field], message: expect.stringMatching(new RegExp(`^${field}: .*${message}`)) }],
  });
  expect(await all()).toEqual(before);
});

test.each([
  [UPDATE, 'backupScheduleId', undefined],
  [UPDATE, 'backupScheduleId', null],
  [UPDATE, 'name', 5],
  [UPDATE, 'cronExpression', ['0 2 * * *']],
  [UPDATE, 'backupType', 'HOURLY'],
  [UPDATE, 'retentionDays', 1.5],
  [UPDATE, 'isActive', 'no'],
  [DELETE, 'backupScheduleId', undefined],
  [DELETE, 'backupScheduleId', null],
])('%.30s… %s %j is no value of its type: the error names it, nothing is written', async (mutation, field, value) => {
  const before = await all();
  const { errors } = await service.query(mutation, { input: { backupScheduleId: nightly, [field]: value } });
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toContain(field);
  expect(await all()).toEqual(before);
});

const NEXT_RUNS = 'query($count: Int, $after: DateTime) { backupSchedules { nextRuns(count: $count, after: $after) } }';
const nextRuns = async (variables: Record<string, unknown>): Promise<(string[] | null)[]> =>
  (await service.query(NEXT_RUNS, variables)).data.backupSchedules.map(
    (s: { nextRuns: string[] | null }) => s.nextRuns,
  );

test('before the clocks change an operator looks up when the schedules are due, by the clock of the lab', async () => {
  expect(await nextRuns({ count: 2, after: '2026-10-24T12:00:00Z' })).toEqual([
    ['2026-10-25T00:00:00.000Z', '2026-10-26T01:00:00.000Z'],
    ['2026-10-25T02:00:00.000Z', '2026-11-01T02:00:00.000Z'],
  ]);
});

test('without more words it is the next five from now on', async () => {
  const { data } = await service.query('{ backupSchedules { nextRuns } }');
  for (const { nextRuns } of data.backupSchedules) {
    expect(nextRuns).toHaveLength(5);
    expect(nextRuns).toEqual(nextRuns.toSorted());
    expect(Date.parse(nextRuns[0])).toBeGreaterThan(Date.now());
  }
});

test('an old schedule whose expression cannot be read says nothing, the others do', async () => {
  await service.em().insert(BackupSchedule, { ...NIGHTLY, name: 'ancient', cronExpression: '@daily' });
  expect((await nextRuns({ count: 1 })).map((runs) => runs?.length ?? null)).toEqual([null, 1, 1]);
});

test.each([0, -1, 101])('%d next runs are bad input', async (count) => {
  const { errors } = await service.query(NEXT_RUNS, { count });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'count' });
});
