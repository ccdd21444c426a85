import type { FastifyRequest } from 'fastify';
import type { Admission, TrustedCallers } from '../http/trusted-callers.ts';
import { ANONYMOUS } from '../identity/actor.ts';
import { isSameSecret } from '../identity/same-secret.ts';
import { createReplays } from '../identity/service-tokens/once.ts';
import { SCHEME } from '../identity/service-tokens/token.ts';
import {
  createTokenVerifier,
  type Distrust,
  type SubgraphKeys,
  type Vouched,
} from '../identity/service-tokens/verify.ts';
import type { Log } from '../log/log.ts';
import type { CallerMetrics } from '../metrics/callers.ts';
import { asksForSdl } from './sdl-request.ts';

export type CallersOptions = {
  service: string;
  keys: SubgraphKeys;
  /** Opens `{ _service { sdl } }`; undefined: nothing does. */
  sdlKey: string | undefined;
  log: Log;
  metrics: CallerMetrics;
};

export type GatewaysOnly = TrustedCallers & {
  /** Other keys from now on. */
  use(keys: SubgraphKeys, sdlKey: string | undefined): void;
};

type Reason = Distrust | 'none' | 'client_token' | 'other_body' | 'replayed' | 'before_the_start' | 'not_the_sdl';

const BEARER = /^Bearer +(\S+) *$/i;
/** Somebody who tries again and again does not fill the disk. */
const LOGGED_EVERY_MS = 1_000;

/** Whom a service answers: gateways that it knows, and who has the key of its SDL for that alone. */
export function gatewaysOnly({ service, keys, sdlKey, log, metrics }: CallersOptions): GatewaysOnly {
  const verifier = createTokenVerifier(service, keys);
  const refusesAgain = freshness();
  const logged = new Map<string, number>();
  let openToSdl = sdlKey;
  return {
    admit: (request) => {
      const { authorization } = request.headers;
      if (authorization === undefined) {
        return 'none' satisfies Reason;
      }
      const bearer = BEARER.exec(authorization)?.[1];
      if (bearer !== undefined) {
        return isSameSecret(bearer, openToSdl) ? sdlAdmission(request) : ('client_token' satisfies Reason);
      }
      return authorization.startsWith(SCHEME)
        ? tokenAdmission(verifier.verify(authorization.slice(SCHEME.length), Date.now() / 1000), refusesAgain)
        : ('malformed' satisfies Reason);
    },
    refused: (reason, { ip }) => {
      metrics.refused(service, reason);
      const now = performance.now();
      if (now - (logged.get(reason) ?? Number.NEGATIVE_INFINITY) >= LOGGED_EVERY_MS) {
        logged.set(reason, now);
        log.warn({ service, reason, address: ip }, 'a caller is not trusted');
      }
    },
    use: (next, nextSdlKey) => {
      verifier.use(next);
      openToSdl = nextSdlKey;
    },
  };
}

/** Why a token that is good otherwise is not taken a second time; undefined where it is the first. */
type Freshness = (vouched: Vouched) => Reason | undefined;

function freshness(): Freshness {
  const replays = createReplays();
  // Of what came before nobody here knows.
  const startedAt = Math.floor(Date.now() / 1000);
  return ({ mark, madeAt }) => {
    if (madeAt < startedAt) {
      return 'before_the_start';
    }
    return replays.isFirst(mark, Date.now() / 1000) ? undefined : 'replayed';
  };
}

/** A token has come when its body has: with another one it is no more than a try. */
const tokenAdmission = (vouched: Vouched | Distrust, refusesAgain: Freshness): Admission | Distrust =>
  typeof vouched === 'string'
    ? vouched
    : {
        identity: vouched.identity,
        doubt: (body) => (vouched.isFor(body) ? refusesAgain(vouched) : ('other_body' satisfies Reason)),
      };

const sdlAdmission = ({ id, ip, headers }: FastifyRequest): Admission => ({
  identity: { actor: ANONYMOUS, requestId: id, address: ip, userAgent: headers['user-agent'] ?? null },
  doubt: (body) => (asksForSdl(body.toString('utf8')) ? undefined : ('not_the_sdl' satisfies Reason)),
});
