import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readServicesConfig } from '../../platform/service/config.ts';
import { provideSecrets } from '../../platform/service/secrets.ts';
import { config } from '../../subgraphs/config/service.ts';
import { samples } from '../../subgraphs/samples/service.ts';
import { temporaryFolder } from '../support/process.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const read = (environment: NodeJS.ProcessEnv, purpose?: 'serve' | 'migrate') =>
  readServicesConfig([samples, config], environment, purpose);

test('in production the secret comes from the environment, or the start is refused with everything else that is wrong', () => {
  expect(() => read({ NODE_ENV: 'production', CONFIG_PORT: 'many' })).toThrow(
    /CONFIG_PORT: .*\n.*CONFIG_ENCRYPTION_KEY: must be set in production: .*openssl/,
  );
  expect(() => read({ NODE_ENV: 'production', CONFIG_ENCRYPTION_KEY: KEY })).not.toThrow();
});

test('migrations need no secrets, in production either', () => {
  expect(() => read({ NODE_ENV: 'production' }, 'migrate')).not.toThrow();
});

test('a malformed secret is refused everywhere, and not repeated', () => {
  const malformed = 'dG9vIHNob3J0IHRvIGJlIGEga2V5';
  expect(() => read({ CONFIG_ENCRYPTION_KEY: malformed })).toThrow(/CONFIG_ENCRYPTION_KEY: must be 32 bytes/);
  expect(() => read({ CONFIG_ENCRYPTION_KEY: malformed })).not.toThrow(malformed);
});

test('in development the first start makes one that only its owner can read, and the next ones find it', async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, 'not', 'there', 'yet');
  const settings = read({ DATA_DIR: dataDir });
  // As processes of one start do: all at once.
  const found = await Promise.all(Array.from({ length: 8 }, () => provideSecrets(config, settings)));
  expect(new Set(found.map((secrets) => secrets.CONFIG_ENCRYPTION_KEY)).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(['config-encryption-key']);
  const path = join(dataDir, 'config-encryption-key');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await readFile(path, 'utf8')).trim()).toBe(found[0]?.CONFIG_ENCRYPTION_KEY);
});

test('the environment goes before the file, which is then not made', async () => {
  await using folder = await temporaryFolder();
  const settings = read({ DATA_DIR: folder.path, CONFIG_ENCRYPTION_KEY: KEY });
  expect(await provideSecrets(config, settings)).toEqual({ CONFIG_ENCRYPTION_KEY: KEY });
  expect(await readdir(folder.path)).toEqual([]);
});

test('a damaged file stops the start instead of being replaced', async () => {
  await using folder = await temporaryFolder();
  await mkdir(folder.path, { recursive: true });
  const path = join(folder.path, 'config-encryption-key');
  await writeFile(path, 'half a k');
  await expect(provideSecrets(config, read({ DATA_DIR: folder.path }))).rejects.toThrow(`${path} is damaged`);
  expect(await readFile(path, 'utf8')).toBe('half a k');
});

test('who has no secrets gets none', async () => {
  expect(await provideSecrets(samples, read({}))).toEqual({});
});
