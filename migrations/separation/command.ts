/** `npm run separate -- <verb>`: takes a monolith apart into the databases of the services. See docs/separation.md. */
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { readGatewayConfig } from '../../gateway/config.ts';
import { createLog } from '../../platform/log/log.ts';
import { refuse } from '../../platform/process/run.ts';
import { provideSecrets } from '../../platform/service/secrets.ts';
import { services } from '../../subgraphs/index.ts';
import { readSeparationConfig, type SeparationConfig } from './config.ts';
import { type Databases, findDatabases, type Opened, openDatabases } from './open.ts';
import { writeReports } from './report/files.ts';
import { verifyLines } from './report/lines.ts';
import { copyLines, reverseLines, statusLines, switchLines, syncLines } from './report/outcome-lines.ts';
import { planLines } from './report/plan-lines.ts';
import { terminalProgress } from './report/terminal.ts';
import type { VerifyReport } from './report/verify-report.ts';
import { NO_SETTINGS, readSettings, type Settings } from './settings.ts';
import { newPlan } from './verbs/begin.ts';
import { alone, looking, type Pace, type Separation } from './verbs/context.ts';
import { type CopyReport, copy } from './verbs/copy.ts';
import { analyse } from './verbs/plan.ts';
import { preflight, preflightLines } from './verbs/preflight.ts';
import { reverse } from './verbs/reverse.ts';
import { rollback } from './verbs/rollback.ts';
import { lastVerification, status } from './verbs/status.ts';
import { switchOver } from './verbs/switch.ts';
import { sync } from './verbs/sync.ts';
import { verify } from './verbs/verify.ts';

type Options = {
  config?: string;
  workers: number;
  chunkRows: number;
  json?: boolean;
  acceptQuarantine?: boolean;
  dryRun?: boolean;
  report: string;
};

/** What a verb works with; its exit code is what it returns: 0 when everything is as it should be. */
type Work = (separation: Separation, given: Given) => Promise<number>;
type Given = { options: Options; settings: Settings | undefined; opened: Opened; config: SeparationConfig };

const say = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

/** Maps are lists of pairs to JSON unless told otherwise. */
const asJson = (value: unknown): string =>
  JSON.stringify(value, (_key, each) => (each instanceof Map ? Object.fromEntries(each) : each), 2);

function answer<T>({ options }: Pick<Given, 'options'>, report: T, lines: (report: T) => string[]): void {
  say(options.json ? [asJson(report)] : lines(report));
}

const quarantinedRows = ({ quarantined }: Pick<CopyReport, 'quarantined'>): number =>
  [...quarantined.values()].reduce((a, b) => a + b, 0);

/** @param json what is printed as JSON, where that is more than the verification */
async function showVerification(report: VerifyReport, given: Given, json: unknown = report): Promise<number> {
  const paths = await writeReports(resolve(given.options.report), report);
  if (given.options.json) {
    say([asJson(json)]);
  } else {
    say([...verifyLines(report), `The report: ${paths.page} and ${paths.json}`]);
  }
  return report.equal ? 0 : 1;
}

const planWork: Work = async (separation, given) => {
  const report = await analyse(separation, given.settings ?? NO_SETTINGS);
  answer(given, report, planLines);
  return 0;
};

const copyWork: Work = async (separation, given) => {
  if (given.options.dryRun) {
    return planWork(separation, given);
  }
  const report = await copy(separation, given.settings);
  answer(given, report, copyLines);
  return quarantinedRows(report) > 0 && !given.options.acceptQuarantine ? 1 : 0;
};

const verifyWork: Work = async (separation, given) => showVerification(await verify(separation), given);

const WORK: Record<string, Work> = {
  plan: planWork,
  copy: copyWork,
  verify: verifyWork,
  sync: async (separation, given) => {
    const report = given.options.dryRun ? undefined : await sync(separation, given.settings);
    if (report === undefined) {
      return verifyWork(separation, given);
    }
    answer(given, report, syncLines);
    return report.refused > 0 && !given.options.acceptQuarantine ? 1 : 0;
  },
  switch: async (separation, given) => {
    if (given.options.dryRun) {
      return verifyWork(separation, given);
    }
    const report = await switchOver(separation, { acceptQuarantine: given.options.acceptQuarantine === true });
    if (report === 'already') {
      answer(given, { switched: true }, () => ['Switched already.']);
      return 0;
    }
    const { json } = given.options;
    const code = await showVerification(report.verification, given, json ? report : undefined);
    if (!json) {
      say(switchLines(report));
    }
    return report.switched ? 0 : Math.max(1, code);
  },
  reverse: async (separation, given) => {
    const report = await reverse(separation, { dryRun: given.options.dryRun === true });
    answer(given, report, reverseLines);
    return report.did === 'carried' && report.differing.size > 0 ? 1 : 0;
  },
  rollback: async (separation, given) => {
    const dryRun = given.options.dryRun === true;
    answer(given, await rollback(separation, { dryRun }), ({ rows }) => [
      dryRun
        ? 'Nothing stands in the way of a rollback.'
        : `Rolled back: ${rows} rows are removed, and what was made for them.`,
    ]);
    return 0;
  },
  status: async (separation, given) => {
    answer(given, await status(separation), statusLines);
    return 0;
  },
  accept: async (separation, given) => {
    // It brings the gateway along, whose code alone takes as much memory as a copy of any size.
    const { accept, acceptLines } = await import('./verbs/accept.ts');
    const { opened, config } = given;
    const urls = new Map([...opened.urls].map(([name, { dbUrl }]) => [name, dbUrl]));
    const report = await accept(services, urls, {
      ...graphSettings(config),
      source: opened.source,
      lastVerification: () => lastVerification(separation),
    });
    answer(given, report, acceptLines);
    return report.accepted ? 0 : 1;
  },
  run: async (separation, given) => {
    const { options, settings } = given;
    if (options.dryRun) {
      return planWork(separation, given);
    }
    if (!options.json) {
      say(planLines(await analyse(separation, settings ?? NO_SETTINGS)).slice(0, -1)); // its last line names the next step
    }
    const report = await copy(separation, settings);
    if (!options.json) {
      say(copyLines(report));
    }
    const code = await showVerification(await verify(separation), given);
    return code === 0 && quarantinedRows(report) > 0 && !options.acceptQuarantine ? 1 : code;
  },
};

