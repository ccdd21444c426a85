import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/process.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

type File = [path: string, content: string];

/** The rules that files break, each as if it stood at its path in the project. Several may stand at one path. */
async function rulesBrokenBy(files: readonly File[]): Promise<Set<string>[]> {
  await using folder = await temporaryFolder();
  const settings = JSON.parse(await readFile(join(PROJECT, 'biome.json'), 'utf8'));
  await writeFile(join(folder.path, 'biome.json'), JSON.stringify({ ...settings, vcs: { enabled: false } }));
  const paths = files.map(([path], i) => path.replace(/\/x\.ts$/, `/x${i}.ts`));
  for (const [i, [, content]] of files.entries()) {
    const file = join(folder.path, paths[i] as string);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', `--config-path=${folder.path}`, '.'];
  const output = await new Promise<string>((resolve) => {
    execFile(join(PROJECT, 'node_modules/.bin/biome'), args, { cwd: folder.path }, (_error, stdout) => resolve(stdout));
  });
  const { diagnostics } = JSON.parse(output.slice(output.indexOf('{'))) as {
    diagnostics: { category: string; location: { path: string } }[];
  };
  const of = (path: string) => diagnostics.filter(({ location }) => location.path === path);
  return paths.map((path) => new Set(of(path).map(({ category }) => category)));
}

const IMPORTS = 'lint/style/noRestrictedImports';
const ENVIRONMENT_RULE = 'lint/style/noProcessEnv';

async function expectRule(rule: string, isBroken: boolean, files: File[]): Promise<void> {
  const broken = await rulesBrokenBy(files);
  expect(files.filter((_, i) => broken[i]?.has(rule) !== isBroken)).toEqual([]);
}

type Import = [path: string, from: string];
const using = ([path, from]: Import): File => [
  path,
  `import { thing } from '${from}';\n\nexport const used = thing;\n`,
];

test.each<[wall: string, imports: Import[]]>([
  [
    'the platform knows nothing of ours',
    [
      ['platform/http/x.ts', '../../subgraphs/samples/service.ts'],
      ['platform/http/x.ts', '../../gateway/config.ts'],
      ['platform/http/x.ts', '../../schema/subgraphs.ts'],
      ['platform/http/x.ts', '../../config.ts'],
      ['platform/x.ts', '../start.ts'],
      ['platform/http/deep/x.ts', '../../../demo/lab.ts'],
      ['platform/http/deep/deeper/x.ts', '../../log/log.ts'],
    ],
  ],
  [
    'the gateway knows no subgraph, and nobody who starts it',
    [
      ['gateway/plugins/x.ts', '../../subgraphs/index.ts'],
      ['gateway/x.ts', '../migrations/samples/index.ts'],
      ['gateway/x.ts', '../config.ts'],
      ['gateway/transport/x.ts', '../../config.ts'],
      ['gateway/transport/x.ts', '../../start/databases.ts'],
      ['gateway/transport/deep/x.ts', '../../../subgraphs/index.ts'],
    ],
  ],
  [
    'the schema stands on its own',
    [
      ['schema/x.ts', '../subgraphs/index.ts'],
      ['schema/x.ts', '../config.ts'],
      ['schema/x.ts', '../migrations/samples/index.ts'],
      ['schema/deep/x.ts', '../../gateway/gateway.ts'],
      ['schema/deep/deeper/x.ts', '../../subgraphs.ts'],
      ['schema/check/x.ts', '../../subgraphs/index.ts'],
      ['schema/check/changes/x.ts', '../../../subgraphs/index.ts'],
      ['schema/check/changes/deeper/x.ts', '../check.ts'],
    ],
  ],
  [
    'a migration imports no entity and nothing of other services',
    [
      ['migrations/samples/x.ts', '../../subgraphs/samples/entities/index.ts'],
      ['migrations/samples/x.ts', '../ai/index.ts'],
      ['migrations/samples/deep/x.ts', '../../ai/index.ts'],
    ],
  ],
  [
    'a subgraph imports no other, however deep its folders are',
    [
      ['subgraphs/samples/x.ts', '../audit/service.ts'],
      ['subgraphs/samples/reads/x.ts', '../../ai/service.ts'],
      ['subgraphs/ai/resolvers/x.ts', '../../config/reads/settings.ts'],
      ['subgraphs/audit/reads/reports/x.ts', '../../../ai/reads/extractions.ts'],
      ['subgraphs/audit/reads/reports/deep/x.ts', '../../../../ai/reads/extractions.ts'],
      ['subgraphs/samples/x.ts', '../index.ts'],
      ['subgraphs/ai/reads/x.ts', '../../index.ts'],
      ['subgraphs/audit/reads/reports/x.ts', '../../../index.ts'],
    ],
  ],
  [
    'nor does it know who serves it, and only its definition has its migrations',
    [
      ['subgraphs/config/services/x.ts', '../../../gateway/gateway.ts'],
      ['subgraphs/audit/reads/reports/x.ts', '../../../../gateway/gateway.ts'],
      ['subgraphs/samples/x.ts', '../../config.ts'],
      ['subgraphs/samples/x.ts', '../../start.ts'],
      ['subgraphs/samples/reads/x.ts', '../../../demo/lab.ts'],
      ['subgraphs/backup/x.ts', '../../migrations/samples/index.ts'],
      ['subgraphs/backup/reads/x.ts', '../../../migrations/backup/index.ts'],
    ],
  ],
  [
    'services, reads and entities know no GraphQL',
    [
      ['subgraphs/audit/services/x.ts', 'graphql'],
      ['subgraphs/ai/services/x.ts', '@apollo/subgraph'],
      ['subgraphs/samples/reads/x.ts', 'graphql'],
      ['subgraphs/samples/entities/x.ts', 'graphql-scalars'],
      ['subgraphs/audit/reads/reports/x.ts', 'graphql/utilities'],
      ['subgraphs/samples/services/x.ts', '../resolvers/types.generated.ts'],
      ['subgraphs/audit/reads/reports/x.ts', '../../resolvers/index.ts'],
    ],
  ],
  [
    'a service that nobody has thought of yet has the same walls',
    [
      ['subgraphs/instruments/x.ts', '../samples/service.ts'],
      ['subgraphs/instruments/reads/x.ts', '../../samples/service.ts'],
      ['subgraphs/instruments/reads/x.ts', 'graphql'],
      ['subgraphs/samples/reads/x.ts', '../../instruments/service.ts'],
      ['migrations/instruments/x.ts', '../samples/index.ts'],
    ],
  ],
])('%s', async (_wall, imports) => {
  await expectRule(IMPORTS, true, imports.map(using));
});

test('and the ways that are open are open', async () => {
  const open: Import[] = [
    ['start.ts', './subgraphs/index.ts'],
    ['gateway/x.ts', '../platform/log/log.ts'],
    ['gateway/transport/x.ts', '../config.ts'],
    ['gateway/transport/x.ts', '../../platform/log/log.ts'],
    ['gateway/transport/x.ts', '../../schema/supergraph.ts'],
    ['schema/x.ts', '../checks/derived-file.ts'],
    ['schema/deep/x.ts', '../subgraphs.ts'],
    ['schema/check/x.ts', '../../gateway/config.ts'],
    ['schema/check/changes/x.ts', '../../../gateway/limits/measure.ts'],
    ['platform/http/x.ts', '../log/log.ts'],
    ['migrations/instruments/x.ts', '../../platform/database/new-id.ts'],
    ['subgraphs/instruments/service.ts', '../../migrations/instruments/index.ts'],
    ['subgraphs/instruments/service.ts', '../../platform/service/definition.ts'],
    ['subgraphs/ai/resolvers/x.ts', 'graphql'],
    ['subgraphs/ai/resolvers/x.ts', '../reads/extractions.ts'],
    ['subgraphs/config/services/x.ts', '../config.ts'],
    ['subgraphs/samples/reads/x.ts', '../../../platform/config/process.ts'],
    ['subgraphs/audit/reads/reports/x.ts', '../../entities/index.ts'],
    ['subgraphs/audit/reads/reports/x.ts', '../completeness.ts'],
    ['subgraphs/audit/reads/reports/x.ts', '../../../../platform/time/zone.ts'],
  ];
  await expectRule(IMPORTS, false, open.map(using));
});

const ENVIRONMENT = 'export const home = process.env.HOME;\n';

test('only configuration reads the environment', async () => {
  const closed = [
    'platform/http/x.ts',
    'gateway/x.ts',
    'subgraphs/samples/services/x.ts',
    'start.ts',
    'migrations/x.ts',
  ];
  await expectRule(
    ENVIRONMENT_RULE,
    true,
    closed.map((path) => [path, ENVIRONMENT]),
  );
  const open = ['platform/config/x.ts', 'gateway/config.ts', 'config.ts'];
  await expectRule(
    ENVIRONMENT_RULE,
    false,
    open.map((path) => [path, ENVIRONMENT]),
  );
});
