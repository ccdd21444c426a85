import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { decodeProtectedHeader } from 'jose';
import { developmentKeys, issueDevelopmentToken } from '../../../gateway/authentication/development-issuer.ts';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { scopesOf } from '../../../schema/roles.ts';
import { temporaryFolder } from '../../support/process.ts';
import { guardedServer, settingsFor } from './guarded-server.ts';
import { newKey, provider } from './provider.ts';

const TECHNICIAN = { roles: ['technician'], name: 'Ada Lane', email: undefined } as const;
const inFolder = (path: string) => guardedServer(readGatewayConfig({ DATA_DIR: path }).authentication);
const keyFile = (path: string): string => join(path, 'development-issuer-key');

test('the first token makes the key, which only its owner reads, and a gateway that runs already believes it', async () => {
  await using folder = await temporaryFolder();
  const dataDir = join(folder.path, 'new');
  await using server = await inFolder(dataDir);
  expect((await server.ask()).status).toBe(200);
  const token = await issueDevelopmentToken(dataDir, { ...TECHNICIAN, email: 'Ada@example.org' });
  expect(await server.actorOf(token)).toMatchObject({
    name: 'Ada Lane',
    email: 'Ada@example.org',
    kind: 'person',
    scopes: scopesOf(['technician']),
  });
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  expect((await stat(keyFile(dataDir))).mode & 0o777).toBe(0o600);
});

test('whoever is named by the same address is the same person', async () => {
  await using folder = await temporaryFolder();
  await using server = await inFolder(folder.path);
  const idOf = async (name: string, email: string | undefined) =>
    (await server.actorOf(await issueDevelopmentToken(folder.path, { ...TECHNICIAN, name, email }))).userId;
  const ada = await idOf('Ada Lane', 'ada@example.org');
  expect(await idOf('A. Lane', 'ADA@example.org')).toBe(ada);
  expect(await idOf('Ada Lane', undefined)).not.toBe(ada);
  expect(await idOf('Ada Lane', undefined)).toBe(await idOf('Ada Lane', undefined));
});

test('several who make the first token at once have one key between them', async () => {
  await using folder = await temporaryFolder();
  const tokens = await Promise.all(Array.from({ length: 8 }, () => issueDevelopmentToken(folder.path, TECHNICIAN)));
  expect(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size).toBe(1);
});

test('a copy that was opened to others is closed again, and what is published has no secret', async () => {
  await using folder = await temporaryFolder();
  await issueDevelopmentToken(folder.path, TECHNICIAN);
  await chmod(keyFile(folder.path), 0o644);
  const published = JSON.stringify(await developmentKeys(folder.path)());
  expect((await stat(keyFile(folder.path))).mode & 0o777).toBe(0o600);
  const { d, x } = JSON.parse(await readFile(keyFile(folder.path), 'utf8')) as { d: string; x: string };
  expect(published).toContain(x);
  expect(published).not.toContain(d);
});

test('the token of another folder is nothing here, and with a provider that of no folder is', async () => {
  await using folder = await temporaryFolder();
  await using other = await temporaryFolder();
  await using server = await inFolder(folder.path);
  await issueDevelopmentToken(folder.path, TECHNICIAN);
  const token = await issueDevelopmentToken(other.path, TECHNICIAN);
  expect((await server.ask(`Bearer ${token}`)).status).toBe(401);
  await using issuer = await provider(await newKey());
  await using guarded = await guardedServer(settingsFor(issuer, { DATA_DIR: other.path }));
  expect((await guarded.ask(`Bearer ${token}`)).status).toBe(401);
});

test('a key file that is damaged is named', async () => {
  await using folder = await temporaryFolder();
  await writeFile(keyFile(folder.path), '{"kty":"OKP"');
  await expect(issueDevelopmentToken(folder.path, TECHNICIAN)).rejects.toThrow(/development-issuer-key is damaged/);
  await using elsewhere = await temporaryFolder();
  const token = await issueDevelopmentToken(elsewhere.path, TECHNICIAN);
  await using server = await inFolder(folder.path);
  expect((await server.ask(`Bearer ${token}`)).status).toBe(503);
});

test('without identities everybody may do everything, token or not', async () => {
  await using server = await guardedServer({ mode: 'none' });
  expect((await server.actorOf('whatever')).scopes.has('config:reveal')).toBe(true);
  expect(JSON.parse((await server.ask()).body)).toEqual({ data: { whoAmI: 'everybody' } });
  expect(server.lines).toContainEqual(expect.objectContaining({ msg: expect.stringContaining('AUTH_MODE is none') }));
});
