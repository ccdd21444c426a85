/** `npm run schema:check -- [options]`: what a change of the SDL means to those who use the graph. See docs/schema-checks.md. */
import { CannotRun } from './cannot-run.ts';
import { checkSchema, type Report } from './check.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { annotations } from './report/annotations.ts';
import { painting, textReport } from './report/text.ts';

const SAFE = 0;
const BREAKING = 1;
const CANNOT_RUN = 2;

function written(report: Report, { format, verbose }: Options): string {
  const seconds = performance.now() / 1000;
  switch (format) {
    case 'json':
      return `${JSON.stringify({ ...report, seconds }, null, 2)}\n`;
    case 'annotations':
      return annotations(report);
    default:
      return textReport(report, { paint: painting(process.stdout), verbose, seconds });
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(`${USAGE}\n`);
  } else {
    const report = await checkSchema(options);
    process.stdout.write(written(report, options));
    process.exitCode = report.verdict === 'safe' ? SAFE : BREAKING;
  }
} catch (error) {
  process.exitCode = CANNOT_RUN;
  process.stderr.write(`${error instanceof CannotRun ? error.message : (error as Error).stack}\n`);
}
