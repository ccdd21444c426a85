import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { writePrivateFile } from '../../../platform/postgres/durable-file.ts';
import { verifyPage } from './page.ts';
import type { VerifyReport } from './verify-report.ts';

/**
 * Writes a verification as `verify-<when it finished>.json` and `.html`, which only their owner may read: they hold
 * keys of rows. Each file is there as a whole or not at all.
 *
 * @throws StartupError when the folder takes no files.
 */
export async function writeReports(folder: string, report: VerifyReport): Promise<{ json: string; page: string }> {
  const name = `verify-${new Date(report.finishedAt).toISOString().replace(/[:.]/g, '-')}`;
  const paths = { json: join(folder, `${name}.json`), page: join(folder, `${name}.html`) };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writePrivateFile(paths.json, `${JSON.stringify(report, undefined, 2)}\n`);
    await writePrivateFile(paths.page, verifyPage(report));
  } catch (error) {
    throw new StartupError(
      `The reports cannot be written to ${folder} (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}): ` +
        'name a folder that you may write to and that has space.',
      { cause: error },
    );
  }
  return paths;
}
