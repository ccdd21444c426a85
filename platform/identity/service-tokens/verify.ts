import type { KeyObject } from 'node:crypto';
import type { RequestIdentity } from '../actor.ts';
import { type HmacKey, isSameCode } from './hmac.ts';
import type { Identity, PublicIdentity } from './keys.ts';
import type { Mark } from './once.ts';
import { keyFrom } from './pair-key.ts';
import {
  type Caller,
  callerCode,
  callerOf,
  decodedCaller,
  decodedRequest,
  ISSUER,
  LIFETIME_S,
  requestCode,
  requestKey,
  SKEW_S,
} from './token.ts';

/** What a subgraph needs to know who vouches. Several of each while they are changed. */
export type SubgraphKeys = { identities: readonly Identity[]; gateways: readonly PublicIdentity[] };

/** Why a token is refused; for the log and the metrics, never for whoever sent it. */
export type Distrust = 'malformed' | 'other_audience' | 'other_key' | 'expired' | 'from_the_future';

/** Whom a gateway vouches for. The request is to be believed when its body has come. */
export type Vouched = {
  identity: RequestIdentity;
  isFor(body: Uint8Array): boolean;
  mark: Mark;
  /** In seconds. */
  madeAt: number;
};

export type TokenVerifier = {
  /** `now` in seconds. */
  verify(token: string, now: number): Vouched | Distrust;
  /** Other keys from now on. */
  use(keys: SubgraphKeys): void;
};

/** Base64url in four parts. A key's id has a form of its own. */
const TOKEN = /^(([0-9a-f]{8}-[0-9a-f]{8})\.([\w-]+))\.([\w-]+)\.([\w-]+)\.([\w-]+)$/;
/** Whoever can have something remembered here has the key of a gateway. */
const MOST_CALLERS = 10_000;

type Known = { caller: Caller; by: string; key: HmacKey };

export function createTokenVerifier(subgraph: string, keys: SubgraphKeys): TokenVerifier {
  let pairs = pairsOf(subgraph, keys);
  // By the beginning of their tokens.
  let callers = new Map<string, Known>();
  const knownBy = (text: string, keyId: string, encoded: string, code: string): Known | Distrust => {
    const beginning = `${text}.${code}`;
    const known = callers.get(beginning);
    if (known !== undefined) {
      return known;
    }
    const key = pairs.get(keyId);
    const claims = decodedCaller(encoded);
    if (key === undefined || !isSameCode(code, callerCode(key, text))) {
      // Nothing in it can be believed; only the log gets to know whom it names.
      return claims?.aud === undefined || claims.aud === subgraph ? 'other_key' : 'other_audience';
    }
    const { iss, aud, by } = claims ?? {};
    if (iss === ISSUER && aud !== subgraph) {
      return 'other_audience';
    }
    const caller = callerOf(claims ?? {});
    if (iss !== ISSUER || typeof by !== 'string' || caller === undefined) {
      return 'malformed';
    }
    if (callers.size >= MOST_CALLERS) {
      callers.delete(callers.keys().next().value as string);
    }
    const found = { caller, by, key: requestKey(key, text) };
    callers.set(beginning, found);
    return found;
  };
  return {
    verify: (token, now) => {
      const [, text = '', keyId = '', encoded = '', code = '', request = '', last = ''] = TOKEN.exec(token) ?? [];
      if (keyId === '') {
        return 'malformed';
      }
      const known = knownBy(text, keyId, encoded, code);
      return typeof known === 'string' ? known : judge(known, request, last, now);
    },
    use: (next) => {
      pairs = pairsOf(subgraph, next);
      callers = new Map();
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

function judge({ caller, by, key }: Known, request: string, code: string, now: number): Vouched | Distrust {
  const claims = decodedRequest(request);
  if (claims === undefined) {
    return 'malformed';
  }
  const { no, at, id } = claims;
  if (at > now + SKEW_S) {
    return 'from_the_future';
  }
  if (at + LIFETIME_S < now - SKEW_S) {
    return 'expired';
  }
  return {
    identity: { ...caller, requestId: id },
    isFor: (body) => isSameCode(code, requestCode(key, request, body)),
    mark: { by, no },
    madeAt: at,
  };
}
