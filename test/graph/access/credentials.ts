import { createHmac } from 'node:crypto';
import { type CryptoKey, exportSPKI, importJWK } from 'jose';
import type { Role } from '../../../schema/roles.ts';
import { inSeconds, type Provider, type SigningKey, tokenOf } from '../../gateway/authentication/provider.ts';

/** What a client may bring along instead of a good token. */
export type BadCredential =
  | 'an expired token'
  | 'a token of another issuer'
  | 'a token for another audience'
  | 'an unsigned token'
  | 'a token signed with the public key as a secret'
  | 'a token that somebody else signed under the same key id';

export type Credentials = { good: string; bad: Readonly<Record<BadCredential, string>> };

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const claimsOf = (role: Role) => ({
  sub: role,
  name: role,
  roles: [role],
  email: `${role}@example.org`,
  email_verified: true,
  exp: inSeconds(3_600),
});

/** The tokens of somebody with a role: one is good, the others are so but for one thing. */
export async function credentialsOf(
  role: Role,
  issuer: Provider,
  { rsa, forged }: { rsa: SigningKey; forged: SigningKey },
): Promise<Credentials> {
  const claims = claimsOf(role);
  const good = await tokenOf(issuer, rsa, claims);
  const [, payload] = good.split('.');
  const publicKey = (await importJWK(rsa.publicJwk, rsa.alg, { extractable: true })) as CryptoKey;
  const confused = `${part({ alg: 'HS256', kid: rsa.kid, typ: 'JWT' })}.${payload}`;
  const mac = createHmac('sha256', await exportSPKI(publicKey))
    .update(confused)
    .digest('base64url');
  return {
    good,
    bad: {
      'an expired token': await tokenOf(issuer, rsa, { ...claims, exp: inSeconds(-1) }),
      'a token of another issuer': await tokenOf(issuer, rsa, { ...claims, iss: 'https://elsewhere.example.org/' }),
      'a token for another audience': await tokenOf(issuer, rsa, { ...claims, aud: 'https://other.example.org/' }),
      'an unsigned token': `${part({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      'a token signed with the public key as a secret': `${confused}.${mac}`,
      'a token that somebody else signed under the same key id': await tokenOf(issuer, forged, claims),
    },
  };
}