const graphSettings = (config: SeparationConfig) => ({
  lab: config.lab,
  gateway: readGatewayConfig(),
  secretsOf: (definition: (typeof services)[number]) => provideSecrets(definition, config),
  log: createLog({ level: 'warn', name: 'separate' }),
});

/** It lists what is wrong with every server, so that it cannot begin with all of them open. */
async function preflightWork(databases: Databases, pace: Pace, given: Omit<Given, 'opened'>): Promise<number> {
  const { options, settings, config } = given;
  const moves = async () =>
    looking(await openDatabases(databases), pace, (separation) => newPlan(separation, settings ?? NO_SETTINGS));
  const report = await preflight(databases, {
    services,
    moves: async () => (await moves()).moves,
    workers: options.workers,
    ...(databases.embedded ? { dataDir: config.dataDir } : {}),
  });
  answer(given, report, preflightLines);
  return report.findings.some(({ level }) => level === 'problem') ? 1 : 0;
}

/** Verbs that only look may run beside others. */
const LOOKING = new Set(['plan', 'status', 'accept']);

async function run(verb: string, options: Options): Promise<void> {
  const settings = await readSettings(options.config);
  const config = readSeparationConfig();
  const databases = await findDatabases(config);
  const progress = terminalProgress(options.json ? process.stderr : process.stdout);
  const pace: Pace = { workers: options.workers, chunkRows: options.chunkRows, progress };
  // Whatever is under way is a transaction: stopping loses nothing that was finished.
  const stop = (): void => {
    progress.close();
    void databases.close().finally(() => process.exit(130));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    if (verb === 'preflight') {
      process.exitCode = await preflightWork(databases, pace, { options, settings, config });
      return;
    }
    const opened = await openDatabases(databases);
    const work = WORK[verb] as Work;
    const beside = LOOKING.has(verb) ? looking : alone;
    process.exitCode = await beside(opened, pace, (separation) =>
      work(separation, { options, settings, opened, config }),
    );
  } finally {
    progress.close();
    await databases.close();
  }
}

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError('must be a whole number from 1 on');
  }
  return value;
};

const program = new Command('separate')
  .description('Takes a monolith (DATABASE_URL) apart into the databases of the five services.')
  .option('--config <file>', 'what becomes of tables and columns (separation.yaml where there is one)')
  .option('--workers <n>', 'connections that copy or compare side by side', whole, 2)
  .option('--chunk-rows <n>', 'rows of a transaction', whole, 20_000)
  .option('--json', 'print the report as JSON')
  .option('--accept-quarantine', 'rows that are set aside are no failure')
  .option('--dry-run', 'look, and write nothing')
  .option('--report <folder>', 'where verifications are written', 'separation-reports');

const DESCRIPTIONS: Record<string, string> = {
  plan: 'what would go where, and what stands in the way; writes nothing',
  preflight: 'whether servers, rights, space and people are ready',
  copy: 'copies everything; an interrupted copy goes on',
  sync: 'brings the copy up to date with the source',
  verify: 'compares every row; exit code 0 only on equality',
  switch: 'freezes the source, syncs, verifies, and makes the services count',
  reverse: 'after a switch: carries everything back into the source',
  rollback: 'before a switch: removes what was copied',
  accept: 'whether all services are ready, and how fast they are',
  status: 'where the separation stands',
  run: 'plan, copy and verify in one go',
};
for (const [verb, description] of Object.entries(DESCRIPTIONS)) {
  program
    .command(verb)
    .description(description)
    .action(() => run(verb, program.opts<Options>()));
}
program.showHelpAfterError();

await program.parseAsync().catch((error: unknown) => {
  refuse(error);
});
