import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Tls } from '../../../platform/config/tls.ts';
import { readSubgraphTrust } from '../../../platform/identity/service-tokens/config.ts';
import { keptIdentity } from '../../../platform/identity/service-tokens/kept-identities.ts';
import { readServicesConfig } from '../../../platform/service/config.ts';
import { provideSecrets } from '../../../platform/service/secrets.ts';
import { weakInServices } from '../../../platform/service/weak-settings.ts';
import { config } from '../../../subgraphs/config/service.ts';
import { temporaryFolder } from '../../support/process.ts';
import { newPair } from '../../support/vouching.ts';

const service = newPair();
const gateway = newPair();
const FOREIGN = 'postgresql://runtime:secret@db.example.org:5432/nanopore_config';
const STRONG = {
  NODE_ENV: 'production',
  CONFIG_DB_URL: `${FOREIGN}?sslmode=verify-full`,
  CONFIG_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  SERVICE_IDENTITY_KEY: service.text,
  GATEWAY_PUBLIC_KEYS: gateway.shown,
};
const OPEN: Tls = { cert: undefined, key: undefined, ca: undefined };
const TLS = { cert: 'a certificate', key: 'its key', ca: 'an authority' };

function weak(change: NodeJS.ProcessEnv, tls: Tls | undefined = TLS): string[] {
  const environment = { ...STRONG, ...change };
  const trust = readSubgraphTrust(environment, { mustBeSet: true });
  return weakInServices({ ...readServicesConfig([config], environment), tls, trust }, environment);
}

test.each([
  FOREIGN.concat('?sslmode=verify-full'),
  FOREIGN.concat('?sslmode=require'),
  FOREIGN.replace('db.example.org', '127.0.0.1'),
  FOREIGN.replace('db.example.org', '%2Frun%2Fpostgresql'),
])('of strong settings nothing is said: %s', (url) => {
  expect(weak({ CONFIG_DB_URL: url })).toEqual([]);
});

test.each<[string, NodeJS.ProcessEnv]>([
  ['CONFIG_DB_URL', { CONFIG_DB_URL: FOREIGN }],
  ['CONFIG_DB_URL', { CONFIG_DB_URL: `${FOREIGN}?sslmode=disable` }],
  ['CONFIG_DB_URL', { CONFIG_DB_URL: `${FOREIGN}?sslmode=no-verify` }],
  ['CONFIG_DB_URL', { CONFIG_DB_URL: `${FOREIGN}?sslmode=require&uselibpqcompat=true` }],
  ['CONFIG_DB_URL', { CONFIG_DB_URL: 'postgresql://a:secret@localhost/nanopore_config?host=db.example.org' }],
  ['CONFIG_DB_REPLICA_URLS', { CONFIG_DB_REPLICA_URLS: FOREIGN }],
  ['CONFIG_DB_OWNER_URL', { CONFIG_DB_OWNER_URL: STRONG.CONFIG_DB_URL }],
  ['SERVICE_IDENTITY_KEY', { GATEWAY_PUBLIC_KEYS: `${gateway.shown},${service.shown}` }],
  ['INTROSPECTION', { INTROSPECTION: 'on' }],
  ['METRICS_TOKEN', { HOST: 'localhost' }],
])('%s is named for %j', (variable, change) => {
  const lines = weak(change);
  expect(lines).toEqual([expect.stringMatching(new RegExp(`^${variable}: .{20,}`))]);
  expect(lines.join()).not.toContain('secret');
});

test('a service that others reach in the clear says so', () => {
  expect(weak({}, OPEN)).toEqual([expect.stringMatching(/^TLS_CERT: .*0\.0\.0\.0/)]);
  expect(weak({ HOST: '127.0.0.1', METRICS_TOKEN: 'm'.repeat(32) }, OPEN)).toEqual([]);
});

test('keys that development made are known again', async () => {
  await using folder = await temporaryFolder();
  const { CONFIG_ENCRYPTION_KEY: kept } = await provideSecrets(config, { dataDir: folder.path, services: new Map() });
  await keptIdentity(folder.path, 'config');
  const DATA_DIR = folder.path;
  expect(weak({ DATA_DIR })).toEqual([]);
  expect(weak({ DATA_DIR, CONFIG_ENCRYPTION_KEY: `${STRONG.CONFIG_ENCRYPTION_KEY},${kept}` })).toEqual([
    expect.stringMatching(/^CONFIG_ENCRYPTION_KEY: /),
  ]);
  const SERVICE_IDENTITY_KEY = await readFile(join(folder.path, 'identities/config.key'), 'utf8');
  expect(weak({ DATA_DIR, SERVICE_IDENTITY_KEY })).toEqual([expect.stringMatching(/^SERVICE_IDENTITY_KEY: /)]);
});

test('a file of secrets that every user may read is named', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'service.env');
  await writeFile(file, '');
  await chmod(file, 0o640);
  expect(weak({ ENV_FILE: file })).toEqual([]);
  await chmod(file, 0o644);
  expect(weak({ ENV_FILE: file, TLS_KEY: file })).toEqual([
    expect.stringMatching(/^ENV_FILE: /),
    expect.stringMatching(/^TLS_KEY: /),
  ]);
});
