import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/process.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** The rules that files break, each as if it stood at its path in the project. */
async function rulesBrokenBy(files: readonly (readonly [path: string, content: string])[]): Promise<Set<string>[]> {
  await using folder = await temporaryFolder();
  const settings = JSON.parse(await readFile(join(PROJECT, 'biome.json'), 'utf8'));
  await writeFile(join(folder.path, 'biome.json'), JSON.stringify({ ...settings, vcs: { enabled: false } }));
  const broken: Set<string>[] = [];
  for (const [path, content] of files) {
    const file = join(folder.path, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    const args = ['lint', '--reporter=json', `--config-path=${folder.path}`, path];
    const output = await new Promise<string>((resolve) => {
      execFile(join(PROJECT, 'node_modules/.bin/biome'), args, { cwd: folder.path }, (_error, stdout) =>
        resolve(stdout),
      );
    });
    const { diagnostics } = JSON.parse(output.slice(output.indexOf('{'))) as { diagnostics: { category: string }[] };
    broken.push(new Set(diagnostics.map(({ category }) => category)));
  }
  return broken;
}

const IMPORTS = 'lint/style/noRestrictedImports';
const ENVIRONMENT_RULE = 'lint/style/noProcessEnv';

async function expectRule(rule: string, isBroken: boolean, files: [path: string, content: string][]): Promise<void> {
  const broken = await rulesBrokenBy(files);
  expect(files.filter((_, i) => broken[i]?.has(rule) !== isBroken)).toEqual([]);
}

const use = (from: string): string => `import { thing } from '${from}';\n\nexport const used = thing;\n`;

test('imports run one way', async () => {
  await expectRule(
    IMPORTS,
    true,
    [
      ['subgraphs/samples/reads/x.ts', '../../ai/service.ts'],
      ['subgraphs/samples/x.ts', '../audit/service.ts'],
      ['subgraphs/ai/resolvers/x.ts', '../../config/reads/settings.ts'],
      ['subgraphs/backup/x.ts', '../../migrations/samples/index.ts'],
      ['subgraphs/config/services/x.ts', '../../../gateway/gateway.ts'],
      ['subgraphs/audit/services/x.ts', 'graphql'],
      ['subgraphs/ai/services/x.ts', '@apollo/subgraph'],
      ['subgraphs/samples/reads/x.ts', 'graphql'],
      ['subgraphs/samples/services/x.ts', '../resolvers/types.generated.ts'],
      ['platform/http/x.ts', '../../subgraphs/samples/service.ts'],
      ['platform/http/x.ts', '../../gateway/config.ts'],
      ['gateway/plugins/x.ts', '../../subgraphs/index.ts'],
      ['gateway/x.ts', '../migrations/samples/index.ts'],
      ['migrations/samples/x.ts', '../../subgraphs/samples/entities/index.ts'],
      ['schema/x.ts', '../subgraphs/index.ts'],
      ['schema/x.ts', '../config.ts'],
      ['subgraphs/samples/x.ts', '../index.ts'],
      ['subgraphs/ai/reads/x.ts', '../../index.ts'],
      ['platform/http/x.ts', '../../config.ts'],
      ['migrations/samples/x.ts', '../ai/index.ts'],
    ].map(([path, from]) => [path as string, use(from as string)]),
  );
});

test('and the ways that are open are open', async () => {
  await expectRule(
    IMPORTS,
    false,
    [
      ['subgraphs/samples/reads/x.ts', '../../../platform/config/process.ts'],
      ['subgraphs/samples/service.ts', '../../migrations/samples/index.ts'],
      ['subgraphs/ai/resolvers/x.ts', 'graphql'],
      ['gateway/x.ts', '../platform/log/log.ts'],
      ['start.ts', './subgraphs/index.ts'],
    ].map(([path, from]) => [path as string, use(from as string)]),
  );
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
