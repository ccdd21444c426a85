/** `npm run check`: everything that is not a test. All of it runs, so that one look shows every problem. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const BIN = 'node_modules/.bin';

const CHECKS: readonly [string, readonly string[]][] = [
  ['format, lint and walls', [`${BIN}/biome`, 'ci', '--error-on-warnings', '.']],
  ['types', [`${BIN}/tsc`, '--noEmit']],
  ['generated types', [process.execPath, 'schema/generate.ts', '--check']],
  ['supergraph', [process.execPath, 'schema/compose.ts', '--check']],
  ['schema: changes, operations, variants, lint', [process.execPath, 'schema/check/command.ts']],
  ['manifest of persisted documents', [process.execPath, 'schema/persist.ts', '--check']],
  ['scopes of every query and mutation', [process.execPath, 'checks/scopes.ts']],
  ['documentation of errors', [process.execPath, 'checks/errors-document.ts', '--check']],
  ['documentation of events', [process.execPath, 'checks/events-document.ts', '--check']],
  ['migrations and entities', [process.execPath, 'checks/migrations.ts']],
];

type Outcome = { name: string; passed: boolean; output: string; seconds: number };

async function run([name, [command, ...args]]: (typeof CHECKS)[number]): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(command as string, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const [code] = (await once(child, 'close')) as [number | null];
  return { name, passed: code === 0, output, seconds: (performance.now() - started) / 1000 };
}

let failed = 0;
for (const check of CHECKS) {
  const { name, passed, output, seconds } = await run(check);
  process.stdout.write(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`);
  if (!passed) {
    failed++;
    process.stdout.write(`${output.replace(/^/gm, '       ')}\n`);
  }
}
process.stdout.write(failed === 0 ? 'All checks passed.\n' : `${failed} of ${CHECKS.length} checks failed.\n`);
process.exitCode = failed === 0 ? 0 : 1;
