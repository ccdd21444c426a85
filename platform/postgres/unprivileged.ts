import { userInfo } from 'node:os';
import { StartupError } from '../errors/startup-error.ts';
import { type Account, describe, firstClosedFolder, NOBODY } from './account.ts';
import { type Binaries, programPath } from './binaries.ts';
import type { Layout } from './layout.ts';
import { prepareForNobody } from './nobody.ts';
import { lastLine, run } from './run.ts';
import { failureOf, launch, type Mode, type Runner } from './runner.ts';

/**
 * Decides how the binaries are run for a data folder, and tries it (`postgres -V`), so that what fails later is not this.
 *
 * @param mode forces one way, for tests and for a host on which the probe is wrong.
 * @throws StartupError `POSTGRES_UNAVAILABLE` in one sentence that says what to do.
 */
export const chooseRunner = async (binaries: Binaries, layout: Layout, mode?: Mode): Promise<Runner> => {
  const account = { uid: process.geteuid?.() ?? -1, gid: process.getegid?.() ?? -1 };
  const root = account.uid === 0;
  if (mode === 'as-is' || (mode === undefined && !root && hasName())) return runAsIs(binaries, account);
  if (process.platform !== 'linux') throw cannotRun('PostgreSQL does not run as root here: start as an ordinary user');

  const obstacles: string[] = [];
  if (mode !== 'nobody') {
    const runner = runInNamespace(binaries, account);
    const obstacle = await obstacleInNamespace(runner, layout, account);
    if (obstacle === undefined) return runner;
    obstacles.push(obstacle);
  }
  if (root && mode !== 'user-namespace') {
    const runner = await prepareForNobody(binaries, layout, runAsNobody);
    if (typeof runner !== 'string') return runner;
    obstacles.push(runner);
  }
  throw cannotRun(
    root
      ? `PostgreSQL does not run as root and cannot be run otherwise from here (${obstacles.join('; ')}): ` +
          'start as an ordinary user, or set DATA_DIR to a folder below one that everybody can enter, such as /var/lib'
      : `PostgreSQL does not run as user ${account.uid}, who has no name on this machine (${obstacles.join('; ')}): ` +
          'add the user to /etc/passwd, or start as another one',
  );
};

/** initdb insists on looking up the user's name; a container started with `--user 12345` has none. A namespace lends it one. */
const hasName = (): boolean => {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
};

const runAsIs = async (binaries: Binaries, account: Account): Promise<Runner> => {
  const start: Runner['start'] = (program, args, options) =>
    launch(programPath(binaries.folder, program), args, options);
  const failure = await failureOf({ start });
  if (failure !== undefined)
    throw cannotRun(
      `The embedded PostgreSQL does not run on this machine (${failure}): set the database URLs to another server`,
    );
  return { mode: 'as-is', account, start };
};

const runInNamespace = (binaries: Binaries, account: Account): Runner => ({
  mode: 'user-namespace',
  account,
  start: (program, args, options) => launch('unshare', ['-U', programPath(binaries.folder, program), ...args], options),
});

const runAsNobody = (folder: string): Runner => ({
  mode: 'nobody',
  account: NOBODY,
  start: (program, args, options) => launch(programPath(folder, program), args, { ...NOBODY, ...options }),
});

const obstacleInNamespace = async (runner: Runner, layout: Layout, account: Account): Promise<string | undefined> => {
  const allowed = await run('unshare', ['-U', 'true']);
  if (allowed.code !== 0) return `user namespaces are blocked: ${lastLine(allowed.output)}`;
  const failure = await failureOf(runner);
  if (failure !== undefined) return `in a user namespace: ${failure}`;
  const closed = await firstClosedFolder(layout.dataDir, account);
  return closed && `in a user namespace: ${describe(closed)}`;
};

const cannotRun = (sentence: string): StartupError =>
  new StartupError(`${sentence}.`, { code: 'POSTGRES_UNAVAILABLE' });
