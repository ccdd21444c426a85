import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { provideGatewayKeys, readGatewayTrust } from '../../../gateway/trust.ts';
import { provideSubgraphKeys, readSubgraphTrust } from '../../../platform/identity/service-tokens/config.ts';
import { keptIdentity } from '../../../platform/identity/service-tokens/kept-identities.ts';
import {
  type Identity,
  newPrivateKey,
  publicText,
  readIdentity,
} from '../../../platform/identity/service-tokens/keys.ts';
import { temporaryFolder } from '../../support/process.ts';

const newPair = () => {
  const text = newPrivateKey();
  const identity = readIdentity(text) as Identity;
  return { text, identity, shown: publicText(identity.publicKey) };
};

test('processes that start together make one identity, which only its owner can read', async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, 'not', 'there', 'yet');
  const found = await Promise.all(Array.from({ length: 8 }, () => keptIdentity(dataDir, 'samples')));
  expect(new Set(found.map(({ id }) => id)).size).toBe(1);
  const identities = join(dataDir, 'identities');
  expect((await readdir(identities)).sort()).toEqual(['samples.key', 'samples.pub']);
  expect((await stat(identities)).mode & 0o777).toBe(0o700);
  expect((await stat(join(identities, 'samples.key'))).mode & 0o777).toBe(0o600);
  expect((await readFile(join(identities, 'samples.pub'), 'utf8')).trim()).toBe(
    publicText((found[0] as Identity).publicKey),
  );
  await chmod(join(identities, 'samples.key'), 0o644);
  expect((await keptIdentity(dataDir, 'samples')).id).toBe(found[0]?.id);
  expect((await stat(join(identities, 'samples.key'))).mode & 0o777).toBe(0o600);
});

test('a damaged identity stops the start, and is left as it is', async () => {
  await using folder = await temporaryFolder();
  await keptIdentity(folder.path, 'samples');
  const path = join(folder.path, 'identities', 'samples.key');
  await writeFile(path, 'half a k');
  await expect(keptIdentity(folder.path, 'samples')).rejects.toThrow(`${path} is damaged`);
  expect(await readFile(path, 'utf8')).toBe('half a k');
});

test.each([
  ['the services first', ['services', 'gateway']],
  ['the gateway first', ['gateway', 'services']],
])('in development gateway and services know each other from the data folder, %s', async (_what, order) => {
  await using folder = await temporaryFolder();
  const at = { dataDir: folder.path, production: false };
  const services = () => provideSubgraphKeys('samples', readSubgraphTrust({}, { mustBeSet: false }), at);
  const gateway = () => provideGatewayKeys(readGatewayTrust({}, { mustBeSet: false }), at);
  const early = order[0] === 'gateway' ? await gateway() : undefined;
  const { identities, gateways } = await services();
  const { identity, subgraph } = early ?? (await gateway());
  expect(gateways.map(({ id }) => id)).toEqual([identity?.id]);
  expect(identities.map(({ id }) => id)).toEqual([subgraph('samples')?.id]);
});

test('a gateway over subgraphs of others makes no files, and knows nobody', async () => {
  await using folder = await temporaryFolder();
  const trust = readGatewayTrust({ SUPERGRAPH_PATH: 'reviews.graphql' }, { mustBeSet: false });
  const keys = await provideGatewayKeys(trust, { dataDir: folder.path, production: false });
  expect([keys.identity, keys.subgraph('reviews'), keys.subgraph('samples')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(await readdir(folder.path)).toEqual([]);
});

test('production has its keys from the environment, and every one that is missing is listed', async () => {
  const production = { mustBeSet: true };
  expect(() => readSubgraphTrust({}, production)).toThrow(
    /SERVICE_IDENTITY_KEY: must be set in production.*\n.*GATEWAY_PUBLIC_KEYS: must be set in production/,
  );
  for (const name of ['SERVICE_IDENTITY_KEY', 'SAMPLES_PUBLIC_KEY', 'AI_PUBLIC_KEY', 'CONFIG_PUBLIC_KEY']) {
    expect(() => readGatewayTrust({}, production)).toThrow(new RegExp(`^ {2}${name}: must be set in production`, 'm'));
  }
  // Others' subgraphs may know nothing of keys; those that do want an identity.
  const others = { SUPERGRAPH_PATH: 'reviews.graphql' };
  expect(() => readGatewayTrust(others, production)).not.toThrow();
  const { shown, text, identity } = newPair();
  expect(() => readGatewayTrust({ ...others, REVIEWS_PUBLIC_KEY: shown }, production)).toThrow(/SERVICE_IDENTITY_KEY/);
  const trust = readGatewayTrust(
    { ...others, LAB_REVIEWS_2_PUBLIC_KEY: shown, SERVICE_IDENTITY_KEY: text },
    production,
  );
  const keys = await provideGatewayKeys(trust, { dataDir: '/nowhere', production: true });
  expect([keys.identity?.id, keys.subgraph('lab-reviews.2')?.id]).toEqual([identity.id, identity.id]);
});

test('a key in the wrong variable is refused, and not repeated', () => {
  const { text, shown } = newPair();
  const given = { SERVICE_IDENTITY_KEY: shown, GATEWAY_PUBLIC_KEYS: text, SUBGRAPH_SDL_KEY: 'short' };
  let said = '';
  try {
    readSubgraphTrust(given, { mustBeSet: false });
  } catch (error) {
    said = (error as Error).message;
  }
  expect(said).toMatch(
    /SERVICE_IDENTITY_KEY: .*\n.*GATEWAY_PUBLIC_KEYS: .*\n.*SUBGRAPH_SDL_KEY: must have at least 32/,
  );
  for (const value of Object.values(given)) {
    expect(said).not.toContain(`${value}`.slice(0, 10));
  }
  expect(() => readGatewayTrust({ SAMPLES_PUBLIC_KEY: text }, { mustBeSet: false })).toThrow(
    /SAMPLES_PUBLIC_KEY: must be public/,
  );
});
