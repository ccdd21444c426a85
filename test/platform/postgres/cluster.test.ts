import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MikroORM } from '@mikro-orm/postgresql';
import { type Cluster, provision, startCluster } from '../../../platform/postgres/index.ts';
import { running, sql, temporaryFolder } from './support.ts';

/** One data folder for all that needs no new cluster: making one is what takes the time. */
const shared = await temporaryFolder();
afterAll(async () => shared[Symbol.asyncDispose]());

test('the first start makes a cluster, the second finds what was written to it', async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, 'data');
  {
    await using cluster = await running(dataDir);
    await sql(cluster.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  }
  await using cluster = await running(dataDir);
  expect(await sql(cluster.adminUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
});

describe('a running cluster', () => {
  let cluster: AsyncDisposable & Cluster;
  let folder: AsyncDisposable & { path: string };
  beforeAll(async () => {
    folder = await temporaryFolder();
    cluster = await running(join(folder.path, `it's "da,ta" %41 µl`), { settings: { wal_level: 'logical' } });
  });
  afterAll(async () => {
    await cluster[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  test('is UTF-8, sorts alike on every machine, keeps UTC, opens no TCP port and asks everybody for a password', async () => {
    const [database] = await sql(
      cluster.adminUrl,
      `SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale
         FROM pg_database WHERE datname = 'template1'`,
    );
    expect(database).toEqual({ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' });

    const settings = await sql<{ name: string; setting: string }>(
      cluster.adminUrl,
      'SELECT name, setting FROM pg_settings',
    );
    const setting = Object.fromEntries(settings.map((row) => [row.name, row.setting]));
    expect(setting).toMatchObject({
      TimeZone: 'UTC',
      listen_addresses: '',
      max_connections: '150',
      fsync: 'on',
      full_page_writes: 'on',
    });
    expect(setting).toMatchObject({ synchronous_commit: 'on', data_checksums: 'on', wal_level: 'logical' });

    const methods = await sql(cluster.adminUrl, 'SELECT DISTINCT auth_method FROM pg_hba_file_rules');
    expect(methods).toEqual([{ auth_method: 'scram-sha-256' }]);
  });

  test('is reached by MikroORM with the same URL, blanks, quotes and other scripts in its path or not', async () => {
    const orm = await MikroORM.init({
      clientUrl: cluster.adminUrl,
      entities: [],
      discovery: { warnWhenNoEntities: false },
    });
    try {
      expect(await orm.em.getConnection().execute('SELECT current_database()')).toEqual([
        { current_database: 'postgres' },
      ]);
    } finally {
      await orm.close();
    }
  });
});

test('a data folder may have a path that is too long for a socket', async () => {
  await using folder = await temporaryFolder();
  await using cluster = await running(join(folder.path, 'long-'.repeat(30), 'data'));
  expect(await sql(cluster.adminUrl, 'SELECT current_user')).toEqual([{ current_user: 'postgres' }]);
});

test('stopping twice is stopping once, and leaves neither process nor lock nor socket behind', async () => {
  const cluster = await startCluster({ dataDir: shared.path });
  await Promise.all([cluster.stop(), cluster.stop()]);
  await cluster.stop();
  expect(await cluster.exited).toEqual({ code: 0, signal: null, expected: true });
  expect((await readdir(shared.path)).sort()).toEqual(['credentials.json', 'postgres', 'postgres.log']);
});

test('two clusters run side by side', async () => {
  await using folder = await temporaryFolder();
  const clusters = await Promise.all(
    ['a', 'b'].map((name) => startCluster({ dataDir: join(folder.path, name), settings: { fsync: false } })),
  );
  try {
    expect(await Promise.all(clusters.map((cluster) => sql(cluster.adminUrl, 'SELECT 1 AS one')))).toEqual([
      [{ one: 1 }],
      [{ one: 1 }],
    ]);
  } finally {
    await Promise.all(clusters.map((cluster) => cluster.stop()));
  }
});

test('a start that is called off leaves nothing running', async () => {
  await using folder = await temporaryFolder();
  const controller = new AbortController();
  const log = { info: () => controller.abort(new Error('Ctrl-C')), warn: () => {}, error: () => {} };
  await expect(startCluster({ dataDir: folder.path, log, signal: controller.signal })).rejects.toThrow('Ctrl-C');
  await using cluster = await running(folder.path);
  expect(await sql(cluster.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a server that cannot start is reported with what it logged', async () => {
  const failure = startCluster({ dataDir: shared.path, settings: { shared_buffers: 'plenty' } });
  await expect(failure).rejects.toMatchObject({
    code: 'POSTGRES_FAILED',
    message: expect.stringContaining('"plenty"'),
  });
});

test('whoever loses the credentials file keeps the data', async () => {
  {
    await using cluster = await running(shared.path);
    await sql(cluster.adminUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
  }
  await rm(join(shared.path, 'credentials.json'));
  await using cluster = await running(shared.path);
  expect(await sql(cluster.adminUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('no password ever gets into the log of the server', async () => {
  const options = { settings: { fsync: false, log_statement: 'all' } };
  await writeFile(join(shared.path, 'credentials.json'), JSON.stringify({ postgres: 'secret of the superuser' }));
  await using cluster = await running(shared.path, options);
  const role = (user: string) => ({ user, password: `secret of ${user}` });
  await provision(cluster.adminUrl, {
    databases: [{ name: 'discreet', owner: role('its_owner'), runtime: role('its_runtime') }],
    reader: role('its_reader'),
  });
  const log = await readFile(join(shared.path, 'postgres.log'), 'utf8');
  expect(log).toContain('CREATE ROLE "its_reader"');
  expect(log).not.toContain('secret of');
});
