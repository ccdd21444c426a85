import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { config } from '../../subgraphs/config/service.ts';
import { AUDIENCE, newKey, type Provider, provider, tokenOf } from '../gateway/authentication/provider.ts';
import { testDatabase } from '../support/databases.ts';
import { seriesValue } from '../support/naps.ts';
import { headersOf, run, temporaryFolder } from '../support/process.ts';
import { knownGateway } from '../support/vouching.ts';

test('SIGHUP rereads log level and pool limits from ENV_FILE; a broken file changes nothing', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'service.env');
  await writeFile(file, 'LOG_LEVEL=info\nCONFIG_DB_POOL_MAX=3\n');
  const database = await testDatabase(config);
  const gateway = knownGateway('config');
  try {
    await using service = run('subgraphs/config/server.ts', {
      ...gateway.env,
      CONFIG_DB_URL: database.dbUrl,
      ENV_FILE: file,
    });
    const [, url] = await service.says(/config: (http:\S+)\/graphql/);
    const limit = async () =>
      seriesValue(
        await (await fetch(`${url}/metrics`)).text(),
        'nanopore_pool_limit{service="config",server="primary"}',
      );
    const query = 'query Listed { appConfigs(environment: TEST, first: 1) { nodes { id } } }';
    await gateway.ask(url as string, query);
    expect(await limit()).toBe(3);
    expect(service.output()).not.toContain('"msg":"sql"');

    await writeFile(file, 'LOG_LEVEL=debug\nCONFIG_DB_POOL_MAX=7\n');
    service.child.kill('SIGHUP');
    await service.says(/configuration reread/);
    expect(await limit()).toBe(7);
    expect((await gateway.ask(url as string, query)).errors).toBeUndefined();
    await service.says(/"operation":"Listed".*"statement":"select_application_configs_[0-9a-f]{12}".*"msg":"sql"/);

    expect(service.output()).not.toContain('Weak for production');

    await writeFile(file, 'LOG_LEVEL=loud\nCONFIG_DB_POOL_MAX=9\n');
    service.child.kill('SIGHUP');
    await service.says(/LOG_LEVEL: .*the last good one stays/);
    expect(await limit()).toBe(7);
    expect(await service.stop()).toEqual({ code: 0, signal: null });
  } finally {
    await database.drop();
  }
});

test('a gateway turns to another issuer while it runs, once that has shown its keys', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'gateway.env');
  const [before, after] = [await newKey(), await newKey()];
  await using first = await provider(before);
  await using second = await provider(after);
  const settings = ({ url, issuer }: Provider) =>
    writeFile(file, `AUTH_JWKS_URL=${url}\nAUTH_ISSUER=${issuer}\nAUTH_AUDIENCE=${AUDIENCE}\n`);
  await settings(first);
  await using gateway = run('gateway/server.ts', { DATA_DIR: folder.path, ENV_FILE: file });
  const [, url] = await gateway.says(/gateway: (http:\S+)\/graphql/);
  const statuses = async () =>
    Promise.all(
      [await tokenOf(first, before), await tokenOf(second, after)].map(async (token) => {
        const body = JSON.stringify({ query: '{ __typename }' });
        return (await fetch(`${url}/graphql`, { method: 'POST', headers: headersOf(token), body })).status;
      }),
    );
  expect(await statuses()).toEqual([200, 401]);

  await settings(second);
  second.fail(500);
  gateway.child.kill('SIGHUP');
  await gateway.says(/the new issuer has no keys, the last good settings stay/);
  expect(await statuses()).toEqual([200, 401]);

  second.fail(undefined);
  gateway.child.kill('SIGHUP');
  await gateway.says(/who calls is known by the new settings/);
  expect(await statuses()).toEqual([401, 200]);
  const asked = second.asked();
  gateway.child.kill('SIGHUP');
  await gateway.says(/(configuration reread[\s\S]*){3}/);
  expect(await statuses()).toEqual([401, 200]);
  // Nothing had changed, so nothing was asked for again.
  expect(second.asked()).toBe(asked);
});

test('without ENV_FILE a SIGHUP is a terminal that was closed', async () => {
  const database = await testDatabase(config);
  try {
    await using service = run('subgraphs/config/server.ts', { CONFIG_DB_URL: database.dbUrl });
    await service.says(/config: http/);
    expect(await service.stop('SIGHUP')).toEqual({ code: 0, signal: null });
  } finally {
    await database.drop();
  }
});

test('an ENV_FILE that is not there stops the start', async () => {
  const service = run('subgraphs/config/server.ts', { ENV_FILE: '/nowhere/service.env' });
  expect((await service.exit).code).toBe(1);
  expect(service.output()).toMatch(/^ENV_FILE \/nowhere\/service.env cannot be read \(ENOENT\)/);
});
