import { migrations } from '../../migrations/samples/index.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';
import { entities } from './entities/index.ts';
import { buildSamplesSubgraph } from './subgraph.ts';

/** Projects, submissions, samples and their way through the lab; the directory of users. */
export const samples: ServiceDefinition = {
  name: 'samples',
  database: 'nanopore_samples',
  entities,
  migrations,
  port: 4001,
  pool: { max: 20, min: 5 },
  build: buildSamplesSubgraph,
};
