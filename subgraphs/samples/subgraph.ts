import type { MikroORM } from '@mikro-orm/postgresql';
import { renewable } from '../../platform/graphql/context.ts';
import { readSdl, type Subgraph, subgraphSchema } from '../../platform/graphql/subgraph.ts';
import type { SubgraphSettings } from '../../platform/service/definition.ts';
import type { SamplesContext } from './context.ts';
import { createLoaders } from './reads/loaders.ts';
import { viewerOf } from './reads/visibility.ts';
import { resolvers } from './resolvers/index.ts';
import { directoryOf } from './services/directory.ts';

/** Builds the subgraph over an ORM; opens and starts nothing. */
export function buildSamplesSubgraph(orm: MikroORM, { lab }: SubgraphSettings): Subgraph<SamplesContext> {
  const directory = directoryOf(orm);
  return {
    name: 'samples',
    schema: subgraphSchema(readSdl(new URL('../../schema/samples.graphql', import.meta.url)), resolvers),
    createContext: (identity) => {
      const entered = directory.enter(identity);
      const viewer = viewerOf(identity.actor);
      return renewable(orm, (reader) => ({
        ...identity,
        viewer,
        lab,
        loaders: createLoaders(reader, viewer),
        entered,
      }));
    },
  };
}
