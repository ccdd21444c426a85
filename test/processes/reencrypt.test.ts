import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ENCRYPTION_KEY } from '../../subgraphs/config/config.ts';
import { config } from '../../subgraphs/config/service.ts';
import { testDatabase } from '../support/databases.ts';
import { ask, run, staffToken, temporaryFolder } from '../support/process.ts';
import { knownGateway } from '../support/vouching.ts';

const SET = `mutation { setAppConfig(input: {
  configKey: "lims.token", environment: PRODUCTION, configValue: "s3cret", isSensitive: true }) { userErrors { code } } }`;
const REVEAL = `mutation { revealAppConfig(input: { configKey: "lims.token", environment: PRODUCTION }) {
  configValue userErrors { message } } }`;

test('an operator changes the key: services go on with both, the command does the rest, the old key goes', async () => {
  await using folder = await temporaryFolder();
  const database = await testDatabase(config);
  const [oldKey, newKey] = [ENCRYPTION_KEY.generate(), ENCRYPTION_KEY.generate()];
  const env = { CONFIG_DB_URL: database.dbUrl, DATA_DIR: folder.path, NODE_ENV: 'production', HOST: '127.0.0.1' };
  const gateway = knownGateway('config');
  const asService = async (key: string, query: string) => {
    await using service = run('subgraphs/config/server.ts', { ...env, ...gateway.env, CONFIG_ENCRYPTION_KEY: key });
    const [, url] = await service.says(/config: (http:\S+)\/graphql/);
    return (await gateway.ask(url as string, query)).data;
  };
  const reencrypt = async (key: string) => {
    const command = run('start/reencrypt.ts', { ...env, CONFIG_ENCRYPTION_KEY: key });
    return { ...(await command.exit), output: command.output() };
  };
  try {
    expect((await asService(oldKey, SET)).setAppConfig.userErrors).toEqual([]);

    const tooEarly = await reencrypt(newKey);
    expect(tooEarly).toMatchObject({ code: 1, output: expect.stringMatching(/lims.token in production .*lacks/) });
    expect(tooEarly.output).toContain('left as they are: 1. Keep every key');

    const done = await reencrypt(`${newKey},${oldKey}`);
    expect(done).toMatchObject({
      code: 0,
      output: expect.stringContaining('encrypted anew with it: 1;'),
    });
    expect(done.output).not.toContain(newKey);
    expect((await asService(newKey, REVEAL)).revealAppConfig).toEqual({ configValue: 's3cret', userErrors: [] });
  } finally {
    await database.drop();
  }
});

test('without a key, or with one that is none, nothing is done', async () => {
  const database = await testDatabase(config);
  try {
    const env = { CONFIG_DB_URL: database.dbUrl, NODE_ENV: 'production' };
    for (const key of [{}, { CONFIG_ENCRYPTION_KEY: 'short' }]) {
      const command = run('start/reencrypt.ts', { ...env, ...key } as Record<string, string>);
      expect((await command.exit).code).toBe(1);
      expect(command.output()).toMatch(/CONFIG_ENCRYPTION_KEY: must be/);
    }
  } finally {
    await database.drop();
  }
});

test('in the embedded lab the key lies in a file of its data folder, and a list of two may lie there', async () => {
  await using folder = await temporaryFolder();
  const env = { DATA_DIR: folder.path, SEED: 'none' };
  const inTheLab = async (query: string) => {
    await using lab = run('start.ts', env);
    const [, url] = await lab.says(/Ready in [\d.]+ s: (http:\S+)\/graphql/);
    const { data } = await ask({ url: url as string, token: await staffToken(folder.path) }, query);
    await lab.stop();
    return data;
  };
  expect((await inTheLab(SET)).setAppConfig.userErrors).toEqual([]);
  const file = join(folder.path, 'config-encryption-key');
  const newKey = ENCRYPTION_KEY.generate();
  await writeFile(file, `${newKey},${(await readFile(file, 'utf8')).trim()}\n`);
  const command = run('start/reencrypt.ts', env);
  expect((await command.exit).code).toBe(0);
  expect(command.output()).toContain('encrypted anew with it: 1;');
  await writeFile(file, `${newKey}\n`);
  expect((await inTheLab(REVEAL)).revealAppConfig.configValue).toBe('s3cret');
});
