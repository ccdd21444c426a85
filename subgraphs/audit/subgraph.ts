import type { MikroORM } from '@mikro-orm/postgresql';
import { renewable } from '../../platform/graphql/context.ts';
import { readSdl, type Subgraph, subgraphSchema } from '../../platform/graphql/subgraph.ts';
import type { SubgraphSettings } from '../../platform/service/definition.ts';
import type { AuditContext } from './context.ts';
import { createLoaders } from './reads/loaders.ts';
import { resolvers } from './resolvers/index.ts';

/** Builds the subgraph over an ORM; opens and starts nothing. */
export function buildAuditSubgraph(orm: MikroORM, { lab }: SubgraphSettings): Subgraph<AuditContext> {
  return {
    name: 'audit',
    schema: subgraphSchema(readSdl(new URL('../../schema/audit.graphql', import.meta.url)), resolvers),
    createContext: (identity) => renewable(orm, (reader) => ({ ...identity, lab, loaders: createLoaders(reader) })),
  };
}
