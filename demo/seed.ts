import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { serviceWriter, writingAs } from '../platform/events/writer.ts';
import type { Log } from '../platform/log/log.ts';
import type { OpenService } from '../platform/service/open.ts';
import { seedAi } from './ai.ts';
import { seedAudit } from './audit.ts';
import { seedBackup } from './backup.ts';
import { seedConfig } from './config.ts';
import { demoId } from './lab.ts';
import { seedSamples } from './samples.ts';

type Seed = (em: EntityManager) => Promise<void>;

const SEEDS: Record<string, Seed> = {
  samples: seedSamples,
  ai: seedAi,
  audit: seedAudit,
  backup: seedBackup,
  config: seedConfig,
};

type Sign = { table: string; id: string };

/** A row by which the demonstration is known again. */
const SIGNS: Record<string, Sign> = {
  samples: { table: 'nanopore_samples', id: demoId('sample', 1) },
  ai: { table: 'ai_extraction_results', id: demoId('extraction', 1) },
  audit: { table: 'audit_logs', id: demoId('audit', 1) },
  backup: { table: 'backup_jobs', id: demoId('backup_job', 1) },
  config: { table: 'application_configs', id: demoId('app_config', 1) },
};

/** Filled by a migration already, in every lab. */
const NOT_OURS = new Set(['retention_policies']);

/**
 * Fills the demonstration lab into empty databases, each in a transaction of its own. A start that was interrupted is
 * completed by the next one; as soon as one database holds rows of anybody else, none is touched.
 */
export async function seedDemonstration(services: readonly OpenService[], log: Log): Promise<void> {
  const shown = services.filter(({ definition }) => SEEDS[definition.name] !== undefined);
  const contents = await Promise.all(shown.map(async (service) => ({ service, holds: await contentOf(service) })));
  const foreign = contents.filter(({ holds }) => holds === 'rows').map(({ service }) => service.definition.name);
  if (foreign.length > 0) {
    log.info({ services: foreign }, 'these have rows already, so there is no demonstration');
    return;
  }
  await Promise.all(
    contents
      .filter(({ holds }) => holds === 'nothing')
      .map(async ({ service: { definition, orm } }) => {
        await writingAs(serviceWriter('demonstration'), () =>
          orm.em.fork().transactional((em) => (SEEDS[definition.name] as Seed)(em)),
        );
        log.info({ service: definition.name }, 'demonstration rows written');
      }),
  );
}

async function contentOf({ orm, definition }: OpenService): Promise<'nothing' | 'demonstration' | 'rows'> {
  const em = orm.em.fork();
  const tables = [...em.getMetadata().getAll().values()]
    .map(({ tableName }) => tableName)
    .filter((name) => !NOT_OURS.has(name));
  const rows = tables.map((table) => sql`(select 1 from ${sql.table(table)} limit 1)`);
  const any = await sql`${sql.join(rows, sql` union all `)}`.execute(em.getKysely<unknown>());
  if (any.rows.length === 0) {
    return 'nothing';
  }
  const { table, id } = SIGNS[definition.name] as Sign;
  const sign = await sql`select 1 from ${sql.table(table)} where id = ${id}`.execute(em.getKysely<unknown>());
  return sign.rows.length === 1 ? 'demonstration' : 'rows';
}
