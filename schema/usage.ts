/** `npm run schema:usage -- FILE… [--out FILE]`: shows what gateways recorded of what clients ask for, or merges it into one file. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mergedUsage, readUsage, times, type Usage, usageText } from './usage-file.ts';

const USAGE = `npm run schema:usage -- FILE… [--out FILE]

  FILE        what a gateway wrote to its USAGE_PATH, or what this command merged
  --out FILE  writes all of it into one file, for npm run schema:check -- --usage FILE`;

function readOptions(): { files: string[]; out: string | undefined } {
  const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
  if (positionals.length === 0) {
    throw new Error(`Name at least one file.\n\n${USAGE}`);
  }
  return { files: positionals, out: values.out };
}

const rows = ({ operations }: Usage): string[][] =>
  operations.flatMap((operation) =>
    operation.clients
      .toSorted((a, b) => b.count - a.count)
      .map(({ name, version, count, lastSeen }, i) => [
        i === 0 ? operation.name || '(no name)' : '',
        i === 0 ? String(times(operation)) : '',
        [name || '(no name)', version].filter(Boolean).join(' '),
        String(count),
        lastSeen.slice(0, 16).replace('T', ' '),
      ]),
  );

function table(usage: Usage): string {
  const all = [['operation', 'times', 'client', 'times', 'last seen'], ...rows(usage)];
  const widths = (all[0] ?? []).map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const lost = usage.dropped === 0 ? [] : [`${usage.dropped} requests found no room in the record.`];
  return [`From ${usage.since} to ${usage.until}`, '', ...lines, ...lost, ''].join('\n');
}

try {
  const { files, out } = readOptions();
  const [first, ...others] = files.map(readUsage);
  const usage = mergedUsage([first as Usage, ...others]);
  if (out === undefined) {
    process.stdout.write(table(usage));
  } else {
    writeFileSync(out, usageText(usage));
    process.stdout.write(`${out}: ${usage.operations.length} operations of ${files.length} files\n`);
  }
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
