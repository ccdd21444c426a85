import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SUPERUSER } from '../../platform/postgres/create-cluster.ts';
import { type Role, socketUrl } from '../../platform/postgres/database-url.ts';
import { layoutOf } from '../../platform/postgres/layout.ts';
import { SILENT } from '../../platform/postgres/log.ts';
import { giveTo } from '../../platform/postgres/ownership.ts';
import { connectWhenReady } from '../../platform/postgres/readiness.ts';
import { finish } from '../../platform/postgres/run.ts';
import { type ServerProcess, type Settings, startServer } from '../../platform/postgres/server-process.ts';
import { prepareSocketFolder, SOCKET_PORT, socketFolderOf } from '../../platform/postgres/sockets.ts';
import { chooseRunner } from '../../platform/postgres/unprivileged.ts';
import { temporaryFolder } from './process.ts';

export type Postgres15 = AsyncDisposable & {
  /** The superuser, in the database `postgres`. */
  adminUrl: string;
  url(role: Role, database: string): string;
};

/** Where Debian puts it. */
const FOLDER = '/usr/lib/postgresql/15';

/** Its pg_dump, which connects to servers of its age or older. */
export const PG_DUMP = join(FOLDER, 'bin', 'pg_dump');

const PASSWORD = 'postgres15';
const SETTINGS = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '32MB' };

/** Whether this machine has an older server to test against; says so loudly where it has none. */
export function hasPostgres15(): boolean {
  const found = existsSync(join(FOLDER, 'bin', 'postgres'));
  if (!found) {
    process.stderr.write(`\nNOT TESTED: there is no PostgreSQL 15 in ${FOLDER}, its tests are skipped.\n`);
  }
  return found;
}

/**
 * A server of PostgreSQL 15 in a folder and on a socket of its own, as an unprivileged user; both are gone when
 * the test is over.
 */
export async function startPostgres15(settings: Settings = {}): Promise<Postgres15> {
  const folder = await temporaryFolder();
  const layout = layoutOf(folder.path);
  const runner = await chooseRunner({ folder: FOLDER, version: '15' }, layout);
  await initialise(folder.path, layout.cluster, runner);
  const sockets = socketFolderOf(layout);
  await prepareSocketFolder(sockets, runner.account);
  const placed = {
    ...SETTINGS,
    ...settings,
    listen_addresses: '',
    unix_socket_directories: sockets,
    port: SOCKET_PORT,
  };
  const server: ServerProcess = await startServer(layout, runner, placed, SILENT);
  const url = (role: Role, database: string): string => socketUrl(sockets, SOCKET_PORT, role, database);
  const adminUrl = url({ user: SUPERUSER, password: PASSWORD }, 'postgres');
  const stop = async (): Promise<void> => {
    await server.stop();
    await folder[Symbol.asyncDispose]();
  };
  try {
    await (await connectWhenReady(adminUrl, server, layout, SILENT)).end();
  } catch (error) {
    await stop();
    throw error;
  }
  return { adminUrl, url, [Symbol.asyncDispose]: stop };
}

async function initialise(
  folder: string,
  cluster: string,
  runner: Awaited<ReturnType<typeof chooseRunner>>,
): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, PASSWORD, { mode: 0o600 });
  if (runner.mode === 'nobody') {
    await giveTo(folder, runner.account);
  }
  const { code, output } = await finish(
    runner.start('initdb', [
      ...['--pgdata', cluster, '--username', SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync', '--no-instructions'],
    ]),
  );
  if (code !== 0) {
    throw new Error(`PostgreSQL 15 could not make its files: ${output}`);
  }
}
