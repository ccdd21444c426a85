import { hash } from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { Fault } from '../../platform/errors/fault.ts';
import type { Actor } from '../../platform/identity/actor.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Claims } from './actor-of.ts';
import type { KeySet, Keys } from './key-set.ts';
import type { TokenSettings } from './settings.ts';

/** Tokens that were verified are known again, so that a client costs one verification and not one a request. */
const MOST_KNOWN = 10_000;
/** Why tokens are refused is logged this often for each reason: a flood of them says no more than one. */
const SAID_EVERY_MS = 60_000;
const LONGEST_REASON = 200;
/** A token cannot be called back: what is stolen is good until it ends. */
const LONG_LIFE_MS = 24 * 3_600_000;
/** As in OpenID Connect; the directory has no room for longer ones. */
const LONGEST_SUBJECT = 255;

/** What a token calls itself. Others of the same issuer, such as those that end a session, are no credentials. */
const TYPES: readonly unknown[] = [undefined, 'jwt', 'at+jwt', 'application/jwt', 'application/at+jwt'];

type Known = { actor: Actor; expiresAt: number };
/** At once where the token is known. */
export type VerifyToken = (token: string) => Actor | Promise<Actor>;

/** Who a token speaks of. Rejects with a `Fault`, which says the same whatever is wrong with the token. */
export function tokenVerifier(
  settings: TokenSettings,
  keySet: KeySet,
  actorOf: (claims: Claims) => Actor,
  log: Log,
): VerifyToken {
  // What was verified with keys that are in force no more is not known any more either.
  const knownWith = new WeakMap<Keys, Map<string, Known>>();
  const refused = refusals(log);
  const judgeLife = lifeJudge(log);
  const toleranceMs = settings.clockToleranceSeconds * 1000;

  const verified = async (token: string, keys: Keys): Promise<Known> => {
    const { payload, protectedHeader } = await jwtVerify(token, keys.find, {
      algorithms: [...settings.algorithms],
      issuer: settings.issuer,
      audience: settings.audience,
      clockTolerance: settings.clockToleranceSeconds,
      requiredClaims: ['sub', 'exp'],
    });
    if (!TYPES.includes(protectedHeader.typ?.toLowerCase())) {
      throw new errors.JWTInvalid('unexpected "typ" of the header');
    }
    if (!isSubject(payload.sub)) {
      throw new errors.JWTInvalid('unusable "sub" claim');
    }
    const claims = payload as Claims;
    judgeLife(claims.exp * 1000 - Date.now());
    return { actor: actorOf(claims), expiresAt: claims.exp * 1000 + toleranceMs };
  };

  const knownBy = (keys: Keys | undefined, digest: string): Actor | undefined => {
    const known = keys && knownWith.get(keys)?.get(digest);
    return known !== undefined && Date.now() < known.expiresAt ? known.actor : undefined;
  };
  const verifiedAnew = async (token: string, digest: string): Promise<Actor> => {
    const keys = await keySet.inForce();
    const known = knownBy(keys, digest);
    if (known !== undefined) {
      return known;
    }
    try {
      const [found, by] = await withNewerKeys(keys, keySet, (present) => verified(token, present));
      remember(knownWith, by, digest, found);
      return found.actor;
    } catch (error) {
      throw error instanceof Fault ? error : refused(error);
    }
  };

  return (token) => {
    const digest = hash('sha256', token, 'base64');
    return knownBy(keySet.atHand(), digest) ?? verifiedAnew(token, digest);
  };
}

/** Tries once more when none of the keys fits and the issuer has others by now. */
async function withNewerKeys(
  keys: Keys,
  keySet: KeySet,
  verify: (keys: Keys) => Promise<Known>,
): Promise<[Known, Keys]> {
  try {
    return [await verify(keys), keys];
  } catch (error) {
    const newer = error instanceof errors.JWKSNoMatchingKey ? await keySet.newerThan(keys) : undefined;
    if (newer === undefined) {
      throw error;
    }
    return [await verify(newer), newer];
  }
}

function remember(knownWith: WeakMap<Keys, Map<string, Known>>, keys: Keys, digest: string, known: Known): void {
  const all = knownWith.get(keys) ?? new Map<string, Known>();
  knownWith.set(keys, all);
  all.delete(digest);
  if (all.size >= MOST_KNOWN) {
    all.delete(all.keys().next().value as string);
  }
  all.set(digest, known);
}

const isSubject = (subject: unknown): boolean =>
  typeof subject === 'string' &&
  subject.length > 0 &&
  subject.length <= LONGEST_SUBJECT &&
  !subject.includes('\0') &&
  subject.isWellFormed();

/** Tells the operator of an issuer whose tokens are good for long, now and then. */
function lifeJudge(log: Log): (lifeMs: number) => void {
  let saidAt = 0;
  return (lifeMs) => {
    if (lifeMs > LONG_LIFE_MS && Date.now() - saidAt >= SAID_EVERY_MS) {
      saidAt = Date.now();
      log.warn(
        { hours: Math.round(lifeMs / 3_600_000) },
        'tokens of the identity provider are good for more than a day',
      );
    }
  };
}

/** Tells the operator why, and the client that. */
function refusals(log: Log): (error: unknown) => Fault {
  const saidAt = new Map<string, number>();
  return (error) => {
    // What is said may hold words of the token; of kinds there are few.
    const kind = kindOf(error);
    if (Date.now() - (saidAt.get(kind) ?? 0) >= SAID_EVERY_MS) {
      saidAt.set(kind, Date.now());
      log.warn({ reason: `${kind}: ${(error as Error).message}`.slice(0, LONGEST_REASON) }, 'a token is refused');
    }
    return new Fault('UNAUTHENTICATED', 'The token is not valid, or not any more: sign in again.', { cause: error });
  };
}

function kindOf(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) {
    return `${error.code} ${error.claim}`;
  }
  return error instanceof errors.JOSEError ? error.code : 'unreadable';
}
