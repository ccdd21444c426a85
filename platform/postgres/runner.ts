import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import type { Account } from './account.ts';
import type { Program } from './binaries.ts';
import { CLEAN_ENVIRONMENT, finish, lastLine } from './run.ts';

/**
 * PostgreSQL refuses to run as root.
 * - `as-is`: we are an ordinary user, there is nothing to do.
 * - `user-namespace`: root on Linux, through `unshare -U`: a new user namespace without any mapping. In it the server sees an
 *   ordinary id and owns what root owns, but has none of root's privileges. No account, no copies, also below a 0700 folder.
 *   It serves an ordinary user without a name as well.
 * - `nobody`: root on Linux where user namespaces are blocked (Docker's default seccomp profile): as the account nobody.
 */
export type Mode = 'as-is' | 'user-namespace' | 'nobody';

export type Runner = {
  readonly mode: Mode;
  /** Who owns the server's files, as we see it. */
  readonly account: Account;
  start(program: Program, args: string[], options?: SpawnOptions): ChildProcess;
};

/** The working folder is `/`: the one that we were started in may be closed to the program. */
export const launch = (file: string, args: string[], options: SpawnOptions = {}): ChildProcess =>
  spawn(file, args, { env: CLEAN_ENVIRONMENT, cwd: '/', stdio: 'pipe', ...options });

/** Tries a runner. Why it cannot run the server; `undefined` if it can. */
export const failureOf = async (runner: Pick<Runner, 'start'>): Promise<string | undefined> => {
  const { code, output } = await finish(runner.start('postgres', ['-V']));
  return code === 0 ? undefined : lastLine(output) || `exit code ${code}`;
};
