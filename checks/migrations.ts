/** `node checks/migrations.ts`: migrates empty databases, and compares what came out with the entities. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateUp, schemaDrift } from '../platform/database/migrate.ts';
import { silentLog } from '../platform/log/log.ts';
import { startEmbeddedDatabases } from '../platform/service/embedded-databases.ts';
import { BACKUP_READER, services } from '../subgraphs/index.ts';

const dataDir = await mkdtemp(join(tmpdir(), 'nanopore-check-'));
const databases = await startEmbeddedDatabases(services, { dataDir, reader: BACKUP_READER, log: silentLog() });
try {
  for (const service of services) {
    const { ownerUrl } = databases.urls.get(service.name) as { ownerUrl: string };
    await migrateUp(service, ownerUrl, undefined);
    const drift = await schemaDrift(service, ownerUrl);
    if (drift !== '') {
      process.exitCode = 1;
      process.stderr.write(`The migrations of ${service.name} miss what its entities say:\n${drift}\n`);
    }
  }
} finally {
  await databases.cluster.stop();
  await rm(dataDir, { recursive: true, force: true });
}
