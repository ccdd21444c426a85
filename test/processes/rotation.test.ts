import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { config } from '../../subgraphs/config/service.ts';
import { testDatabase } from '../support/databases.ts';
import { ask, type RunningProcess, run, temporaryFolder } from '../support/process.ts';
import { askService, newPair, type Pair } from '../support/vouching.ts';

const QUERY = '{ appConfigs(environment: TEST, first: 1) { totalCount } }';
const AT_ONCE = 4;

/** Asks without a pause until it is told to stop; `more` waits for requests that begin from now on. */
function traffic(url: string) {
  const lost: unknown[] = [];
  let begun = 0;
  let answered = 0;
  let going = true;
  const client = async (): Promise<void> => {
    while (going) {
      begun += 1;
      const { data, errors } = await ask({ url }, QUERY);
      answered += 1;
      if (errors !== undefined || data?.appConfigs === undefined) {
        lost.push(errors);
      }
    }
  };
  const clients = Promise.all(Array.from({ length: AT_ONCE }, client));
  return {
    lost,
    answered: () => answered,
    /** Whatever was under way is answered, and as many others after it. */
    more: async (): Promise<void> => {
      const enough = begun + 10 * AT_ONCE;
      while (answered < enough) {
        await Promise.race([clients, fetch(`${url}/health`)]);
      }
    },
    stop: async (): Promise<void> => {
      going = false;
      await clients;
    },
  };
}

/** Writes a process's file of variables and has it read again. */
function rereading(process: RunningProcess, file: string, steady: Record<string, string>) {
  let times = 0;
  return async (changed: Record<string, string>): Promise<void> => {
    await writeFile(file, linesOf({ ...steady, ...changed }));
    process.child.kill('SIGHUP');
    times += 1;
    await process.says(new RegExp(`(configuration reread[^]*){${times}}`));
  };
}

const linesOf = (variables: Record<string, string>): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

test('the keys of gateway and service are changed under traffic, and no request is lost', async () => {
  await using folder = await temporaryFolder();
  const [oldGateway, newGateway, oldService, newService] = [newPair(), newPair(), newPair(), newPair()];
  const [serviceFile, gatewayFile] = [join(folder.path, 'service.env'), join(folder.path, 'gateway.env')];
  const database = await testDatabase(config);
  try {
    const ofService = { SERVICE_IDENTITY_KEY: oldService.text, GATEWAY_PUBLIC_KEYS: oldGateway.shown };
    await writeFile(serviceFile, linesOf(ofService));
    const common = { DATA_DIR: folder.path, AUTH_MODE: 'none' };
    await using service = run('subgraphs/config/server.ts', {
      ...common,
      CONFIG_DB_URL: database.dbUrl,
      ENV_FILE: serviceFile,
    });
    const [, serviceUrl] = (await service.says(/config: (http:\S+)\/graphql/)) as unknown as [string, string];

    const ofGateway = { SERVICE_IDENTITY_KEY: oldGateway.text, CONFIG_PUBLIC_KEY: oldService.shown };
    await writeFile(gatewayFile, linesOf(ofGateway));
    await using gateway = run('gateway/server.ts', {
      ...common,
      CONFIG_URL: `${serviceUrl}/graphql`,
      ENV_FILE: gatewayFile,
      // Nothing may help a request that was refused.
      SUBGRAPH_RETRIES: '0',
      SUBGRAPH_SHARED_FETCHES: 'off',
      RATE_ADDRESS_PER_SECOND: '0',
    });
    const [, url] = (await gateway.says(/gateway: (http:\S+)\/graphql/)) as unknown as [string, string];
    const setService = rereading(service, serviceFile, ofService);
    const setGateway = rereading(gateway, gatewayFile, ofGateway);
    const statusOf = async (of: Pair, to: Pair) => (await askService(serviceUrl, 'config', of, to, QUERY)).status;
    const trusted = () =>
      Promise.all([oldGateway, newGateway].flatMap((of) => [oldService, newService].map((to) => statusOf(of, to))));

    const clients = traffic(url);
    await clients.more();
    expect(await trusted()).toEqual([200, 401, 401, 401]);

    // The gateway's key: the service knows both, the gateway takes the new one, the service forgets the old one.
    const bothGateways = `${newGateway.shown},${oldGateway.shown}`;
    await setService({ GATEWAY_PUBLIC_KEYS: bothGateways });
    await clients.more();
    expect(await trusted()).toEqual([200, 401, 200, 401]);
    await setGateway({ SERVICE_IDENTITY_KEY: `${newGateway.text},${oldGateway.text}` });
    await clients.more();
    await setService({ GATEWAY_PUBLIC_KEYS: newGateway.shown });
    await clients.more();
    expect(await trusted()).toEqual([401, 401, 200, 401]);

    // The service's key: the service has both, the gateway takes the new one, the service forgets the old one.
    const knowsGateway = { GATEWAY_PUBLIC_KEYS: newGateway.shown };
    await setService({ ...knowsGateway, SERVICE_IDENTITY_KEY: `${newService.text},${oldService.text}` });
    await clients.more();
    await setGateway({ SERVICE_IDENTITY_KEY: newGateway.text, CONFIG_PUBLIC_KEY: newService.shown });
    await clients.more();
    await setService({ ...knowsGateway, SERVICE_IDENTITY_KEY: newService.text });
    await clients.more();
    expect(await trusted()).toEqual([401, 401, 401, 200]);

    // A file with a key that is none changes nothing.
    await writeFile(serviceFile, linesOf({ ...knowsGateway, SERVICE_IDENTITY_KEY: 'lost' }));
    service.child.kill('SIGHUP');
    await service.says(/SERVICE_IDENTITY_KEY: must be.*the last good one stays/);
    await clients.more();

    await clients.stop();
    expect(clients.lost).toEqual([]);
    expect(clients.answered()).toBeGreaterThan(9 * 10 * AT_ONCE - 1);
    for (const { text } of [oldGateway, newGateway, oldService, newService]) {
      expect(service.output() + gateway.output()).not.toContain(text);
    }
  } finally {
    await database.drop();
  }
});
