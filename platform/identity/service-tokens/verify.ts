import type { KeyObject } from 'node:crypto';
import type { RequestIdentity } from '../actor.ts';
import type { Identity, PublicIdentity } from './keys.ts';
import type { Mark } from './once.ts';
import { keyFrom } from './pair-key.ts';
import { type Claims, decoded, ISSUER, identityOf, isMacOf, LIFETIME_S, SKEW_S } from './token.ts';

/** What a subgraph needs to know who vouches. Several of each while they are changed. */
export type SubgraphKeys = { identities: readonly Identity[]; gateways: readonly PublicIdentity[] };

/** Why a token is refused; for the log and the metrics, never for whoever sent it. */
export type Distrust = 'malformed' | 'other_audience' | 'other_key' | 'expired' | 'from_the_future';

/** Whom a gateway vouches for, with which body; `madeAt` in seconds. */
export type Vouched = { identity: RequestIdentity; bodyHash: string; mark: Mark; madeAt: number };

export type TokenVerifier = {
  /** `now` in seconds. Whether the body is the one vouched for is to be looked at when it has come. */
  verify(token: string, now: number): Vouched | Distrust;
  /** Other keys from now on. */
  use(keys: SubgraphKeys): void;
};

/** Base64url in three parts. A key's id has a form of its own. */
const TOKEN = /^([0-9a-f]{8}-[0-9a-f]{8})\.([\w-]+)\.([\w-]+)$/;

export function createTokenVerifier(subgraph: string, keys: SubgraphKeys): TokenVerifier {
  let pairs = pairsOf(subgraph, keys);
  return {
    verify: (token, now) => {
      const [, keyId = '', text = '', mac = ''] = TOKEN.exec(token) ?? [];
      if (keyId === '') {
        return 'malformed';
      }
      const key = pairs.get(keyId);
      if (key === undefined || !isMacOf(mac, `${keyId}.${text}`, key)) {
        // Nothing in it can be believed; only the log gets to know whom it names.
        const audience = decoded(text)?.aud;
        return audience === undefined || audience === subgraph ? 'other_key' : 'other_audience';
      }
      return judge(decoded(text) ?? {}, subgraph, now);
    },
    use: (next) => {
      pairs = pairsOf(subgraph, next);
    },
  };
}

/** Every gateway with every key of the subgraph. All are known before a token comes: no sender can make us derive one. */
const pairsOf = (subgraph: string, { identities, gateways }: SubgraphKeys): ReadonlyMap<string, KeyObject> =>
  new Map(
    identities.flatMap((identity) =>
      gateways.map((gateway) => {
        const { id, key } = keyFrom(gateway, identity, subgraph);
        return [id, key] as const;
      }),
    ),
  );

function judge(claims: Partial<Claims>, subgraph: string, now: number): Vouched | Distrust {
  const { iss, aud, iat, exp, body, by, no } = claims;
  if (iss !== ISSUER || typeof iat !== 'number' || typeof exp !== 'number' || typeof body !== 'string') {
    return 'malformed';
  }
  if (aud !== subgraph) {
    return 'other_audience';
  }
  if (iat > now + SKEW_S) {
    return 'from_the_future';
  }
  if (Math.min(exp, iat + LIFETIME_S) < now - SKEW_S) {
    return 'expired';
  }
  const identity = identityOf(claims);
  return identity === undefined || typeof by !== 'string' || !isCount(no)
    ? 'malformed'
    : { identity, bodyHash: body, mark: { by, no }, madeAt: iat };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;
