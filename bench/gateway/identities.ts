import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { newPrivateKey, publicText, readIdentity } from '../../platform/identity/service-tokens/keys.ts';
import type { Opened } from '../../platform/process/run.ts';
import { SUBGRAPHS } from './scenarios.ts';

/** So many people ask in turn. */
const PEOPLE = 100;
const AUDIENCE = 'https://bench.example.org/graph';

/** What a gateway needs that asks who calls and vouches for them, and what its clients and subgraphs need. */
export type Identities = {
  /** Of the gateway. */
  env: Record<string, string>;
  /** The header of each client's request, by its number. */
  headersOf(i: number): Record<string, string>;
  /** For the subgraphs: their private key, and the gateway's public one. */
  subgraphKeys: readonly [own: string, gateway: string];
};

/** An identity provider on this machine, and the keys of gateway and subgraphs. */
export async function identities(opened: Opened): Promise<Identities> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' }];
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify({ keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.add('identity provider', async () => void server.close());
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const tokens = await Promise.all(
    Array.from({ length: PEOPLE }, (_, i) =>
      new SignJWT({ name: `Person ${i}`, email: `p${i}@example.org`, email_verified: true, roles: ['technician'] })
        .setProtectedHeader({ alg: 'ES256', kid: 'bench', typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setSubject(`person-${i}`)
        .setExpirationTime('8h')
        .sign(privateKey),
    ),
  );
  const [ofGateway, ofSubgraphs] = [newPrivateKey(), newPrivateKey()];
  return {
    env: {
      AUTH_JWKS_URL: `${issuer}keys`,
      AUTH_ISSUER: issuer,
      AUTH_AUDIENCE: AUDIENCE,
      SERVICE_IDENTITY_KEY: ofGateway,
      ...Object.fromEntries(
        Object.keys(SUBGRAPHS).map((name) => [`${name.toUpperCase()}_PUBLIC_KEY`, publicOf(ofSubgraphs)]),
      ),
    },
    headersOf: (i) => ({ authorization: `Bearer ${tokens[i % PEOPLE]}` }),
    subgraphKeys: [ofSubgraphs, publicOf(ofGateway)],
  };
}

function publicOf(privateKey: string): string {
  const identity = readIdentity(privateKey);
  if (identity === undefined) {
    throw new Error('A private key that was just made is none.');
  }
  return publicText(identity.publicKey);
}

const SCOPED: readonly [string, string][] = [
  ['"@external"]', '"@external", "@authenticated", "@requiresScopes"]'],
  ['type Sample @key(fields: "id")', 'type Sample @key(fields: "id") @requiresScopes(scopes: [["sample:read"]])'],
  ['type Reading {', 'type Reading @requiresScopes(scopes: [["extraction:read"], ["job:work"]]) {'],
  ['place: Place! age', 'place: Place! @authenticated age'],
  ['[Found!]!', '[Found!]! @requiresScopes(scopes: [["sample:read"], ["sample:read:own"]])'],
];

/** The SDL of a subgraph with scopes on its root fields, types and fields. */
export const scoped = (sdl: string): string => SCOPED.reduce((text, [from, to]) => text.replace(from, to), sdl);
