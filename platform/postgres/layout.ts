import { join } from 'node:path';

/**
 * Where this module keeps its things in a data folder. Whatever else lies there belongs to somebody else:
 * `resetDataDir` removes what is named here and nothing more.
 */
export type Layout = {
  readonly dataDir: string;
  /** Says which process uses the folder; see data-dir-lock.ts. */
  readonly lock: string;
  readonly credentials: string;
  /** The cluster (PGDATA). It exists whole or not at all: it is made beside and renamed. */
  readonly cluster: string;
  /** Prefix of folders in which an initdb works, and of clusters on their way out; left-overs are rubbish. */
  readonly unfinished: string;
  readonly log: string;
  readonly previousLog: string;
  readonly sockets: string;
  /** Copies of the binaries, only where `nobody` cannot reach the originals. */
  readonly binaries: string;
};

export const layoutOf = (dataDir: string): Layout => ({
  dataDir,
  lock: join(dataDir, 'lock'),
  credentials: join(dataDir, 'credentials.json'),
  cluster: join(dataDir, 'postgres'),
  unfinished: join(dataDir, 'postgres.unfinished-'),
  log: join(dataDir, 'postgres.log'),
  previousLog: join(dataDir, 'postgres.log.1'),
  sockets: join(dataDir, 'postgres.sock'),
  binaries: join(dataDir, 'postgres.bin'),
});
