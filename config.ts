import { z } from 'zod';
import { type GatewayConfig, readGatewayConfig } from './gateway/config.ts';
import { type GatewayTrust, readGatewayTrust } from './gateway/trust.ts';
import { currentEnvironment } from './platform/config/env-file.ts';
import { parseEnvironment, readTogether } from './platform/config/environment.ts';
import { readTls, type Tls } from './platform/config/tls.ts';
import { type EventSettings, readEventSettings } from './platform/events/config.ts';
import { readSubgraphTrust, type SubgraphTrust } from './platform/identity/service-tokens/config.ts';
import { readServicesConfig, type ServicesConfig } from './platform/service/config.ts';
import { services } from './subgraphs/index.ts';

export type SingleConfig = ServicesConfig & {
  gateway: GatewayConfig;
  /** `auto`: into the embedded server, outside production, while it is new. */
  seed: 'auto' | 'demo' | 'none';
  subgraphTrust: SubgraphTrust;
  gatewayTrust: GatewayTrust;
  tls: Tls | undefined;
  events: EventSettings;
};

/** Everything the single topology reads. The problems of all parts are listed together. */
export function readSingleConfig(environment: NodeJS.ProcessEnv = currentEnvironment()): SingleConfig {
  const { own, ...rest } = readTogether({
    own: () => readServicesConfig(services, environment),
    gateway: () => readGatewayConfig(environment),
    seed: () => readSeed(environment),
    // The gateway is in the same process: that nobody else may ask the services is no problem.
    subgraphTrust: () => readSubgraphTrust(environment, { mustBeSet: false }),
    gatewayTrust: () => readGatewayTrust(environment, { mustBeSet: false }),
    tls: () => readTls(environment, { mutual: false }),
    events: () => readEventSettings(environment),
  });
  return { ...own, ...rest };
}

function readSeed(environment: NodeJS.ProcessEnv): SingleConfig['seed'] {
  const seed = z
    .enum(['demo', 'none'])
    .refine(
      (value) => value === 'none' || environment.NODE_ENV !== 'production',
      'demonstration rows do not belong into production; leave it out',
    );
  return parseEnvironment(z.object({ SEED: seed.optional() }), environment).SEED ?? 'auto';
}

/** What a child process inherits, and what it gets besides. */
export const childEnvironment = (variables: Record<string, string>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...variables,
});
