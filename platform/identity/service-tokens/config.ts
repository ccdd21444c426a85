import { z } from 'zod';
import { commaSeparated, parseEnvironment, secretText } from '../../config/environment.ts';
import type { ProcessConfig } from '../../config/process.ts';
import { keptIdentity } from './kept-identities.ts';
import { type Identity, type PublicIdentity, readIdentity, readPublicIdentity } from './keys.ts';
import type { SubgraphKeys } from './verify.ts';

// No message repeats a value: a private key may stand in the wrong variable.
const keysBy = <T>(read: (text: string) => T | undefined, rule: string) =>
  z.string().transform((text, context) => {
    const keys = commaSeparated(text).map(read);
    if (keys.length > 0 && keys.every((key) => key !== undefined)) {
      return keys as T[];
    }
    context.addIssue({ code: 'custom', message: rule });
    return z.NEVER;
  });

/** The private keys of one process, the current one first. */
export const identityRules = keysBy<Identity>(
  readIdentity,
  'must be a private key of `npm run identity`, or several of them separated by commas, the current one first',
);
export const publicKeyRules = keysBy<PublicIdentity>(
  readPublicIdentity,
  'must be public keys as `npm run identity` prints them (pub:…), separated by commas',
);
export const NO_IDENTITY = 'must be set in production: the private key of this process, made by `npm run identity`';

/** For a variable that may not be missing. */
export const setTo = <T extends typeof identityRules | typeof publicKeyRules>(rules: T, missing: string) =>
  z.string(missing).pipe(rules);

const NO_GATEWAYS =
  'must be set in production: the public keys of the gateways that may ask, as `npm run identity` prints them';

/** Whom a subgraph trusts, as the environment has it. */
export type SubgraphTrust = {
  identities: readonly Identity[] | undefined;
  gateways: readonly PublicIdentity[] | undefined;
  /** Opens the subgraph's SDL and nothing else; undefined: nothing does. */
  sdlKey: string | undefined;
};

export function readSubgraphTrust(environment: NodeJS.ProcessEnv, options: { mustBeSet: boolean }): SubgraphTrust {
  const schema = z.object({
    SERVICE_IDENTITY_KEY: options.mustBeSet ? setTo(identityRules, NO_IDENTITY) : identityRules.optional(),
    GATEWAY_PUBLIC_KEYS: options.mustBeSet ? setTo(publicKeyRules, NO_GATEWAYS) : publicKeyRules.optional(),
    SUBGRAPH_SDL_KEY: secretText.optional(),
  });
  const values = parseEnvironment(schema, environment);
  return {
    identities: values.SERVICE_IDENTITY_KEY,
    gateways: values.GATEWAY_PUBLIC_KEYS,
    sdlKey: values.SUBGRAPH_SDL_KEY,
  };
}

/** The name under which development keeps the gateway's identity. */
export const GATEWAY = 'gateway';

/** The keys of a subgraph: what the environment does not have, development makes in the data folder. */
export async function provideSubgraphKeys(
  name: string,
  { identities, gateways }: SubgraphTrust,
  { dataDir, production }: Pick<ProcessConfig, 'dataDir' | 'production'>,
): Promise<SubgraphKeys> {
  return {
    identities: identities ?? (production ? [] : [await keptIdentity(dataDir, name)]),
    gateways: gateways ?? (production ? [] : [(await keptIdentity(dataDir, GATEWAY)).publicKey]),
  };
}

/** The keys after the environment was read again. What stands there no more stays as it was at the start. */
export const renewedKeys = ({ identities, gateways }: SubgraphTrust, before: SubgraphKeys): SubgraphKeys => ({
  identities: identities ?? before.identities,
  gateways: gateways ?? before.gateways,
});
