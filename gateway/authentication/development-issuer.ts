import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';
import { StartupError } from '../../platform/errors/startup-error.ts';
import { createPrivateFile } from '../../platform/postgres/durable-file.ts';
import type { Role } from '../../schema/roles.ts';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER } from './settings.ts';

/**
 * The issuer of development: a key pair in the data folder, for a lab without an identity provider. Whoever may read
 * the file may be anybody, so production trusts a provider instead.
 */
const keyFileOf = (dataDir: string): string => join(dataDir, 'development-issuer-key');

export type DevelopmentClaims = { roles: readonly Role[]; name: string; email: string | undefined };

export const TOKEN_HOURS = 12;

/** Signs a token for somebody, who is the same person again for the same address or, without one, for the same name. */
export async function issueDevelopmentToken(
  dataDir: string,
  { roles, name, email }: DevelopmentClaims,
): Promise<string> {
  const key = (await readKey(dataDir)) ?? (await makeKey(dataDir));
  return new SignJWT({ roles, name, ...(email === undefined ? {} : { email, email_verified: true }) })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: await calculateJwkThumbprint(key) })
    .setIssuer(DEVELOPMENT_ISSUER)
    .setAudience(DEVELOPMENT_AUDIENCE)
    .setSubject(email?.toLowerCase() ?? name)
    .setIssuedAt()
    .setExpirationTime(`${TOKEN_HOURS}h`)
    .sign(await importJWK(key, 'EdDSA'));
}

/** The public half; no keys at all before the first token. */
export const developmentKeys = (dataDir: string) => async (): Promise<JSONWebKeySet> => {
  const key = await readKey(dataDir);
  if (key === undefined) {
    return { keys: [] };
  }
  const { kty, crv, x } = key;
  return { keys: [{ kty, crv, x, alg: 'EdDSA', use: 'sig', kid: await calculateJwkThumbprint(key) } as JWK] };
};

async function readKey(dataDir: string): Promise<JWK | undefined> {
  const path = keyFileOf(dataDir);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
    await chmod(path, 0o600); // a copy or a restored backup may have opened it
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const key = JSON.parse(text) as JWK;
    await importJWK(key, 'EdDSA');
    return key;
  } catch (error) {
    throw new StartupError(`${path} is damaged: remove it, and new tokens are made with a new key.`, { cause: error });
  }
}

async function makeKey(dataDir: string): Promise<JWK> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const text = `${JSON.stringify(privateKey.export({ format: 'jwk' }))}\n`;
  await createPrivateFile(keyFileOf(dataDir), text).catch((error: NodeJS.ErrnoException) => {
    // Another process was first: its key is ours.
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readKey(dataDir)) as JWK;
}
