import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, startCluster } from '../../platform/postgres/index.ts';

declare global {
  var testCluster: { cluster: Cluster; dataDir: string } | undefined;
}

/** One server for all test files; each clones the databases it needs (see databases.ts). */
export default async function globalSetup(): Promise<void> {
  const dataDir = await realpath(await mkdtemp(join(tmpdir(), 'nanopore-test-')));
  // The tests of durability start servers of their own; here a lost page costs nothing.
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: 300 };
  const cluster = await startCluster({ dataDir, settings });
  globalThis.testCluster = { cluster, dataDir };
  process.env.TEST_ADMIN_URL = cluster.adminUrl;
}
