import { Fault } from '../../platform/errors/fault.ts';
import type { Identify } from '../../platform/http/graphql-server.ts';
import { ANONYMOUS, EVERYBODY } from '../../platform/identity/actor.ts';
import type { Log } from '../../platform/log/log.ts';
import { actorFrom } from './actor-of.ts';
import { developmentKeys } from './development-issuer.ts';
import { type KeySet, keySet } from './key-set.ts';
import { publishedKeys } from './published-keys.ts';
import type { AuthenticationSettings, KeySource } from './settings.ts';
import { tokenVerifier } from './verify-token.ts';

const MINUTE_MS = 60_000;
const PUBLISHED = { maxAgeMs: 10 * MINUTE_MS, keptMs: 24 * 60 * MINUTE_MS, cooldownMs: 30_000, retryMs: 1_000 };
/** A file is read at once when a token was made with a key that is not known yet. */
const IN_A_FILE = { maxAgeMs: Number.POSITIVE_INFINITY, keptMs: Number.POSITIVE_INFINITY, cooldownMs: 0, retryMs: 0 };

/** `ready` when there are keys to check tokens with; rejects where the first try has brought none. */
export type Identification = { identify: Identify; ready: Promise<void> };

/**
 * Who calls, by the token that the request brings: nobody without one, and a `Fault` for one that is not good. Where
 * identity is switched off everybody is the same, who may do everything.
 */
export function identifyBy(settings: AuthenticationSettings, log: Log): Identification {
  if (settings.mode === 'none') {
    log.warn('AUTH_MODE is none: whoever reaches the port may do everything');
    return { identify: () => EVERYBODY, ready: Promise.resolve() };
  }
  const keys = keysOf(settings.keys, log);
  // So that an operator reads at the start what is wrong with it; `keySet` has logged the reason.
  const ready = keys.inForce().then(() => undefined);
  ready.catch(() => undefined);
  const verify = tokenVerifier(settings, keys, actorFrom(settings.rolesClaim, log), log);
  const identify: Identify = ({ headers: { authorization } }) =>
    authorization === undefined ? ANONYMOUS : verify(bearerOf(authorization));
  return { identify, ready };
}

const now = (): number => performance.now();

const keysOf = (source: KeySource, log: Log): KeySet =>
  'jwksUrl' in source
    ? keySet(publishedKeys(source.jwksUrl), { ...PUBLISHED, now }, log)
    : keySet(developmentKeys(source.dataDir), { ...IN_A_FILE, now }, log);

function bearerOf(authorization: string): string {
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (token === undefined) {
    throw new Fault('UNAUTHENTICATED', 'The header must be `authorization: Bearer` and a token.');
  }
  return token;
}
