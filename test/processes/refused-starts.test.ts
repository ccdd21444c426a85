import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { services } from '../../subgraphs/index.ts';
import { adminUrl, testDatabase } from '../support/databases.ts';
import { run, temporaryFolder } from '../support/process.ts';
import { knownGateway } from '../support/vouching.ts';

async function refusal(file: string, env: Record<string, string>, args: string[] = []): Promise<string> {
  const running = run(file, env, args);
  const { code } = await running.exit;
  expect(code).toBe(1);
  expect(running.output()).not.toMatch(/\n\s+at .+:\d+:\d+/); // a sentence, no stack
  return running.output();
}

const SCRATCH = adminUrl();

test('every problem of the configuration is listed at once', async () => {
  const output = await refusal('start.ts', {
    PORT: 'many',
    AUDIT_PORT: '70000',
    LOG_LEVEL: 'loud',
    LAB_TIMEZONE: 'Mars/Olympus',
    LAB_HOLIDAYS: 'christmas',
    SAMPLES_DB_URL: 'mysql://root:secret@localhost/x',
    AI_DB_POOL_MAX: '0',
    SEED: 'maybe',
  });
  for (const name of [
    'PORT',
    'AUDIT_PORT',
    'LOG_LEVEL',
    'LAB_TIMEZONE',
    'LAB_HOLIDAYS',
    'SAMPLES_DB_URL',
    'AI_DB_POOL_MAX',
    'SEED',
  ]) {
    expect(output).toMatch(new RegExp(`^  ${name}: `, 'm'));
  }
  expect(output).not.toContain('secret');
});

test('a port that was asked for and is taken', async () => {
  await using folder = await temporaryFolder();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  try {
    const output = await refusal('start.ts', { DATA_DIR: folder.path, PORT: String(port) });
    expect(output).toContain(`Port ${port} is taken: stop what listens there, or set PORT to another port`);
  } finally {
    other.close();
  }
});

test('a data folder that is a file', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'data');
  await writeFile(path, '');
  expect(await refusal('start.ts', { DATA_DIR: path })).toContain(path);
});

test('a data folder that may not be read', async () => {
  if (process.getuid?.() === 0) {
    // Root may read everything; test/platform/postgres covers it with an ordinary user.
    return;
  }
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'data');
  await mkdir(path);
  await chmod(path, 0o000);
  expect(await refusal('start.ts', { DATA_DIR: path })).toContain(path);
});

test('some databases named and some not', async () => {
  const output = await refusal('start.ts', { SAMPLES_DB_URL: SCRATCH });
  expect(output).toContain('set AI_DB_URL, AUDIT_DB_URL, BACKUP_DB_URL, CONFIG_DB_URL too');
});

test('a database that is not there', async () => {
  const nowhere = 'postgresql://someone:secret@127.0.0.1:1/nowhere';
  const output = await refusal('subgraphs/audit/server.ts', { AUDIT_DB_URL: nowhere });
  expect(output).toContain('The audit database cannot be opened');
  expect(output).toContain('AUDIT_DB_URL');
  expect(output).not.toContain('secret');
});

test('a service without a database', async () => {
  expect(await refusal('subgraphs/config/server.ts', {})).toContain('CONFIG_DB_URL is not set');
});

test('an unmigrated database in production, with what to run', async () => {
  const [samples] = services as [(typeof services)[number]];
  const database = await testDatabase({ ...samples, name: 'bare', database: 'nanopore_bare', migrations: [] });
  try {
    const { env: keys } = knownGateway('samples');
    const output = await refusal('subgraphs/samples/server.ts', {
      ...keys,
      NODE_ENV: 'production',
      SAMPLES_DB_URL: database.dbUrl,
    });
    expect(output).toContain('npm run migrate -- up samples');
    const env = { SAMPLES_DB_URL: database.dbUrl, SAMPLES_DB_OWNER_URL: database.ownerUrl };
    const before = run('migrations/command.ts', env, ['status', 'samples']);
    await before.exit;
    expect(before.output()).toMatch(/0001-initial\s+pending/);
    const up = await run('migrations/command.ts', env, ['up', 'samples']).exit;
    expect(up.code).toBe(0);
    await using production = run('subgraphs/samples/server.ts', {
      ...keys,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      SAMPLES_DB_URL: database.dbUrl,
    });
    await production.says(/samples: http:/);
  } finally {
    await database.drop();
  }
});

test('processes without keys in production', async () => {
  const production = { NODE_ENV: 'production' };
  const service = await refusal('subgraphs/samples/server.ts', { ...production, TLS_CA: '/nowhere/ca.pem' });
  for (const name of ['SERVICE_IDENTITY_KEY', 'GATEWAY_PUBLIC_KEYS']) {
    expect(service).toMatch(new RegExp(`^  ${name}: must be set in production`, 'm'));
  }
  expect(service).toMatch(/^ {2}TLS_CA: cannot be read \(ENOENT\)/m);
  const gateway = await refusal('gateway/server.ts', production);
  for (const name of ['SERVICE_IDENTITY_KEY', ...services.map((each) => `${each.name.toUpperCase()}_PUBLIC_KEY`)]) {
    expect(gateway).toMatch(new RegExp(`^  ${name}: must be set in production`, 'm'));
  }
});

test('demonstration rows in production', async () => {
  expect(await refusal('start.ts', { NODE_ENV: 'production', SEED: 'demo' })).toMatch(/ {2}SEED: demonstration rows/);
});

test('a supergraph that cannot be read', async () => {
  const output = await refusal('gateway/server.ts', { SUPERGRAPH_PATH: '/nowhere/supergraph.graphql' });
  expect(output).toContain('set SUPERGRAPH_PATH to a Federation 2 supergraph file');
});

test.each([
  ['five databases that are not there', 'postgresql://someone:secret@127.0.0.1:1/nowhere', 'cannot be opened'],
  ['five URLs that are none', 'postgresql://a:sec#ret@h:5x/x', 'special characters percent-encoded'],
])('%s', async (_what, url, sentence) => {
  const env = Object.fromEntries(services.map(({ name }) => [`${name.toUpperCase()}_DB_URL`, url]));
  const output = await refusal('start.ts', env);
  expect(output).toContain(sentence);
  expect(output).not.toMatch(/secret|sec#ret/);
});

test('an option that is none', async () => {
  await using folder = await temporaryFolder();
  expect(await refusal('start.ts', { DATA_DIR: folder.path }, ['--rest'])).toContain(
    'The options are --reset and --yes.',
  );
});

test('a distributed start in which one process fails', async () => {
  await using folder = await temporaryFolder();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  try {
    const running = run('start/distributed.ts', { DATA_DIR: folder.path, AUDIT_PORT: String(port) });
    expect((await running.exit).code).toBe(1);
    expect(running.output()).toContain(`Port ${port} is taken`);
  } finally {
    other.close();
  }
});
