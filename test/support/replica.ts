import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrateUp } from '../../platform/database/migrate.ts';
import { findBinaries } from '../../platform/postgres/binaries.ts';
import { SUPERUSER } from '../../platform/postgres/create-cluster.ts';
import { type Cluster, loadCredentials, provision, startCluster } from '../../platform/postgres/index.ts';
import { layoutOf } from '../../platform/postgres/layout.ts';
import { SILENT } from '../../platform/postgres/log.ts';
import { connectWhenReady } from '../../platform/postgres/readiness.ts';
import { type ServerProcess, startServer } from '../../platform/postgres/server-process.ts';
import { prepareSocketFolder, SOCKET_PORT, socketFolderOf } from '../../platform/postgres/sockets.ts';
import { chooseRunner } from '../../platform/postgres/unprivileged.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';
import { planOf } from './databases.ts';
import { temporaryFolder } from './process.ts';

export type Pair = AsyncDisposable & {
  /** The run-time role's, as a service gets them. */
  primaryUrl: string;
  replicaUrl: string;
  replicaAdminUrl: string;
  stopReplica(): Promise<void>;
  startReplica(): Promise<void>;
};

const SETTINGS = { fsync: 'off', wal_level: 'replica', max_connections: 50, shared_buffers: '32MB' };

/**
 * A server with a service's migrated database, and a streaming replica of it. The embedded binaries have no
 * pg_basebackup: the replica begins as a copy of the stopped primary's files.
 */
export async function primaryAndReplica(definition: ServiceDefinition): Promise<Pair> {
  const [one, two] = [await temporaryFolder(), await temporaryFolder()];
  const plan = planOf(definition);
  const first = await startCluster({ dataDir: one.path, settings: SETTINGS });
  await provision(first.adminUrl, { databases: [plan] });
  await migrateUp(definition, first.url(plan.owner, plan.name), plan.runtime.user);
  await first.stop();

  const layout = layoutOf(two.path);
  await cp(layoutOf(one.path).cluster, layout.cluster, { recursive: true, preserveTimestamps: true });
  await rm(join(layout.cluster, 'postmaster.opts'), { force: true });
  await writeFile(join(layout.cluster, 'standby.signal'), '', { mode: 0o600 });

  const { [SUPERUSER]: password } = await loadCredentials(one.path, [SUPERUSER]);
  const primary = await startCluster({ dataDir: one.path, settings: SETTINGS });
  const replica = await replicaOf(primary, layout, password);
  await replica.start();
  const urlAt = (folder: string, user: string, secret: string, database: string): string =>
    `postgresql://${user}:${secret}@${encodeURIComponent(folder)}:${SOCKET_PORT}/${database}`;
  const { user, password: secret } = plan.runtime;
  return {
    primaryUrl: primary.url(plan.runtime, plan.name),
    replicaUrl: urlAt(replica.folder, user, secret, plan.name),
    replicaAdminUrl: urlAt(replica.folder, SUPERUSER, password, 'postgres'),
    stopReplica: replica.stop,
    startReplica: replica.start,
    [Symbol.asyncDispose]: async () => {
      await replica.stop();
      await primary.stop();
      await one[Symbol.asyncDispose]();
      await two[Symbol.asyncDispose]();
    },
  };
}

async function replicaOf(primary: Cluster, layout: ReturnType<typeof layoutOf>, password: string) {
  const runner = await chooseRunner(await findBinaries(), layout, primary.mode);
  const folder = socketFolderOf(layout);
  const source = decodeURIComponent(new URL(primary.adminUrl).hostname);
  let server: ServerProcess | undefined;
  return {
    folder,
    start: async (): Promise<void> => {
      await prepareSocketFolder(folder, runner.account);
      const settings = {
        ...SETTINGS,
        listen_addresses: '',
        unix_socket_directories: folder,
        primary_conninfo: `host=${source} port=${SOCKET_PORT} user=${SUPERUSER} password=${password}`,
        wal_retrieve_retry_interval: '100ms',
      };
      server = await startServer(layout, runner, settings, SILENT);
      const url = `postgresql://${SUPERUSER}:${password}@${encodeURIComponent(folder)}:${SOCKET_PORT}/postgres`;
      await (await connectWhenReady(url, server, layout, SILENT)).end();
    },
    stop: async (): Promise<void> => {
      await server?.stop();
      server = undefined;
    },
  };
}
