import { chmod, chown, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { lockDataDir } from '../../../platform/postgres/index.ts';
import { startOf } from '../../../platform/postgres/process-identity.ts';
import { asNobody, temporaryFolder } from './support.ts';

const NOT_A_PROCESS = 2 ** 22 + 1; // above the largest id that Linux gives

test('a folder is locked once, and again after its release', async () => {
  await using folder = await temporaryFolder();
  const lock = await lockDataDir(folder.path);
  await expect(lockDataDir(folder.path)).rejects.toThrow(
    `${folder.path} is in use by process ${process.pid}; stop it or set DATA_DIR to another folder.`,
  );
  await lock.release();
  const again = await lockDataDir(folder.path);
  await again.release();
  expect(await readdir(folder.path)).toEqual([]);
});

test.each([
  ['a dead process', JSON.stringify({ pid: NOT_A_PROCESS, started: 'boot/1' })],
  ['a process whose id went to another one', JSON.stringify({ pid: process.ppid, started: 'an earlier boot/1' })],
  ['nobody any more, since a power failure emptied it', ''],
])('a lock that names %s is taken over by exactly one of many', async (_, content) => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'lock'), content);
  await writeFile(join(folder.path, 'lock.takeover'), content); // somebody died while taking over
  const attempts = await Promise.allSettled(Array.from({ length: 12 }, () => lockDataDir(folder.path)));
  const winners = attempts.filter((attempt) => attempt.status === 'fulfilled');
  const losers = attempts.filter((attempt) => attempt.status === 'rejected');
  expect(winners).toHaveLength(1);
  expect(losers.map((loser) => loser.reason.code)).toEqual(Array(11).fill('DATA_DIR_IN_USE'));
  await winners[0]?.value.release();
  expect(await readdir(folder.path)).toEqual([]);
});

test('a process is told from another by its start', async () => {
  expect(await startOf(process.pid)).toBe(await startOf(process.pid));
  expect(await startOf(process.ppid)).not.toBe(await startOf(process.pid));
  expect(await startOf(NOT_A_PROCESS)).toBeUndefined();
});

test('a data folder that cannot be used is refused in one sentence', async () => {
  await using folder = await temporaryFolder();
  await chmod(folder.path, 0o755);
  const at = (name: string) => join(folder.path, name);
  await mkdir(at('closed'), { mode: 0o000 });
  await mkdir(at('read-only'), { mode: 0o555 });
  await chown(at('read-only'), process.geteuid?.() ?? 0, process.getegid?.() ?? 0);
  await writeFile(at('file'), '');
  await symlink(at('nowhere/else'), at('dangling'));

  const refused = (path: string, reason: string) =>
    expect(lockDataDir(path)).rejects.toMatchObject({
      code: 'DATA_DIR_UNUSABLE',
      message: `The data folder ${path} cannot be used (${reason}); set DATA_DIR to a folder that this user may write to.`,
    });
  await asNobody(async () => {
    await refused(at('closed'), 'EACCES: no permission');
    await refused(at('closed/below'), 'EACCES: no permission');
    await refused(at('read-only'), 'EACCES: no permission');
  });
  await refused(at('file'), 'EEXIST: it is a file');
  await refused(at('file/below'), 'ENOTDIR: a part of the path is a file');
  await refused(at('dangling'), 'ENOENT: it is a symbolic link to nowhere, or cannot be made there');
  if (process.platform === 'linux')
    await refused('/proc/data', 'ENOENT: it is a symbolic link to nowhere, or cannot be made there');
  await chmod(at('closed'), 0o700);
});
