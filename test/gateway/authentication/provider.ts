import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** A key pair of an issuer, and what it publishes of it. */
export type SigningKey = { alg: string; kid: string; privateKey: CryptoKey; publicJwk: JWK };

export async function newKey(alg = 'ES256', kid?: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const id = kid ?? (await calculateJwkThumbprint(jwk));
  return { alg, kid: id, privateKey, publicJwk: { ...jwk, alg, use: 'sig', kid: id } };
}

export type Provider = AsyncDisposable & {
  url: string;
  issuer: string;
  /** How often somebody has asked for the keys. */
  asked(): number;
  /** The keys from now on. */
  publish(...keys: SigningKey[]): void;
  /** From now on whatever is asked for is answered with this status; undefined mends it. */
  fail(status: number | undefined): void;
};

export const AUDIENCE = 'https://lab.example.org/graph';

/** An identity provider on a port of its own; only its keys are asked of it. */
export async function provider(...first: SigningKey[]): Promise<Provider> {
  let keys = first;
  let status: number | undefined;
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.writeHead(status ?? 200, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify({ keys: keys.map(({ publicJwk }) => publicJwk) }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/keys`,
    issuer: `${origin}/`,
    asked: () => asked,
    publish: (...next) => {
      keys = next;
    },
    fail: (next) => {
      status = next;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

export const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** A token that is good unless the claims or the header say otherwise; a claim that is undefined is left out. */
export function tokenOf(
  { issuer }: Pick<Provider, 'issuer'>,
  { alg, kid, privateKey }: SigningKey,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const all = { iss: issuer, aud: AUDIENCE, sub: 'ada', exp: inSeconds(60), ...claims };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new SignJWT(given).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(privateKey);
}
