import type { Tls } from '../platform/config/tls.ts';
import { isElsewhere, weakInProcess, when } from '../platform/config/weak-settings.ts';
import { weakIdentity } from '../platform/service/weak-settings.ts';
import type { AuthenticationSettings } from './authentication/settings.ts';
import { type GatewayConfig, variableOf } from './config.ts';
import { type LimitSettings, limitsByStandard } from './limits/settings.ts';
import type { SubgraphAddress } from './subgraphs.ts';

const LONG_TOLERANCE_S = 60;
/** So many times the standard is no limit any more. */
const HARDLY_A_LIMIT = 10;

/**
 * What of a gateway's settings is weak in production.
 * @param subgraphs those that are reached over HTTP, where they are
 */
export const weakInGateway = (
  config: GatewayConfig & { tls: Tls | undefined },
  subgraphs: readonly SubgraphAddress[],
  environment: NodeJS.ProcessEnv,
): string[] => [
  ...weakInProcess(config, environment),
  ...weakAuthentication(config.authentication),
  ...weakExposure(config),
  ...weakLimits(config.limits),
  ...hardlyLimits(config.limits, environment),
  ...subgraphs.flatMap(weakSubgraph),
  ...weakIdentity(environment, config.dataDir),
];

function weakAuthentication(settings: AuthenticationSettings): string[] {
  if (settings.mode === 'none') {
    return ['AUTH_MODE: none lets everybody who reaches the port do everything'];
  }
  const { keys, clockToleranceSeconds } = settings;
  return [
    ...when(
      'jwksUrl' in keys && keys.jwksUrl.startsWith('http:'),
      'AUTH_JWKS_URL: without https whoever answers there decides who is who; use https',
    ),
    ...when(
      clockToleranceSeconds > LONG_TOLERANCE_S,
      `AUTH_CLOCK_TOLERANCE_S: tokens are good for ${clockToleranceSeconds} s more than they say; mend the clocks`,
    ),
  ];
}

const weakExposure = ({ exposure, limits, host, tls }: GatewayConfig & { tls: Tls | undefined }): string[] => [
  ...when(exposure.landingPage, "LANDING_PAGE: on shows a page that loads another company's scripts; leave it out"),
  ...when(exposure.studioCors, 'STUDIO_CORS: on lets the pages of studio.apollographql.com ask; leave it out'),
  ...limits.corsOrigins
    .filter((origin) => origin.startsWith('http:'))
    .map((origin) => `CORS_ORIGINS: whoever is on the way can change the pages of ${origin}; use https`),
  ...when(
    isElsewhere(host) && tls?.cert === undefined && limits.trustProxy === false,
    `TLS_CERT: not set and no proxy named, so tokens of clients can be read on their way to ${host}; set TLS_CERT and TLS_KEY, or TRUST_PROXY`,
  ),
];

const weakLimits = ({ persisted, rate }: LimitSettings): string[] => [
  ...when(!persisted.only, 'PERSISTED_DOCUMENTS: any operation may be sent; only lets those of a manifest run'),
  ...when(rate.address.perSecond === 0, 'RATE_ADDRESS_PER_SECOND: 0 lets an address ask without end'),
  ...when(rate.identity.perSecond === 0, 'RATE_COST_PER_SECOND: 0 lets an identity ask without end'),
  ...when(
    rate.redisUrl === undefined,
    'REDIS_URL: not set, so each gateway counts rates for itself: several of them let a client do as many times as much',
  ),
  ...when(
    rate.redisUrl?.startsWith('redis:') === true && isElsewhere(new URL(rate.redisUrl).hostname),
    'REDIS_URL: the counts, and its password, can be read on their way; use rediss://',
  ),
];

function hardlyLimits({ cost }: LimitSettings, environment: NodeJS.ProcessEnv): string[] {
  const { MAX_COST: usual, ...numbers } = limitsByStandard;
  return [
    ...Object.entries(numbers)
      .filter(([variable]) => variable.startsWith('MAX_'))
      .flatMap(([variable, standard]) =>
        when(
          Number(environment[variable]) > Number(standard) * HARDLY_A_LIMIT,
          `${variable}: ${environment[variable]} is hardly a limit; ${standard} is usual`,
        ),
      ),
    ...Object.entries(cost.most).flatMap(([role, most]) =>
      when(
        most > usual[role as keyof typeof usual] * HARDLY_A_LIMIT,
        `MAX_COST: ${most} for ${role} is hardly a limit; ${usual[role as keyof typeof usual]} is usual`,
      ),
    ),
  ];
}

function weakSubgraph({ name, url }: SubgraphAddress): string[] {
  const { protocol, hostname } = URL.parse(url) ?? { protocol: '', hostname: '' };
  return when(
    protocol === 'http:' && isElsewhere(hostname),
    `${variableOf(name, 'URL')}: what is asked of ${name} and answered can be read on its way to ${hostname}; use https`,
  );
}
