import { events, migrations } from '../../migrations/ai/index.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';
import { subgraphNamed } from '../../schema/subgraphs.ts';
import { entities } from './entities/index.ts';
import { buildAiSubgraph } from './subgraph.ts';

/** What models read out of documents about samples and submissions, their jobs, and how well they do. */
export const ai: ServiceDefinition = {
  ...subgraphNamed('ai'),
  database: 'nanopore_ai',
  entities,
  migrations,
  events,
  pool: { max: 15, min: 3 },
  build: buildAiSubgraph,
};
