/**
 * `npm run bench:data -- --samples N [--force]`: fills the five databases, those that the environment names or the
 * embedded ones in DATA_DIR, with N samples and everything that goes with them: 8N steps, N extractions, 3N audit logs.
 * Refuses in production, and where samples are already; `--force` adds to them.
 */
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { readSingleConfig } from '../config.ts';
import { StartupError } from '../platform/errors/startup-error.ts';
import { createLog } from '../platform/log/log.ts';
import { refuse, runProcess } from '../platform/process/run.ts';
import { openService } from '../platform/service/open.ts';
import { provideSecrets } from '../platform/service/secrets.ts';
import { provideDatabases } from '../start/databases.ts';
import { services } from '../subgraphs/index.ts';
import { ai } from './fill/ai.ts';
import { audit } from './fill/audit.ts';
import { backup } from './fill/backup.ts';
import type { Batch, Fill } from './fill/batch.ts';
import { config as configFill } from './fill/config.ts';
import { samples } from './fill/samples.ts';
import { withoutEvents } from './fill/without-events.ts';

const FILLS: Record<string, Fill> = { samples, ai, audit, backup, config: configFill };
const BATCH = 50_000;
const MOST_SAMPLES = 10_000_000;

function readOptions(): { count: number; force: boolean } {
  const { values } = parseArgs({
    options: { samples: { type: 'string' }, force: { type: 'boolean', default: false } },
  });
  const count = Number(values.samples);
  if (!Number.isInteger(count) || count < 1 || count > MOST_SAMPLES) {
    throw new StartupError(`Say how many samples: npm run bench:data -- --samples 1000000 (at most ${MOST_SAMPLES}).`);
  }
  return { count, force: values.force };
}

/** The number of the last sample that an earlier run wrote; others' samples are counted but have no number. */
async function present(client: Client): Promise<{ rows: boolean; last: number }> {
  const { rows } = await client.query<{ any: boolean; last: string | null }>(`
    select exists (select from nanopore_samples) as any,
      (select id::text from nanopore_samples where id < '01900000-0000-7000-8001-000000000000'
         and id >= '01900000-0000-7000-8000-000000000000' order by id desc limit 1) as last`);
  const [row] = rows as [{ any: boolean; last: string | null }];
  return { rows: row.any, last: row.last === null ? 0 : Number.parseInt(row.last.slice(-12), 16) };
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'nanopore-bench' });
  await client.connect();
  await client.query('set synchronous_commit = off');
  return client;
}

async function fill(name: string, client: Client, all: Batch): Promise<void> {
  const service = FILLS[name] as Fill;
  const started = performance.now();
  await service.once(client, all);
  for (let from = all.from; from <= all.to; from += BATCH) {
    await service.everything(client, { ...all, from, to: Math.min(from + BATCH - 1, all.to) });
  }
  await client.query('vacuum analyze').catch(() => undefined); // tables of the owner alone are skipped with a warning
  process.stdout.write(`${name}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}

try {
  const { count, force } = readOptions();
  const config = readSingleConfig();
  if (config.production) {
    throw new StartupError('Invented samples do not belong into production.');
  }
  const log = createLog({ level: 'warn', name: 'bench' });
  await runProcess(log, async (opened) => {
    const databases = await provideDatabases(services, { ...config, seed: 'none' }, opened, log);
    const clients = new Map<string, Client>();
    for (const definition of services) {
      const urls = databases.urlsOf(definition);
      const service = await openService(
        definition,
        { ...urls, replicaUrls: [], pool: { min: 0, max: 1 } },
        { mayMigrate: true, lab: config.lab, secrets: await provideSecrets(definition, config), log },
      );
      await service.close();
      const client = await connect(urls.ownerUrl ?? urls.dbUrl);
      opened.add(`${definition.name} connection`, () => client.end());
      clients.set(definition.name, client);
    }
    const before = await present(clients.get('samples') as Client);
    if (before.rows && !force) {
      throw new StartupError('There are samples in these databases: name empty ones, or add --force to fill them up.');
    }
    const now = new Date().toISOString();
    const batch = { from: before.last + 1, to: before.last + count, last: before.last + count, now };
    for (const [name, client] of clients) {
      await withoutEvents(client, () => fill(name, client, batch));
    }
    await opened.close();
  });
} catch (error) {
  refuse(error);
}
