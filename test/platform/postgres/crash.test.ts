import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { resetDataDir, startCluster } from '../../../platform/postgres/index.ts';
import { processesIn } from '../../../platform/postgres/process-identity.ts';
import { run } from '../../../platform/postgres/run.ts';
import { eventually, isRunning, kill, OWNER, owner, running, sql, temporaryFolder } from './support.ts';

/** One data folder for all that ends as it began: making a cluster is what takes the time. */
const folder = await temporaryFolder();
afterAll(async () => folder[Symbol.asyncDispose]());

test('after kill -9 of the owner the server lives on, and the next start ends it and finds every commit', async () => {
  const first = owner(folder.path);
  const { adminUrl, pid } = await first.started;
  await sql(adminUrl, 'CREATE TABLE kept_1 AS SELECT 42 AS answer');
  await kill(first.child);
  expect(await isRunning(pid)).toBe(true);

  await using cluster = await running(folder.path);
  expect(await isRunning(pid)).toBe(false);
  expect(await sql(cluster.adminUrl, 'SELECT answer FROM kept_1')).toEqual([{ answer: 42 }]);
});

test('Ctrl-C at the terminal reaches the owner and not the server', async () => {
  const first = owner(folder.path);
  const { adminUrl, pid } = await first.started;
  const ended = once(first.child, 'exit');
  process.kill(-(first.child.pid as number), 'SIGINT'); // the whole group, as a terminal does
  expect(await ended).toEqual([null, 'SIGINT']);
  expect(await sql(adminUrl, 'SELECT pg_postmaster_start_time() < now() AS up')).toEqual([{ up: true }]);

  await using _next = await running(folder.path);
  expect(await isRunning(pid)).toBe(false);
});

test('after kill -9 of owner and server, busy backends included, the next start recovers', async () => {
  const first = owner(folder.path);
  const { adminUrl, pid } = await first.started;
  await sql(adminUrl, 'CREATE TABLE kept_2 AS SELECT 42 AS answer');
  const busy = expect(sql(adminUrl, 'SELECT count(*) FROM generate_series(1, 10000000000)')).rejects.toThrow();
  const isBusy = async () =>
    (
      await sql(
        adminUrl,
        `SELECT FROM pg_stat_activity WHERE query LIKE '%generate_series(1, 1%' AND pid <> pg_backend_pid()`,
      )
    ).length > 0;
  await eventually(isBusy, 'a backend that computes');
  await kill(first.child);
  process.kill(pid, 'SIGKILL');
  await eventually(async () => !(await isRunning(pid)), 'the end of the postmaster');
  expect(await processesIn(join(folder.path, 'postgres'))).not.toEqual([]);

  await using cluster = await running(folder.path);
  await busy;
  expect(await sql(cluster.adminUrl, 'SELECT answer FROM kept_2')).toEqual([{ answer: 42 }]);
});

test('a postmaster.pid from before a reboot, whose process is somebody else now, hurts nobody', async () => {
  {
    await using cluster = await running(folder.path);
    await sql(cluster.adminUrl, 'CREATE TABLE kept_3 AS SELECT 42 AS answer');
  }
  await writeFile(
    join(folder.path, 'postgres', 'postmaster.pid'),
    `${process.ppid}\n${join(folder.path, 'postgres')}\n`,
  );
  await mkdir(join(folder.path, 'postgres.sock'), { mode: 0o700 });
  await writeFile(join(folder.path, 'postgres.sock', '.s.PGSQL.5432.lock'), `${process.ppid}\n`);

  await using cluster = await running(folder.path);
  expect(await sql(cluster.adminUrl, 'SELECT answer FROM kept_3')).toEqual([{ answer: 42 }]);
  expect(await isRunning(process.ppid)).toBe(true);
});

test('an initdb that was interrupted is followed by a clean start', async () => {
  await using folder = await temporaryFolder();
  const first = owner(folder.path);
  first.started.catch(() => {});
  const unfinished = async () => (await readdir(folder.path)).find((name) => name.startsWith('postgres.unfinished-'));
  await eventually(async () => {
    const workshop = await unfinished();
    return (
      workshop !== undefined &&
      (await readdir(join(folder.path, workshop, 'cluster')).catch((): string[] => [])).includes('base')
    );
  }, 'an initdb at work');
  await kill(first.child);
  expect(await readdir(folder.path)).not.toContain('postgres');

  await using cluster = await running(folder.path);
  expect(await sql(cluster.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await eventually(async () => (await unfinished()) === undefined, 'the rubbish is gone');
});

test('a second process is refused while the first has the folder, and neither harms it nor takes the lock away', async () => {
  const first = owner(folder.path);
  const { adminUrl } = await first.started;
  const message = expect.stringContaining(`is in use by process ${first.child.pid}; stop it or set DATA_DIR`);
  for (const attempt of [startCluster, ({ dataDir }: { dataDir: string }) => resetDataDir(dataDir), startCluster]) {
    await expect(attempt({ dataDir: folder.path })).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE', message });
  }
  expect(await sql(adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await kill(first.child);
  await using _next = await running(folder.path);
});

const inAnotherContainer = (await run('unshare', ['--pid', '--fork', '--mount-proc', 'true'])).code === 0;

(inAnotherContainer ? test : test.skip)(
  'a folder that another container uses is left alone (needs leave to make a PID namespace)',
  async () => {
    await using cluster = await running(folder.path);
    const attempt = await run('unshare', ['--pid', '--fork', '--mount-proc', process.execPath, OWNER, folder.path]);
    expect(attempt).toMatchObject({
      code: 1,
      output: expect.stringContaining('is in use by a PostgreSQL that this process cannot see'),
    });
    expect(await sql(cluster.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await expect(startCluster({ dataDir: folder.path })).rejects.toThrow(`in use by process ${process.pid}`);
  },
);

test('a server that dies under its owner is reported, and the folder is free again after stop', async () => {
  const reports: object[] = [];
  const log = { info: () => {}, warn: () => {}, error: (details: object) => void reports.push(details) };
  const cluster = await startCluster({ dataDir: folder.path, log });
  process.kill(cluster.pid, 'SIGKILL');
  expect(await cluster.exited).toEqual({ code: null, signal: 'SIGKILL', expected: false });
  await eventually(() => reports.length > 0, 'a report');
  expect(reports).toEqual([expect.objectContaining({ signal: 'SIGKILL' })]);
  await cluster.stop();
  await using _again = await running(folder.path);
});

test('a reset stops what was left over, and removes what is ours and nothing else', async () => {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'attachments'));
  await writeFile(join(folder.path, 'attachments', 'report.pdf'), 'theirs');
  const first = owner(folder.path);
  const { pid } = await first.started;
  await kill(first.child);

  await resetDataDir(folder.path);
  expect(await isRunning(pid)).toBe(false);
  expect(await readdir(folder.path)).toEqual(['attachments']);
  expect(await readFile(join(folder.path, 'attachments', 'report.pdf'), 'utf8')).toBe('theirs');
  await resetDataDir(folder.path);
  await resetDataDir(join(folder.path, 'never-made'));
  expect(await readdir(folder.path)).toEqual(['attachments']);
});
