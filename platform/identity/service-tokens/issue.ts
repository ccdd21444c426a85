import { randomBytes } from 'node:crypto';
import type { Actor, RequestIdentity } from '../actor.ts';
import type { HmacKey } from './hmac.ts';
import type { Identity, PublicIdentity } from './keys.ts';
import { keyTowards, type PairKey } from './pair-key.ts';
import {
  actorClaim,
  type Caller,
  callerCode,
  encodedCaller,
  encodedRequest,
  ISSUER,
  type RequestClaims,
  requestCode,
  requestKey,
  SCHEME,
} from './token.ts';

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

/** Somebody asks from few places at a time, with few programs. */
const PLACES_OF_AN_ACTOR = 16;

export function createTokenIssuer(given: GatewayKeys): TokenIssuer {
  let keys = given;
  // Deriving a key takes a hundred times as long as using it.
  let pairs = new Map<string, Voucher | undefined>();
  const voucherFor = (name: string): Voucher | undefined => {
    if (!pairs.has(name)) {
      const subgraph = keys.subgraph(name);
      const { identity } = keys;
      pairs.set(name, identity && subgraph && voucher(keyTowards(identity, subgraph, name), name));
    }
    return pairs.get(name);
  };
  return {
    authorize: (subgraph, caller, body) => voucherFor(subgraph)?.(caller, body),
    use: (next) => {
      keys = next;
      pairs = new Map();
    },
  };
}

type Voucher = (caller: RequestIdentity, body: string) => string;

type Place = { address: string | null; userAgent: string | null; vouched: Vouched };

/** Vouches towards one subgraph. What is the same for all requests of a caller is worked out once. */
function voucher(pair: PairKey, subgraph: string): Voucher {
  const by = randomBytes(9).toString('base64url');
  const known = new WeakMap<Actor, Place[]>();
  let no = 0;
  return (caller, body) => {
    const { actor, address, userAgent, requestId } = caller;
    let places = known.get(actor);
    if (places === undefined) {
      places = [];
      known.set(actor, places);
    }
    let place = places.find((each) => each.address === address && each.userAgent === userAgent);
    if (place === undefined) {
      place = { address, userAgent, vouched: vouchedFor(pair, subgraph, by, caller) };
      places.unshift(place);
      places.length = Math.min(places.length, PLACES_OF_AN_ACTOR);
    }
    no += 1;
    return SCHEME + requested(place.vouched, { no, at: Math.floor(Date.now() / 1000), id: requestId }, body);
  };
}

/** A caller who is vouched for: what a token begins with, and the key for the rest. */
export type Vouched = { beginning: string; key: HmacKey };

/** @param by whose numbers those of the requests are */
export function vouchedFor(
  pair: PairKey,
  subgraph: string,
  by: string,
  { actor, address, userAgent }: Caller,
): Vouched {
  const caller = encodedCaller({ iss: ISSUER, aud: subgraph, by, act: actorClaim(actor), address, agent: userAgent });
  const text = `${pair.id}.${caller}`;
  return { beginning: `${text}.${callerCode(pair.key, text)}`, key: requestKey(pair.key, text) };
}

/** A token as it stands behind the scheme. */
export function requested({ beginning, key }: Vouched, claims: RequestClaims, body: string): string {
  const request = encodedRequest(claims);
  return `${beginning}.${request}.${requestCode(key, request, body)}`;
}
