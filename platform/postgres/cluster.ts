import { findBinaries } from './binaries.ts';
import { clusterExists, createCluster, removeUnfinished, SUPERUSER } from './create-cluster.ts';
import { loadCredentials } from './credentials.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { type Role, socketUrl } from './database-url.ts';
import { type Layout, layoutOf } from './layout.ts';
import { stopLeftOverServer } from './left-over-server.ts';
import { type Log, SILENT } from './log.ts';
import { takeOverCluster } from './ownership.ts';
import { connectWhenReady, WrongPassword } from './readiness.ts';
import type { Mode, Runner } from './runner.ts';
import { type ServerExit, type ServerProcess, type Settings, startServer } from './server-process.ts';
import { prepareSocketFolder, removeSocketFolder, SOCKET_PORT, socketFolderOf } from './sockets.ts';
import { setSuperuserPassword } from './superuser-password.ts';
import { chooseRunner } from './unprivileged.ts';

export type ClusterOptions = {
  /** Made if missing. One process at a time uses it. */
  readonly dataDir: string;
  readonly log?: Log;
  /** Server parameters over those of `DEFAULTS`, for example `{ wal_level: 'logical' }`. */
  readonly settings?: Settings;
  /** Ends a start that is under way: the server stops, the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Forces how the binaries are run; found out otherwise. */
  readonly mode?: Mode;
};

export type Cluster = {
  /** The superuser, in the database `postgres`. For provisioning and maintenance, never for a service. */
  readonly adminUrl: string;
  readonly pid: number;
  readonly mode: Mode;
  /** Resolves when the server has ended; `expected` is false if nobody asked it to. Never rejects. */
  readonly exited: Promise<ServerExit>;
  url(role: Role, database: string): string;
  /** Fast shutdown: open transactions are rolled back. Resolves when the server has ended; may be called again. */
  stop(): Promise<void>;
};

const DEFAULTS: Settings = {
  listen_addresses: '',
  port: SOCKET_PORT,
  unix_socket_permissions: '0700',
  max_connections: 150,
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  log_line_prefix: '%m [%p] %q%u@%d ',
  log_checkpoints: false,
};

/**
 * Starts the PostgreSQL of a data folder and makes its cluster on the first start. It is reached over a Unix socket alone, so two
 * of them never compete for a port. It is durable: a kill of this process, of the server or of the machine loses no commit.
 *
 * @throws StartupError `DATA_DIR_IN_USE`, `DATA_DIR_UNUSABLE`, `POSTGRES_UNAVAILABLE`, `POSTGRES_FAILED`, `CREDENTIALS_DAMAGED`.
 */
export const startCluster = async (options: ClusterOptions): Promise<Cluster> => {
  const { log = SILENT, signal } = options;
  const lock = await lockDataDir(options.dataDir);
  try {
    const layout = layoutOf(lock.dataDir);
    const runner = await chooseRunner(await findBinaries(), layout, options.mode);
    await stopLeftOverServer(layout, log);
    await removeUnfinished(layout);
    const { [SUPERUSER]: password } = await loadCredentials(layout.dataDir, [SUPERUSER]);

    const socketFolder = socketFolderOf(layout);
    const url = (role: Role, database: string) => socketUrl(socketFolder, SOCKET_PORT, role, database);
    const adminUrl = url({ user: SUPERUSER, password }, 'postgres');
    const settings = {
      ...DEFAULTS,
      unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
      ...options.settings,
    };

    await makeOrAdopt(layout, runner, password, settings, log);
    const start = () => startAndClose({ layout, runner, settings, socketFolder, adminUrl, log, signal });
    const server = await start().catch(async (error) => {
      if (!(error instanceof WrongPassword)) throw error;
      log.warn({ dataDir: layout.dataDir }, 'the credentials file was lost; giving the superuser a new password');
      await setSuperuserPassword(layout, runner, password);
      return start();
    });

    reportUnexpectedEnd(server, layout, log);
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      await server.stop();
      await removeSocketFolder(socketFolder);
      await lock.release();
    };
    return {
      adminUrl,
      url,
      pid: server.pid,
      mode: runner.mode,
      exited: server.exited,
      stop: () => (stopped ??= stop()),
    };
  } catch (error) {
    await lock.release();
    // Ctrl-C ends an initdb before we hear of it: then the reason is the signal, not the initdb.
    signal?.throwIfAborted();
    throw error;
  }
};

const makeOrAdopt = async (
  layout: Layout,
  runner: Runner,
  password: string,
  settings: Settings,
  log: Log,
): Promise<void> => {
  if (await clusterExists(layout)) return takeOverCluster(layout.cluster, runner.account);
  log.info({ dataDir: layout.dataDir }, 'making a new PostgreSQL cluster');
  const durable = settings.fsync !== false && settings.fsync !== 'off';
  await createCluster(layout, runner, password, durable);
};

type Start = {
  layout: Layout;
  runner: Runner;
  settings: Settings;
  socketFolder: string;
  adminUrl: string;
  log: Log;
  signal: AbortSignal | undefined;
};

/** Starts the server, and closes the databases that it comes with to everybody but the superuser. Nothing runs if it throws. */
const startAndClose = async ({
  layout,
  runner,
  settings,
  socketFolder,
  adminUrl,
  log,
  signal,
}: Start): Promise<ServerProcess> => {
  signal?.throwIfAborted();
  await prepareSocketFolder(socketFolder, runner.account);
  const server = await startServer(layout, runner, settings, log);
  try {
    const admin = await connectWhenReady(adminUrl, server, layout, log, signal);
    try {
      await admin.query('REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC');
    } finally {
      await admin.end();
    }
    return server;
  } catch (error) {
    await server.stop();
    await removeSocketFolder(socketFolder);
    throw error;
  }
};

const reportUnexpectedEnd = (server: ServerProcess, layout: Layout, log: Log): void => {
  void server.exited.then(async ({ code, signal, expected }) => {
    if (expected) return;
    const tail = await server.logTail().catch(() => '');
    log.error({ code, signal, log: layout.log, tail }, 'PostgreSQL ended unexpectedly');
  });
};
