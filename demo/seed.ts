import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Log } from '../platform/log/log.ts';
import type { OpenService } from '../platform/service/open.ts';
import { seedAi } from './ai.ts';
import { seedAudit } from './audit.ts';
import { seedBackup } from './backup.ts';
import { seedConfig } from './config.ts';
import { seedSamples } from './samples.ts';

type Seed = { emptyTable: string; seed(em: EntityManager): Promise<void> };

const SEEDS: Record<string, Seed> = {
  samples: { emptyTable: 'nanopore_samples', seed: seedSamples },
  ai: { emptyTable: 'ai_extraction_results', seed: seedAi },
  audit: { emptyTable: 'audit_logs', seed: seedAudit },
  backup: { emptyTable: 'backup_jobs', seed: seedBackup },
  config: { emptyTable: 'application_configs', seed: seedConfig },
};

/**
 * Fills the demonstration lab into databases that are empty, each in a transaction of its own: a start that was
 * interrupted is completed by the next one, and no row of anybody else is ever touched.
 */
export async function seedDemonstration(services: readonly OpenService[], log: Log): Promise<void> {
  await Promise.all(
    services.map(async ({ definition, orm }) => {
      const part = SEEDS[definition.name];
      if (part === undefined) {
        return;
      }
      const seeded = await orm.em.fork().transactional(async (em) => {
        const { rows } = await sql`select from ${sql.table(part.emptyTable)} limit 1`.execute(em.getKysely<unknown>());
        if (rows.length > 0) {
          return false;
        }
        await part.seed(em);
        return true;
      });
      log.info({ service: definition.name }, seeded ? 'demonstration rows written' : 'rows present, no demonstration');
    }),
  );
}
