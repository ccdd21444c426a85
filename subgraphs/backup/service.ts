import { events, migrations } from '../../migrations/backup/index.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';
import { subgraphNamed } from '../../schema/subgraphs.ts';
import { entities } from './entities/index.ts';
import { buildBackupSubgraph } from './subgraph.ts';

/** Backups of the five databases, and the schedules they follow. */
export const backup: ServiceDefinition = {
  ...subgraphNamed('backup'),
  database: 'nanopore_backup',
  entities,
  migrations,
  events,
  pool: { max: 5, min: 1 },
  build: buildBackupSubgraph,
};
