/**
 * `npm run audit:verify -- --export dir --key pub [--checkpoints file]`: checks what was exported of an audit log. Asks no
 * database and no service. Exit code 0: all of it is as it was sealed; 1: it is not; 2: it could not be checked.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readKey } from './checkpoint.ts';
import { type CheckpointLine, linesOf, openExport } from './export.ts';
import { verifyExport } from './verify.ts';

const USAGE =
  'Usage: --export <folder> --key <public key, or a file with it> [--key …] [--checkpoints <copy from outside>]';

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: { export: { type: 'string' }, key: { type: 'string', multiple: true }, checkpoints: { type: 'string' } },
  });
  if (values.export === undefined || values.key === undefined) {
    throw new Error(USAGE);
  }
  const keys = values.key.map((each) => readKey(existsSync(each) ? readFileSync(each, 'utf8') : each));
  const outside = values.checkpoints === undefined ? undefined : linesOf<CheckpointLine>(values.checkpoints);
  const { problems, entries, signed, waiting, checkpoints } = await verifyExport(
    openExport(values.export),
    keys,
    outside,
  );
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  for (const problem of problems) {
    say(`✗ ${problem}`);
  }
  say(
    `${entries} entries sealed, ${signed} of them signed, by ${checkpoints} checkpoints; ${waiting} more wait for their place.`,
  );
  if (outside === undefined) {
    say('No copy of the checkpoints from outside was given: whoever has the key could have written all of it anew.');
  }
  say(problems.length === 0 ? '✓ Everything is as it was sealed.' : 'NOT as it was sealed.');
  return problems.length === 0 ? 0 : 1;
}

process.exitCode = await run().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  return 2;
});
