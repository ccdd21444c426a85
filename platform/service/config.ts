import { z } from 'zod';
import { currentEnvironment } from '../config/env-file.ts';
import { commaSeparated, parseEnvironment, port, postgresUrl, wholeNumber } from '../config/environment.ts';
import { type ProcessConfig, processSchema, toProcessConfig } from '../config/process.ts';
import type { PoolLimits } from '../database/pools.ts';
import type { ServiceDefinition } from './definition.ts';

/** What one service reads from the environment: `<SERVICE>_DB_URL` and its companions. */
export type ServiceConfig = {
  port: number;
  portVariable: string;
  portIsDefault: boolean;
  /** Undefined: whoever starts the service brings a database along. */
  dbUrl: string | undefined;
  /** Migrations only; undefined: this process cannot migrate. */
  ownerUrl: string | undefined;
  replicaUrls: string[];
  pool: PoolLimits;
  /** The secrets that the environment has, by variable. */
  secrets: Readonly<Record<string, string | undefined>>;
  /** By variable, as the service's own rules made them. */
  settings: Readonly<Record<string, unknown>>;
};

/** Production brings its secrets along; what only migrates needs none. */
type Purpose = 'serve' | 'migrate';

const prefixOf = (definition: ServiceDefinition): string => definition.name.toUpperCase();

const MOST_CONNECTIONS = 1_000;

export function serviceShape(definition: ServiceDefinition, secretsRequired: boolean) {
  const prefix = prefixOf(definition);
  return {
    [`${prefix}_PORT`]: port(definition.port),
    [`${prefix}_DB_URL`]: postgresUrl.optional(),
    [`${prefix}_DB_OWNER_URL`]: postgresUrl.optional(),
    [`${prefix}_DB_REPLICA_URLS`]: z.string().transform(commaSeparated).pipe(z.array(postgresUrl)).default([]),
    [`${prefix}_DB_POOL_MAX`]: wholeNumber(definition.pool.max, 1, MOST_CONNECTIONS),
    [`${prefix}_DB_POOL_MIN`]: wholeNumber(definition.pool.min, 0, MOST_CONNECTIONS),
    ...definition.settings,
    ...Object.fromEntries(
      (definition.secrets ?? []).map(({ variable, hint, rules }) => [
        variable,
        secretsRequired ? z.string(`must be set in production: ${hint}`).pipe(rules) : rules.optional(),
      ]),
    ),
  };
}

export function toServiceConfig(
  definition: ServiceDefinition,
  values: Record<string, unknown>,
  environment: NodeJS.ProcessEnv,
): ServiceConfig {
  const prefix = prefixOf(definition);
  const max = values[`${prefix}_DB_POOL_MAX`] as number;
  return {
    port: values[`${prefix}_PORT`] as number,
    portVariable: `${prefix}_PORT`,
    portIsDefault: !environment[`${prefix}_PORT`],
    dbUrl: values[`${prefix}_DB_URL`] as string | undefined,
    ownerUrl: values[`${prefix}_DB_OWNER_URL`] as string | undefined,
    replicaUrls: values[`${prefix}_DB_REPLICA_URLS`] as string[],
    pool: { max, min: Math.min(values[`${prefix}_DB_POOL_MIN`] as number, max) },
    secrets: Object.fromEntries(
      (definition.secrets ?? []).map(({ variable }) => [variable, values[variable] as string | undefined]),
    ),
    settings: Object.fromEntries(
      Object.keys(definition.settings ?? {}).map((variable) => [variable, values[variable]]),
    ),
  };
}

export type ServicesConfig = ProcessConfig & { host: string; services: Map<ServiceDefinition, ServiceConfig> };

/** Reads what a process with these services needs; every problem is listed at once. */
export function readServicesConfig(
  definitions: readonly ServiceDefinition[],
  environment: NodeJS.ProcessEnv = currentEnvironment(),
  purpose: Purpose = 'serve',
): ServicesConfig {
  const secretsRequired = purpose === 'serve' && environment.NODE_ENV === 'production';
  const shape = Object.assign(
    { HOST: z.string().optional() },
    ...definitions.map((definition) => serviceShape(definition, secretsRequired)),
  ) as z.ZodRawShape;
  const values = parseEnvironment(processSchema.extend(shape), environment) as z.output<typeof processSchema> &
    Record<string, unknown>;
  const { production, ...rest } = toProcessConfig(values);
  return {
    ...rest,
    production,
    host: (values.HOST as string | undefined) ?? (production ? '0.0.0.0' : '127.0.0.1'),
    services: new Map(definitions.map((definition) => [definition, toServiceConfig(definition, values, environment)])),
  };
}
