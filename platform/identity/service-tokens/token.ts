import { createHmac, type KeyObject } from 'node:crypto';
import { type Actor, EVERY_SCOPE, type RequestIdentity } from '../actor.ts';
import { type HmacKey, hmac, hmacKey } from './hmac.ts';

/**
 * What a gateway says with each request to a subgraph: `<id of the pair's key>.<caller>.<code>.<request>.<code>`. The
 * first code vouches for the caller, under the key of the pair. It is the same for all requests of a caller, and shows
 * to whoever reads the headers that a gateway has made them. The second one vouches for the request and the bytes of its
 * body, under a key that only the two can derive for that caller. It is no JWT, so that neither can ever be taken for the
 * other.
 */
export type CallerClaims = {
  iss: typeof ISSUER;
  /** The one subgraph it is for. */
  aud: string;
  /** Who made it, at random; its requests are numbered. */
  by: string;
  /** Who acts. */
  act: Omit<Actor, 'scopes'> & { scopes: string[] | typeof EVERY };
  /** Where the request came from. */
  address: string | null;
  agent: string | null;
};

/** The how manieth request of its gateway it is, when it was made, in seconds since 1970, and its id. */
export type RequestClaims = { no: number; at: number; id: string };

export const ISSUER = 'gateway';
export const LIFETIME_S = 60;
/** Clocks of two machines are this far apart at most. */
export const SKEW_S = 5;
/** The scheme of the `authorization` header. */
export const SCHEME = 'Service ';

/** Never among the names of scopes, which have a colon. */
const EVERY = '*';

const codeOf = (key: KeyObject, purpose: 'caller' | 'request', text: string): Buffer =>
  createHmac('sha256', key).update(`${purpose}\0${text}`).digest();

/** Vouches for a caller. `text` is the key's id and the caller. */
export const callerCode = (key: KeyObject, text: string): string => codeOf(key, 'caller', text).toString('base64url');

/** For the requests of that caller. */
export const requestKey = (key: KeyObject, text: string): HmacKey => hmacKey(codeOf(key, 'request', text));

/** Vouches for a request, and for its body. */
export const requestCode = (key: HmacKey, request: string, body: string | Uint8Array): string =>
  hmac(key, `${request}.`, body);

const inBase64 = (text: string): string => Buffer.from(text).toString('base64url');
const fromBase64 = (text: string): string => Buffer.from(text, 'base64url').toString('utf8');

export const encodedCaller = (claims: CallerClaims): string => inBase64(JSON.stringify(claims));
export const encodedRequest = ({ no, at, id }: RequestClaims): string => inBase64(`${no} ${at} ${id}`);

/** Undefined where they are none. To be believed only under a code that was right. */
export function decodedCaller(caller: string): Partial<CallerClaims> | undefined {
  try {
    const value: unknown = JSON.parse(fromBase64(caller));
    return typeof value === 'object' && value !== null ? (value as Partial<CallerClaims>) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where they are none. To be believed only under a code that was right. */
export function decodedRequest(request: string): RequestClaims | undefined {
  const [, no, at, id = ''] = /^([1-9]\d{0,15}) (\d{1,12}) ([\s\S]*)$/.exec(fromBase64(request)) ?? [];
  return no === undefined || !Number.isSafeInteger(Number(no)) ? undefined : { no: Number(no), at: Number(at), id };
}

export const actorClaim = (actor: Actor): CallerClaims['act'] => ({
  ...actor,
  scopes: actor.scopes === EVERY_SCOPE ? EVERY : [...actor.scopes],
});

/** Who asks, but for the request's id. */
export type Caller = Omit<RequestIdentity, 'requestId'>;

/** As the claims have it; undefined where they are not whole. */
export function callerOf({ act, address, agent }: Partial<CallerClaims>): Caller | undefined {
  if (!isActor(act) || !isTextOrNull(address) || !isTextOrNull(agent)) {
    return undefined;
  }
  const scopes = act.scopes === EVERY ? EVERY_SCOPE : new Set(act.scopes);
  return { actor: { ...act, scopes }, address, userAgent: agent };
}

const KINDS: readonly unknown[] = ['person', 'service', 'anonymous'] satisfies Actor['kind'][];

function isActor(value: unknown): value is CallerClaims['act'] {
  const { userId, name, email, kind, scopes } = (value ?? {}) as Record<string, unknown>;
  return (
    isTextOrNull(userId) &&
    typeof name === 'string' &&
    isTextOrNull(email) &&
    KINDS.includes(kind) &&
    (scopes === EVERY || (Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string')))
  );
}

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';
