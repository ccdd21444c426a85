import type { JWTPayload } from 'jose';
import type { Actor } from '../../platform/identity/actor.ts';
import { nameBased } from '../../platform/identity/uuid.ts';
import type { Log } from '../../platform/log/log.ts';
import { isRole, type Role, scopesOf } from '../../schema/roles.ts';

/** Names that tokens made up are remembered up to here, so that each is logged once. */
const MOST_UNKNOWN = 1_000;
const LONGEST_NAME = 255;
const LONGEST_EMAIL = 320;
/** Without blanks, and without what cannot be seen or stored. */
const EMAIL = /^[^\s@\p{Cc}\p{Cf}\p{Cs}]+@[^\s@\p{Cc}\p{Cf}\p{Cs}]+$/u;

/** A token's claims, which have been verified, with those that no token is accepted without. */
export type Claims = JWTPayload & { iss: string; sub: string; exp: number };

/** What somebody is to the graph who has these claims. Roles that the graph does not know give nothing. */
export function actorFrom(rolesClaim: string, log: Log): (claims: Claims) => Actor {
  const unknown = new Set<string>();
  const isKnown = (role: string): role is Role => {
    if (!isRole(role) && !unknown.has(role) && unknown.size < MOST_UNKNOWN) {
      unknown.add(role);
      log.warn({ role: role.slice(0, LONGEST_NAME), claim: rolesClaim }, 'a role that is none is ignored');
    }
    return isRole(role);
  };
  return (claims) => {
    const roles = namesIn(claimAt(claims, rolesClaim)).filter(isKnown);
    const scopes = scopesOf(roles);
    const email = emailOf(claims);
    const name = nameOf(claims) ?? email ?? shown(claims.sub) ?? 'somebody';
    if (roles.includes('service')) {
      return { userId: null, name, email: null, kind: 'service', scopes };
    }
    const account = { issuer: claims.iss, subject: claims.sub };
    return { userId: nameBased([account.issuer, account.subject]), name, email, kind: 'person', scopes, account };
  };
}

/** A claim by its very name, else by its way through objects: `realm_access.roles`. */
function claimAt(claims: JWTPayload, path: string): unknown {
  if (Object.hasOwn(claims, path)) {
    return claims[path];
  }
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      claims,
    );
}

/** Issuers write a list, or one text with blanks or commas in it. */
function namesIn(claim: unknown): string[] {
  const list = typeof claim === 'string' ? claim.split(/[\s,]+/) : Array.isArray(claim) ? claim : [];
  return list.filter((name): name is string => typeof name === 'string' && name !== '');
}

/** An address that nobody has checked would let its bearer pass for somebody else. */
const emailOf = ({ email, email_verified: verified }: JWTPayload): string | null =>
  verified === true && typeof email === 'string' && email.length <= LONGEST_EMAIL && EMAIL.test(email) ? email : null;

const nameOf = ({ name, preferred_username: username }: JWTPayload): string | undefined =>
  shown(name) ?? shown(username);

/** A text as the directory can have it: visible, well formed, and no longer than a name may be. */
function shown(claim: unknown): string | undefined {
  if (typeof claim !== 'string') {
    return undefined;
  }
  const text = claim
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
    .toWellFormed();
  return /[^\s\p{Cf}]/u.test(text) ? text : undefined;
}
