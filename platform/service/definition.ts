import type { EntitySchema } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import type { LabCalendar } from '../config/process.ts';
import type { PoolLimits } from '../database/pools.ts';
import type { TakeIn } from '../events/inbox/inbox.ts';
import type { ServiceEvents } from '../events/registry.ts';
import type { Subgraph } from '../graphql/subgraph.ts';
import type { Log } from '../log/log.ts';
import type { SealingMetrics } from '../metrics/sealing.ts';

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
  /** Some of its things are handed over to a keeper, a role that nobody logs in as; see `platform/postgres/keeper.ts`. */
  kept?: boolean;
};

/** Something a service must have and nobody else may see. */
export type SecretDefinition = {
  /** Where the environment has it. */
  variable: string;
  /** What it is for and how to make one, for whoever has to set it. */
  hint: string;
  /** Messages never repeat the value. */
  rules: z.ZodType<string, string>;
  /** A new one, for development: it is kept in the data folder. */
  generate(): string;
};

/** By variable; see `provideSecrets`. */
export type Secrets = Readonly<Record<string, string>>;

/** What a subgraph may need from outside besides its database. */
export type SubgraphSettings = { lab: LabCalendar; secrets: Secrets };

/** Where a service works besides answering, and with what. */
export type WorkPlace = {
  dbUrl: string;
  /** Absolute path. */
  dataDir: string;
  secrets: Secrets;
  /** As the service's `settings` made them. */
  settings: Readonly<Record<string, unknown>>;
  log: Log;
  metrics: { sealing: SealingMetrics };
};

/** Work that goes on until it is stopped; stopping waits for what cannot be left half done. */
export type Work = { stop(): Promise<void> };

/** A service of the graph. The composition roots work on lists of these and know nothing else of a service. */
export type ServiceDefinition = DatabaseDefinition & {
  port: number;
  pool: PoolLimits;
  events: ServiceEvents;
  secrets?: readonly SecretDefinition[];
  /** Variables of the environment that no other service reads. */
  settings?: Readonly<Record<string, z.ZodType>>;
  /** What it does by itself from when its database is open until that is closed. */
  work?(place: WorkPlace): Work;
  build(orm: MikroORM, settings: SubgraphSettings): Subgraph;
  /** What it does with events that come to it; undefined: none does. */
  takeIn?: TakeIn;
};
