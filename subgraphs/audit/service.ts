import { events, migrations } from '../../migrations/audit/index.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';
import { subgraphNamed } from '../../schema/subgraphs.ts';
import { type AuditSettings, SETTINGS, SIGNING_KEY } from './config.ts';
import { entities } from './entities/index.ts';
import { keepSealed } from './sealing/worker.ts';
import { logEvents } from './services/log-events.ts';
import { buildAuditSubgraph } from './subgraph.ts';

/** Who did what to which resource, reports made from that, and how long things are kept. */
export const audit: ServiceDefinition = {
  ...subgraphNamed('audit'),
  database: 'nanopore_audit',
  entities,
  migrations,
  kept: true,
  events,
  pool: { max: 10, min: 2 },
  secrets: [SIGNING_KEY],
  settings: SETTINGS,
  work: ({ settings, ...place }) => keepSealed({ ...place, settings: settings as AuditSettings }),
  build: buildAuditSubgraph,
  takeIn: logEvents,
};
