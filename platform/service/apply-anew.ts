import { limitPools } from '../database/orm.ts';
import { type Log, rereadLevel } from '../log/log.ts';
import type { ServicesConfig } from './config.ts';
import type { OpenService } from './open.ts';

/** What of a configuration that was read again takes effect without a restart: the log's level and the pools' limits. */
export function applyAnew(
  config: Pick<ServicesConfig, 'logLevel' | 'services'>,
  open: readonly Pick<OpenService, 'definition' | 'orm'>[],
  log: Log,
): void {
  for (const { definition, orm } of open) {
    limitPools(orm, config.services.get(definition)?.pool ?? definition.pool);
  }
  rereadLevel(config, log);
}
