import { z } from 'zod';
import { type GatewayConfig, readGatewayConfig } from './gateway/config.ts';
import { currentEnvironment } from './platform/config/env-file.ts';
import { parseEnvironment } from './platform/config/environment.ts';
import { StartupError } from './platform/errors/startup-error.ts';
import { readServicesConfig, type ServicesConfig } from './platform/service/config.ts';
import { services } from './subgraphs/index.ts';

export type SingleConfig = ServicesConfig & {
  gateway: GatewayConfig;
  /** `auto`: into the embedded server, outside production, while it is new. */
  seed: 'auto' | 'demo' | 'none';
};

const seedSchema = z.object({ SEED: z.enum(['demo', 'none']).optional() });

/** Everything the single topology reads. The problems of all parts are listed together. */
export function readSingleConfig(environment: NodeJS.ProcessEnv = currentEnvironment()): SingleConfig {
  const problems = new Set<string>();
  const part = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof StartupError)) {
        throw error;
      }
      for (const line of error.message.split('\n').filter((line) => line.startsWith('  '))) {
        problems.add(line);
      }
      return undefined;
    }
  };
  const own = part(() => readServicesConfig(services, environment));
  const gateway = part(() => readGatewayConfig(environment));
  const seed = part(() => parseEnvironment(seedSchema, environment));
  // From the variable itself: the services' part is missing when something else in it is wrong.
  if (seed?.SEED === 'demo' && environment.NODE_ENV === 'production') {
    problems.add('  SEED: demonstration rows do not belong into production; leave it out');
  }
  if (own === undefined || gateway === undefined || seed === undefined || problems.size > 0) {
    const title = `The configuration has ${problems.size === 1 ? 'a problem' : 'problems'}:`;
    throw new StartupError([title, ...problems].join('\n'));
  }
  return { ...own, gateway, seed: seed.SEED ?? 'auto' };
}

/** What a child process inherits, and what it gets besides. */
export const childEnvironment = (variables: Record<string, string>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...variables,
});
