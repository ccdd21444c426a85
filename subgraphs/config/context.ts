import type { Renewable } from '../../platform/graphql/context.ts';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { ConfigLoaders } from './reads/loaders.ts';
import type { KeyRing } from './services/key-ring.ts';

/** One request's world. */
export type ConfigContext = RequestIdentity & Renewable & { loaders: ConfigLoaders; keys: KeyRing };
