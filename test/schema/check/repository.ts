import { execFileSync } from 'node:child_process';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Exit, run } from '../../support/process.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
/** All that the command needs of the project. */
const PARTS = ['schema', 'gateway', 'platform', 'checks', 'package.json'];

export type Ran = Exit & { output: string };

/** A copy of the project in which a test may change what it likes. */
export type Copy = {
  path: string;
  change(file: string, from: string | RegExp, to: string): Promise<void>;
  git(...args: string[]): string;
  check(...args: string[]): Promise<Ran>;
};

const AUTHOR = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false'];

/** At `path`, with its own history: one commit on main. */
export async function copiedProject(path: string): Promise<Copy> {
  for (const part of PARTS) {
    await cp(join(PROJECT, part), join(path, part), { recursive: true });
  }
  const copy = await projectAt(path);
  copy.git('init', '--quiet', '--initial-branch=main');
  copy.git('add', ...PARTS);
  copy.git('commit', '--quiet', '--message=As it was');
  return copy;
}

export async function projectAt(path: string): Promise<Copy> {
  await symlink(join(PROJECT, 'node_modules'), join(path, 'node_modules'));
  return {
    path,
    git: (...args) =>
      execFileSync('git', [...AUTHOR, ...args], { cwd: path, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
    change: async (file, from, to) => {
      const before = await readFile(join(path, file), 'utf8');
      const after = before.replace(from, to);
      if (after === before) {
        throw new Error(`${file} has no ${from}`);
      }
      await writeFile(join(path, file), after);
    },
    check: async (...args) => {
      const command = run('schema/check/command.ts', {}, args, { cwd: path });
      const exit = await command.exit;
      return { ...exit, output: command.output() };
    },
  };
}
