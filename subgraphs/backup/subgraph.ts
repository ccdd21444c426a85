import type { MikroORM } from '@mikro-orm/postgresql';
import { renewable } from '../../platform/graphql/context.ts';
import { readSdl, type Subgraph, subgraphSchema } from '../../platform/graphql/subgraph.ts';
import type { SubgraphSettings } from '../../platform/service/definition.ts';
import type { BackupContext } from './context.ts';
import { createLoaders } from './reads/loaders.ts';
import { resolvers } from './resolvers/index.ts';

/** Builds the subgraph over an ORM; opens and starts nothing. */
export function buildBackupSubgraph(orm: MikroORM, { lab }: SubgraphSettings): Subgraph<BackupContext> {
  return {
    name: 'backup',
    schema: subgraphSchema(readSdl(new URL('../../schema/backup.graphql', import.meta.url)), resolvers),
    createContext: (identity) => renewable(orm, (reader) => ({ ...identity, lab, loaders: createLoaders(reader) })),
  };
}
