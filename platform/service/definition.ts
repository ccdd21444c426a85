import type { EntitySchema } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { LabCalendar } from '../config/process.ts';
import type { PoolLimits } from '../database/pools.ts';
import type { Subgraph } from '../graphql/subgraph.ts';

export type NamedMigration = {
  name: string;
  class: new (...args: ConstructorParameters<typeof Migration>) => Migration;
};

/** What a database needs to be created, migrated and opened. */
export type DatabaseDefinition = {
  /** Of the service and its subgraph, as in the supergraph: lower case. */
  name: string;
  database: string;
  // biome-ignore lint/suspicious/noExplicitAny: an entity schema is generic in its entity, a list of them in all
  entities: readonly EntitySchema<any>[];
  migrations: readonly NamedMigration[];
};

/** What a subgraph may need from outside besides its database. */
export type SubgraphSettings = { lab: LabCalendar };

/** A service of the graph. The composition roots work on lists of these and know nothing else of a service. */
export type ServiceDefinition = DatabaseDefinition & {
  port: number;
  pool: PoolLimits;
  build(orm: MikroORM, settings: SubgraphSettings): Subgraph;
};
