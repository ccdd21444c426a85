import { createHmac, hash, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type Actor, EVERY_SCOPE, type RequestIdentity } from '../actor.ts';

/**
 * What a gateway says with each request to a subgraph: `<id of the pair's key>.<claims>.<HMAC-SHA256 of both>`. It is
 * no JWT, so that neither can ever be taken for the other.
 */
export type Claims = {
  iss: typeof ISSUER;
  /** The one subgraph it is for. */
  aud: string;
  /** In seconds since 1970. */
  iat: number;
  exp: number;
  /** Who made it, and the how manieth of theirs it is: no other token has both. */
  by: string;
  no: number;
  /** Of the body's exact bytes. */
  body: string;
  /** Who acts. */
  act: Omit<Actor, 'scopes'> & { scopes: string[] | typeof EVERY };
  /** The request's id, and where it came from. */
  req: string;
  address: string | null;
  agent: string | null;
};

export const ISSUER = 'gateway';
export const LIFETIME_S = 60;
/** Clocks of two machines are this far apart at most. */
export const SKEW_S = 5;
/** The scheme of the `authorization` header. */
export const SCHEME = 'Service ';

/** Never among the names of scopes, which have a colon. */
const EVERY = '*';

export const hashOf = (body: string | Uint8Array): string => hash('sha256', body, 'base64url');

export const macOf = (signed: string, key: KeyObject): Buffer => createHmac('sha256', key).update(signed).digest();

export function isMacOf(mac: string, signed: string, key: KeyObject): boolean {
  const given = Buffer.from(mac, 'base64url');
  const expected = macOf(signed, key);
  // Letters that mean nothing are refused, or one token could be written in several ways.
  return given.length === expected.length && timingSafeEqual(given, expected) && given.toString('base64url') === mac;
}

export const encoded = (claims: Claims): string => Buffer.from(JSON.stringify(claims)).toString('base64url');

/** Undefined where they are none. To be believed only under a key that was right. */
export function decoded(claims: string): Partial<Claims> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Partial<Claims>) : undefined;
  } catch {
    return undefined;
  }
}

export const actorClaim = (actor: Actor): Claims['act'] => ({
  ...actor,
  scopes: actor.scopes === EVERY_SCOPE ? EVERY : [...actor.scopes],
});

/** Who asks, as the claims have it; undefined where they are not whole. */
export function identityOf({ act, req, address, agent }: Partial<Claims>): RequestIdentity | undefined {
  if (!isActor(act) || typeof req !== 'string' || !isTextOrNull(address) || !isTextOrNull(agent)) {
    return undefined;
  }
  const scopes = act.scopes === EVERY ? EVERY_SCOPE : new Set(act.scopes);
  return { actor: { ...act, scopes }, requestId: req, address, userAgent: agent };
}

const KINDS: readonly unknown[] = ['person', 'service', 'anonymous'] satisfies Actor['kind'][];

function isActor(value: unknown): value is Claims['act'] {
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
