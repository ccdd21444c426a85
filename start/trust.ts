import type { SingleConfig } from '../config.ts';
import { provideGatewayKeys, renewedGatewayKeys } from '../gateway/trust.ts';
import { provideSubgraphKeys, renewedKeys } from '../platform/identity/service-tokens/config.ts';
import { createTokenIssuer, type TokenIssuer } from '../platform/identity/service-tokens/issue.ts';
import type { Log } from '../platform/log/log.ts';
import type { CallerMetrics } from '../platform/metrics/callers.ts';
import type { ServiceDefinition } from '../platform/service/definition.ts';
import type { OpenService } from '../platform/service/open.ts';
import { type GatewaysOnly, gatewaysOnly } from '../platform/service/trusted-callers.ts';

type TrustConfig = Pick<SingleConfig, 'subgraphTrust' | 'gatewayTrust' | 'dataDir' | 'production'>;

/** Who trusts whom in the single topology. In process nobody has to; each service's port has, and subgraphs elsewhere. */
export type Trust = {
  callersOf(service: ServiceDefinition): GatewaysOnly;
  tokens: TokenIssuer;
  /** After the configuration was read again. */
  renew(config: TrustConfig): void;
};

export async function provideTrust(
  open: readonly OpenService[],
  config: TrustConfig,
  log: Log,
  metrics: CallerMetrics,
): Promise<Trust> {
  const { sdlKey } = config.subgraphTrust;
  const callers = new Map(
    await Promise.all(
      open.map(async ({ definition }) => {
        const { name: service } = definition;
        const keys = await provideSubgraphKeys(service, config.subgraphTrust, config);
        return [definition, { keys, callers: gatewaysOnly({ service, keys, sdlKey, log, metrics }) }] as const;
      }),
    ),
  );
  const gatewayKeys = await provideGatewayKeys(config.gatewayTrust, config);
  const tokens = createTokenIssuer(gatewayKeys);
  return {
    callersOf: (service) => (callers.get(service) as { callers: GatewaysOnly }).callers,
    tokens,
    renew: ({ subgraphTrust, gatewayTrust }) => {
      for (const { keys, callers: known } of callers.values()) {
        known.use(renewedKeys(subgraphTrust, keys), subgraphTrust.sdlKey);
      }
      tokens.use(renewedGatewayKeys(gatewayTrust, gatewayKeys));
    },
  };
}
