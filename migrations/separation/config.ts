import { StartupError } from '../../platform/errors/startup-error.ts';
import { readServicesConfig, type ServicesConfig } from '../../platform/service/config.ts';
import { services } from '../../subgraphs/index.ts';

export type SeparationConfig = ServicesConfig & { databaseUrl: string };

/** What the separation reads from the environment: the monolith and the five databases, or the embedded ones. */
export function readSeparationConfig(environment?: NodeJS.ProcessEnv): SeparationConfig {
  const config = readServicesConfig(services, environment, 'migrate');
  const { databaseUrl } = config;
  if (databaseUrl === undefined) {
    throw new StartupError('Set DATABASE_URL to the monolith: postgresql://user:password@host:5432/database.');
  }
  return { ...config, databaseUrl };
}
