import { createInterface } from 'node:readline/promises';
import { StartupError } from '../platform/errors/startup-error.ts';
import { resetDataDir } from '../platform/postgres/index.ts';
import { forgetDemonstration } from './demonstration.ts';

/** Removes the embedded databases for a fresh start, after asking. `--yes` answers for scripts. */
export async function reset(dataDir: string, options: { ask: boolean }): Promise<void> {
  if (options.ask && !(await confirmed(dataDir))) {
    throw new StartupError('Nothing was removed.');
  }
  await resetDataDir(dataDir);
  await forgetDemonstration(dataDir);
  process.stdout.write(`The databases in ${dataDir} were removed.\n`);
}

async function confirmed(dataDir: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new StartupError('--reset asks before it removes anything and there is nobody to answer: add --yes.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(`Remove all databases in ${dataDir}? Every row in them is lost. Type yes: `);
    return answer.trim().toLowerCase() === 'yes';
  } finally {
    terminal.close();
  }
}
