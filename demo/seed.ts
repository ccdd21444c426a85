import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Log } from '../platform/log/log.ts';
import type { OpenService } from '../platform/service/open.ts';
import { seedAi } from './ai.ts';
import { seedAudit } from './audit.ts';
import { seedBackup } from './backup.ts';
import { seedConfig } from './config.ts';
import { seedSamples } from './samples.ts';

const SEEDS: Record<string, (em: EntityManager) => Promise<void>> = {
  samples: seedSamples,
  ai: seedAi,
  audit: seedAudit,
  backup: seedBackup,
  config: seedConfig,
};

/** Filled by a migration already, in every lab. */
const NOT_OURS = new Set(['retention_policies']);

/**
 * Fills the demonstration lab into databases that are empty, each in a transaction of its own: a start that was
 * interrupted is completed by the next one, and no row of anybody else is ever touched.
 */
export async function seedDemonstration(services: readonly OpenService[], log: Log): Promise<void> {
  await Promise.all(
    services.map(async ({ definition, orm }) => {
      const seed = SEEDS[definition.name];
      if (seed === undefined) {
        return;
      }
      const seeded = await orm.em.fork().transactional(async (em) => {
        const empty = await isEmpty(em);
        if (empty) {
          await seed(em);
        }
        return empty;
      });
      log.info({ service: definition.name }, seeded ? 'demonstration rows written' : 'rows present, no demonstration');
    }),
  );
}

async function isEmpty(em: EntityManager): Promise<boolean> {
  const tables = [...em.getMetadata().getAll().values()]
    .map(({ tableName }) => tableName)
    .filter((name) => !NOT_OURS.has(name));
  const rows = tables.map((table) => sql`(select 1 from ${sql.table(table)} limit 1)`);
  const found = await sql`${sql.join(rows, sql` union all `)}`.execute(em.getKysely<unknown>());
  return found.rows.length === 0;
}
