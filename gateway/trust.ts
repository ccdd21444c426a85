import { z } from 'zod';
import { parseEnvironment } from '../platform/config/environment.ts';
import type { ProcessConfig } from '../platform/config/process.ts';
import {
  GATEWAY,
  identityRules,
  NO_IDENTITY,
  publicKeyRules,
  setTo,
} from '../platform/identity/service-tokens/config.ts';
import type { GatewayKeys } from '../platform/identity/service-tokens/issue.ts';
import { keptIdentity, keptPublicIdentities } from '../platform/identity/service-tokens/kept-identities.ts';
import type { Identity, PublicIdentity } from '../platform/identity/service-tokens/keys.ts';
import { subgraphNames } from '../schema/subgraphs.ts';
import { variableOf } from './config.ts';

/** How a gateway vouches for its callers, as the environment has it. */
export type GatewayTrust = {
  identity: Identity | undefined;
  /** By variable. */
  publicKeys: ReadonlyMap<string, PublicIdentity>;
  /** The supergraph is the project's own, whose subgraphs answer nobody without a token. */
  ownSubgraphs: boolean;
};

const ENDING = 'PUBLIC_KEY';
const NO_PUBLIC_KEY = 'must be set in production: the public key of that service, as `npm run identity` prints it';

/**
 * Reads `SERVICE_IDENTITY_KEY` and each `<NAME>_PUBLIC_KEY`.
 * @param options.mustBeSet for the project's own subgraphs, in production; subgraphs of others may know nothing of keys
 */
export function readGatewayTrust(environment: NodeJS.ProcessEnv, options: { mustBeSet: boolean }): GatewayTrust {
  const ownSubgraphs = !environment.SUPERGRAPH_PATH;
  const mustBeSet = options.mustBeSet && ownSubgraphs;
  const own = ownSubgraphs ? subgraphNames.map((name) => variableOf(name, ENDING)) : [];
  // The subgraphs of other supergraphs are not known yet; whose key has our form is one of them.
  const others = Object.keys(environment).filter(
    (variable) => variable.endsWith(`_${ENDING}`) && environment[variable]?.startsWith('pub:'),
  );
  const keys = Object.fromEntries(
    [...new Set([...own, ...others])].map((variable) => [
      variable,
      mustBeSet && own.includes(variable) ? setTo(publicKeyRules, NO_PUBLIC_KEY) : publicKeyRules.optional(),
    ]),
  );
  const wantsIdentity = mustBeSet || (options.mustBeSet && others.length > 0);
  const identity = wantsIdentity ? setTo(identityRules, NO_IDENTITY) : identityRules.optional();
  const { SERVICE_IDENTITY_KEY: identities, ...publicKeys } = parseEnvironment(
    z.object({ ...keys, SERVICE_IDENTITY_KEY: identity }),
    environment,
  );
  return {
    identity: (identities as Identity[] | undefined)?.[0],
    publicKeys: new Map(
      Object.entries(publicKeys as Record<string, PublicIdentity[] | undefined>).flatMap(([variable, keys]) =>
        keys?.[0] === undefined ? [] : [[variable, keys[0]] as const],
      ),
    ),
    ownSubgraphs,
  };
}

/** The keys of a gateway: what the environment does not have, development makes in the data folder, or finds there. */
export async function provideGatewayKeys(
  { identity, publicKeys, ownSubgraphs }: GatewayTrust,
  { dataDir, production }: Pick<ProcessConfig, 'dataDir' | 'production'>,
): Promise<GatewayKeys> {
  if (production) {
    return { identity, subgraph: (name) => publicKeys.get(variableOf(name, ENDING)) };
  }
  if (ownSubgraphs) {
    await Promise.all(subgraphNames.map((name) => keptIdentity(dataDir, name)));
  }
  const kept = await keptPublicIdentities(dataDir);
  return {
    identity: identity ?? (kept.size === 0 ? undefined : await keptIdentity(dataDir, GATEWAY)),
    subgraph: (name) => publicKeys.get(variableOf(name, ENDING)) ?? kept.get(name),
  };
}

/** The keys after the environment was read again. What stands there no more stays as it was at the start. */
export const renewedGatewayKeys = ({ identity, publicKeys }: GatewayTrust, before: GatewayKeys): GatewayKeys => ({
  identity: identity ?? before.identity,
  subgraph: (name) => publicKeys.get(variableOf(name, ENDING)) ?? before.subgraph(name),
});
