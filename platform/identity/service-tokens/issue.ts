import type { RequestIdentity } from '../actor.ts';
import type { Identity, PublicIdentity } from './keys.ts';
import { type Mark, marking } from './once.ts';
import { keyTowards, type PairKey } from './pair-key.ts';
import { actorClaim, encoded, hashOf, ISSUER, LIFETIME_S, macOf, SCHEME } from './token.ts';

/** What a gateway needs to vouch for those who ask it. */
export type GatewayKeys = {
  /** Undefined: it has no identity, and its requests carry no tokens. */
  identity: Identity | undefined;
  /** Undefined: a subgraph that knows nothing of tokens, and gets none. */
  subgraph(name: string): PublicIdentity | undefined;
};

export type TokenIssuer = {
  /** The `authorization` header of one request to a subgraph, for the exact bytes of its body; undefined: it gets none. */
  authorize(subgraph: string, caller: RequestIdentity, body: string): string | undefined;
  /** Other keys from now on. */
  use(keys: GatewayKeys): void;
};

type MarkingPair = PairKey & { mark(): Mark };

export function createTokenIssuer(given: GatewayKeys): TokenIssuer {
  let keys = given;
  // Deriving a key takes a hundred times as long as using it.
  let pairs = new Map<string, MarkingPair | undefined>();
  const pairWith = (name: string): MarkingPair | undefined => {
    if (!pairs.has(name)) {
      const subgraph = keys.subgraph(name);
      const { identity } = keys;
      const pair = identity && subgraph && keyTowards(identity, subgraph, name);
      pairs.set(name, pair && { ...pair, mark: marking() });
    }
    return pairs.get(name);
  };
  return {
    authorize: (subgraph, caller, body) => {
      const pair = pairWith(subgraph);
      return (
        pair && SCHEME + token(pair, subgraph, caller, body, { ...pair.mark(), now: Math.floor(Date.now() / 1000) })
      );
    },
    use: (next) => {
      keys = next;
      pairs = new Map();
    },
  };
}

/** A token as it stands behind the scheme; `now` in seconds. */
export function token(
  pair: PairKey,
  subgraph: string,
  caller: RequestIdentity,
  body: string,
  { by, no, now }: Mark & { now: number },
): string {
  const claims = encoded({
    iss: ISSUER,
    aud: subgraph,
    iat: now,
    exp: now + LIFETIME_S,
    by,
    no,
    body: hashOf(body),
    act: actorClaim(caller.actor),
    req: caller.requestId,
    address: caller.address,
    agent: caller.userAgent,
  });
  const signed = `${pair.id}.${claims}`;
  return `${signed}.${macOf(signed, pair.key).toString('base64url')}`;
}
