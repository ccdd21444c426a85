import type { MikroORM } from '@mikro-orm/postgresql';
import { StartupError } from '../../platform/errors/startup-error.ts';
import { renewable } from '../../platform/graphql/context.ts';
import { readSdl, type Subgraph, subgraphSchema } from '../../platform/graphql/subgraph.ts';
import type { SubgraphSettings } from '../../platform/service/definition.ts';
import { ENCRYPTION_KEY } from './config.ts';
import type { ConfigContext } from './context.ts';
import { createLoaders } from './reads/loaders.ts';
import { resolvers } from './resolvers/index.ts';
import { readKeyRing } from './services/key-ring.ts';

/** Builds the subgraph over an ORM; opens and starts nothing. */
export function buildConfigSubgraph(orm: MikroORM, { secrets }: SubgraphSettings): Subgraph<ConfigContext> {
  const keys = readKeyRing(secrets[ENCRYPTION_KEY.variable] ?? '');
  if (typeof keys === 'string') {
    throw new StartupError(`${ENCRYPTION_KEY.variable} ${keys}.`);
  }
  return {
    name: 'config',
    schema: subgraphSchema(readSdl(new URL('../../schema/config.graphql', import.meta.url)), resolvers),
    createContext: (identity) => renewable(orm, (reader) => ({ ...identity, keys, loaders: createLoaders(reader) })),
  };
}
