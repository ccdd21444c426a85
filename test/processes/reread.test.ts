import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { config } from '../../subgraphs/config/service.ts';
import { testDatabase } from '../support/databases.ts';
import { seriesValue } from '../support/naps.ts';
import { run, temporaryFolder } from '../support/process.ts';
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
