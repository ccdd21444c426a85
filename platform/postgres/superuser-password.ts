import { escapeLiteral } from 'pg';
import { StartupError } from '../errors/startup-error.ts';
import { SUPERUSER } from './create-cluster.ts';
import type { Layout } from './layout.ts';
import { finish, lastLines } from './run.ts';
import type { Runner } from './runner.ts';

/**
 * Gives the superuser a new password without knowing the old one, in PostgreSQL's single-user mode: whoever lost the credentials
 * file has not lost the data. No server may run on the cluster.
 */
export const setSuperuserPassword = async (layout: Layout, runner: Runner, password: string): Promise<void> => {
  const child = runner.start('postgres', [
    '--single',
    '-D',
    layout.cluster,
    '-c',
    'exit_on_error=on',
    '-c',
    'log_min_error_statement=panic',
    'postgres',
  ]);
  const { code, output } = await finish(child, `ALTER ROLE ${SUPERUSER} PASSWORD ${escapeLiteral(password)}\n`);
  if (code === 0) return;
  throw new StartupError(
    `The lost password of the database's superuser could not be replaced: ${lastLines(output, 5)}`,
    { code: 'POSTGRES_FAILED' },
  );
};
