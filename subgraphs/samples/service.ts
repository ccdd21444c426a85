import { events, migrations } from '../../migrations/samples/index.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';
import { subgraphNamed } from '../../schema/subgraphs.ts';
import { entities } from './entities/index.ts';
import { buildSamplesSubgraph } from './subgraph.ts';

/** Projects, submissions, samples and their way through the lab; the directory of users. */
export const samples: ServiceDefinition = {
  ...subgraphNamed('samples'),
  database: 'nanopore_samples',
  entities,
  migrations,
  events,
  pool: { max: 20, min: 5 },
  build: buildSamplesSubgraph,
};
