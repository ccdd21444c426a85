import type { Client } from 'pg';
import type { Snapshot } from './lanes.ts';

/** Both servers as of one moment each, for all workers. */
export type Views = {
  source: Snapshot & { client: Client };
  /** By name of the service. */
  targets: ReadonlyMap<string, Snapshot & { client: Client }>;
};

export const clientOf = ({ targets }: Views, service: string): Client =>
  (targets.get(service) as Snapshot & { client: Client }).client;
