import { migrations } from '../../migrations/audit/index.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';
import { subgraphNamed } from '../../schema/subgraphs.ts';
import { entities } from './entities/index.ts';
import { buildAuditSubgraph } from './subgraph.ts';

/** Who did what to which resource, reports made from that, and how long things are kept. */
export const audit: ServiceDefinition = {
  ...subgraphNamed('audit'),
  database: 'nanopore_audit',
  entities,
  migrations,
  kept: true,
  pool: { max: 10, min: 2 },
  build: buildAuditSubgraph,
};
