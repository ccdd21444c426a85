import { StartupError } from '../errors/startup-error.ts';
import { type Binaries, programPath } from './binaries.ts';
import type { Layout } from './layout.ts';
import { prepareForNobody } from './nobody.ts';
import { type Account, describe, firstClosedFolder, NOBODY } from './account.ts';
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
  if ((mode ?? (account.uid === 0 ? undefined : 'as-is')) === 'as-is') return runAsIs(binaries, account);
  if (process.platform !== 'linux') throw cannotRun('PostgreSQL does not run as root here: start as an ordinary user');

  const obstacles: string[] = [];
  if (mode !== 'nobody') {
    const runner = runInNamespace(binaries, account);
    const obstacle = await obstacleInNamespace(runner, layout, account);
    if (obstacle === undefined) return runner;
    obstacles.push(obstacle);
  }
  if (mode !== 'user-namespace') {
    const runner = await prepareForNobody(binaries, layout, runAsNobody);
    if (typeof runner !== 'string') return runner;
    obstacles.push(runner);
  }
  throw cannotRun(
    `PostgreSQL does not run as root and cannot be run otherwise from here (${obstacles.join('; ')}): ` +
      'start as an ordinary user, or set DATA_DIR to a folder below one that everybody can enter, such as /var/lib',
  );
};

const runAsIs = async (binaries: Binaries, account: Account): Promise<Runner> => {
  const start: Runner['start'] = (program, args, options) => launch(programPath(binaries.folder, program), args, options);
  const failure = await failureOf({ start });
  if (failure !== undefined) throw cannotRun(`The embedded PostgreSQL does not run on this machine (${failure}): set the database URLs to another server`);
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

const cannotRun = (sentence: string): StartupError => new StartupError(`${sentence}.`, { code: 'POSTGRES_UNAVAILABLE' });
