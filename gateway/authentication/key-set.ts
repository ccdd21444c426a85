import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { Fault } from '../../platform/errors/fault.ts';
import type { Log } from '../../platform/log/log.ts';

/** An issuer's public keys at one time; another object as soon as they change. */
export type Keys = { find: JWTVerifyGetKey; text: string };

export type KeySet = {
  /** The keys, where they are here and need not be looked at again; asked for with each request. */
  atHand(): Keys | undefined;
  /** The keys to verify with. Rejects with a `Fault` while there are none. */
  inForce(): Promise<Keys>;
  /** For a token that none of `known` signed: what the issuer has by now, or undefined if that is the same. */
  newerThan(known: Keys): Promise<Keys | undefined>;
};

export type KeyLimits = {
  /** Keys this old are looked at again. */
  maxAgeMs: number;
  /** Keys this old, because the issuer could not be reached, are used no more. */
  keptMs: number;
  /** The issuer is not asked again before, whatever tokens say. */
  cooldownMs: number;
  /** The same while there is not one key. */
  retryMs: number;
  /** Milliseconds, as from performance.now(). */
  now(): number;
};

/**
 * Keeps the keys that `load` brings. Whoever calls waits for them when there are none, and for newer ones when the
 * issuer answered the last time; while it does not, the old ones go on and nobody waits.
 */
export function keySet(load: () => Promise<JSONWebKeySet>, limits: KeyLimits, log: Log): KeySet {
  let keys: Keys | undefined;
  let loadedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let failure: unknown;
  let loading: Promise<void> | undefined;

  const attempt = async (): Promise<void> => {
    triedAt = limits.now();
    try {
      const found = await load();
      const text = JSON.stringify(found);
      if (text !== keys?.text) {
        keys = { find: createLocalJWKSet(found), text };
      }
      loadedAt = limits.now();
      failure = undefined;
    } catch (error) {
      failure = error;
      log.warn({ reason: (error as Error).message }, 'the keys that tokens are checked with cannot be loaded');
    }
  };
  /** Joins what is under way; undefined where it is too early to ask again. */
  const reload = (): Promise<void> | undefined => {
    const pause = keys === undefined ? limits.retryMs : limits.cooldownMs;
    if (loading === undefined && limits.now() - triedAt >= pause) {
      loading = attempt().finally(() => {
        loading = undefined;
      });
    }
    return loading;
  };
  const ageMs = (): number => limits.now() - loadedAt;
  const usable = (): Keys | undefined => (ageMs() <= limits.keptMs ? keys : undefined);
  const unavailable = (): Fault =>
    new Fault('IDENTITY_PROVIDER_UNAVAILABLE', 'Who you are cannot be checked at the moment: try again.', {
      cause: failure,
    });

  return {
    atHand: () => (ageMs() <= limits.maxAgeMs ? keys : undefined),
    inForce: async () => {
      if (keys === undefined || ageMs() > limits.maxAgeMs) {
        const reloaded = reload();
        if (failure === undefined || usable() === undefined) {
          await reloaded;
        }
      }
      const found = usable();
      if (found === undefined) {
        throw unavailable();
      }
      return found;
    },
    newerThan: async (known) => {
      if (keys === known) {
        await reload();
      }
      if (failure !== undefined) {
        throw unavailable();
      }
      return keys === known ? undefined : keys;
    },
  };
}
