/** `npm run audit:export -- --out dir`: writes the audit log and its proofs for `npm run audit:verify`. See docs/audit.md. */
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { StartupError } from '../platform/errors/startup-error.ts';
import { createLog } from '../platform/log/log.ts';
import { refuse } from '../platform/process/run.ts';
import { readServicesConfig } from '../platform/service/config.ts';
import { withDatabases } from '../platform/service/reach-databases.ts';
import { exportLog } from '../subgraphs/audit/sealing/export.ts';
import { audit } from '../subgraphs/audit/service.ts';
import { BACKUP_READER, services } from '../subgraphs/index.ts';

const log = createLog({ level: 'warn', name: 'audit-export' });

async function run(out: string): Promise<number> {
  const config = readServicesConfig([audit], undefined, 'migrate');
  return withDatabases(config, [audit], { all: services, reader: BACKUP_READER, log }, async (urlsOf) => {
    const client = new Client({
      connectionString: urlsOf(audit).dbUrl,
      application_name: 'nanopore-audit-export',
      options: '-c timezone=UTC',
    });
    client.on('error', () => undefined); // the statement under way rejects with it
    await client.connect();
    try {
      return await exportLog(client, out);
    } finally {
      await client.end();
    }
  });
}

try {
  const { out } = parseArgs({ options: { out: { type: 'string' } } }).values;
  if (out === undefined) {
    throw new StartupError('Say where to: npm run audit:export -- --out <folder that is not there yet>.');
  }
  const entries = await run(out).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new StartupError(`There is an export in ${out} already.`, { cause: error }) : error;
  });
  process.stdout.write(`${entries} sealed entries written to ${out}\n`);
} catch (error) {
  refuse(error);
}
