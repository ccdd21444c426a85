import { events, migrations } from '../../migrations/config/index.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';
import { subgraphNamed } from '../../schema/subgraphs.ts';
import { ENCRYPTION_KEY } from './config.ts';
import { entities } from './entities/index.ts';
import { buildConfigSubgraph } from './subgraph.ts';

/** Settings and feature flags of the lab's software, and the history of their changes. */
export const config: ServiceDefinition = {
  ...subgraphNamed('config'),
  database: 'nanopore_config',
  entities,
  migrations,
  events,
  pool: { max: 5, min: 1 },
  secrets: [ENCRYPTION_KEY],
  build: buildConfigSubgraph,
};
