/** Processes of production: what they say at their start, and who reads their metrics. */
import { networkInterfaces } from 'node:os';
import { expect, test } from '@jest/globals';
import { config } from '../../subgraphs/config/service.ts';
import { testDatabase } from '../support/databases.ts';
import { type RunningProcess, run, temporaryFolder } from '../support/process.ts';
import { newPair } from '../support/vouching.ts';

const METRICS_TOKEN = 'for-those-who-look-at-the-metrics-only';
const [gatewayPair, configPair] = [newPair(), newPair()];

const KEYS_OF_SERVICES = Object.fromEntries(
  ['SAMPLES', 'AI', 'AUDIT', 'BACKUP', 'CONFIG'].map((name) => [`${name}_PUBLIC_KEY`, configPair.shown]),
);

const startGateway = (env: Record<string, string>): RunningProcess =>
  run('gateway/server.ts', {
    NODE_ENV: 'production',
    AUTH_MODE: 'none',
    AUTH_MODE_NONE_IN_PRODUCTION: 'yes',
    SERVICE_IDENTITY_KEY: gatewayPair.text,
    ...KEYS_OF_SERVICES,
    ...env,
  });

const startService = (dbUrl: string, env: Record<string, string>): RunningProcess =>
  run('subgraphs/config/server.ts', {
    NODE_ENV: 'production',
    CONFIG_DB_URL: dbUrl,
    CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    SERVICE_IDENTITY_KEY: configPair.text,
    GATEWAY_PUBLIC_KEYS: gatewayPair.shown,
    ...KEYS_OF_SERVICES,
    ...env,
  });

async function metrics(origin: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(`${origin}/metrics`, { headers });
  const text = await response.text();
  expect(text.includes('process_cpu')).toBe(response.status === 200);
  return response.status;
}

/** An address of this machine by which others reach it; undefined where there is none. */
const outward = Object.values(networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address;

async function portOf(running: RunningProcess): Promise<string> {
  const [, port] = await running.says(/: http:\/\/\S+:(\d+)\/graphql/);
  return port as string;
}

test('metrics are for this machine alone, and with a token for whoever has it, in every process', async () => {
  await using folder = await temporaryFolder();
  const database = await testDatabase(config);
  const DATA_DIR = folder.path;
  try {
    for (const start of [startGateway, (env: Record<string, string>) => startService(database.dbUrl, env)]) {
      await using open = start({ DATA_DIR });
      const port = await portOf(open);
      expect(await metrics(`http://127.0.0.1:${port}`)).toBe(200);
      expect(await metrics(`http://127.0.0.1:${port}`, { 'x-forwarded-for': '127.0.0.1' })).toBe(401);
      expect(outward === undefined ? 401 : await metrics(`http://${outward}:${port}`)).toBe(401);
      await open.stop();

      await using guarded = start({ DATA_DIR, METRICS_TOKEN });
      const origin = `http://${outward ?? '127.0.0.1'}:${await portOf(guarded)}`;
      expect(await metrics(origin)).toBe(401);
      expect(await metrics(origin, { authorization: `Bearer ${METRICS_TOKEN}x` })).toBe(401);
      expect(await metrics(origin, { authorization: `Bearer ${METRICS_TOKEN}` })).toBe(200);
      await guarded.stop();
      expect(guarded.output()).not.toContain(METRICS_TOKEN);
    }
  } finally {
    await database.drop();
  }
});

test('what is weak is listed at the start, for people and for machines', async () => {
  await using gateway = startGateway({ INTROSPECTION: 'on', RATE_COST_PER_SECOND: '0' });
  await gateway.says(/Weak for production:\n( {2}[A-Z_]+: .+\n)+/);
  for (const variable of ['AUTH_MODE', 'INTROSPECTION', 'RATE_COST_PER_SECOND', 'PERSISTED_DOCUMENTS', 'TLS_CERT']) {
    expect(gateway.output()).toMatch(new RegExp(`^  ${variable}: `, 'm'));
  }
  await gateway.says(/"settings":\["INTROSPECTION: .*"msg":"settings are weak for production"/);
  expect(gateway.output()).not.toContain(gatewayPair.text);
});
