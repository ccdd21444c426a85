import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../support/process.ts';
import { type Copy, copiedProject, projectAt } from './repository.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let copy: Copy;

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'project'));
  copy = await copiedProject(join(folder.path, 'project'));
});
afterEach(() => void copy.git('checkout', '--quiet', '.'));
afterAll(async () => folder[Symbol.asyncDispose]());

const SAMPLES = 'schema/samples.graphql';

test('this repository is safe as it is', async () => {
  const { code, output } = await copy.check();
  expect(output).toMatch(/^Compared with \w+ \(merge base with main\)\.\n/);
  expect(output).toMatch(/ok {5}Composition {2}5 subgraphs are one graph\n/);
  expect(output).toMatch(/ok {5}Operations {3}7 valid, the dearest is SubmissionOverview with a cost of \d+/);
  expect(output).toMatch(/\nSafe\. [\d.]+ s\n$/);
  // Colours are for terminals.
  expect(output).not.toContain('\u001b');
  expect(code).toBe(0);
});

test('a frontend developer reads which operation breaks, where it is written, what happens, and what to do', async () => {
  await copy.change(SAMPLES, /\n {2}"How urgent the sample is; sets its due date\."\n {2}priority: Priority!/, '');
  const { code, output } = await copy.check();
  const line =
    1 +
    (await readFile(join(copy.path, 'schema/operations/sample-journey.graphql'), 'utf8'))
      .split('\n')
      .findIndex((text) => text.includes('priority'));
  expect(code).toBe(1);
  expect(output).toMatch(/FAILED Changes/);
  expect(output).toMatch(
    /error {3}The field Sample\.priority is gone\. {2}schema\/samples\.graphql:\d+ FIELD_REMOVED\n/,
  );
  expect(output).toContain(
    `SampleJourney (schema/operations/sample-journey.graphql:${line}) asks for it: the whole operation is refused.\n`,
  );
  expect(output).toContain('SampleDetail (schema/operations/sample-detail.graphql:');
  expect(output).toContain(
    'SampleJourney: Cannot query field "priority" on type "Sample". The gateway refuses the whole operation.',
  );
  expect(output).toMatch(
    /What to do\n {2}Sample\.priority: Keep it and mark it @deprecated\(reason: "…"\); remove it when nobody asks for it any more\./,
  );
  expect(output).toMatch(/\nBreaking: \d+ things stand in the way\. [\d.]+ s\n$/);
});

test('a field that another service reads does not compose, and whoever asks for it is named all the same', async () => {
  await copy.change(SAMPLES, /\n {2}"Volume in µL\."\n {2}volume: Float(?=\n {2}"Total)/, '');
  await copy.change('schema/ai.graphql', /\n {2}"Volume in µL\."\n {2}volume: Float @external/, '');
  const { code, output } = await copy.check('--annotations');
  expect(code).toBe(1);
  expect(output).toMatch(/^::error file=schema\/ai\.graphql,line=\d+,title=REQUIRES_INVALID_FIELDS::.*volume/m);
  expect(output).toMatch(
    /^::error file=schema\/samples\.graphql,line=\d+,title=REMOVED::Sample\.volume is gone\.%0ASampleDetail \(schema\/operations\/sample-detail\.graphql:\d+\) uses it: the whole operation is refused\.%0AWhat to do: Keep it/m,
  );
});

test('a shallow clone without main is told loudly that nothing is compared, and is checked in all else', async () => {
  copy.git('checkout', '--quiet', '-b', 'change');
  const path = join(folder.path, 'shallow');
  copy.git('clone', '--quiet', '--depth=1', '--branch=change', `file://${copy.path}`, path);
  copy.git('checkout', '--quiet', 'main');
  const shallow = await projectAt(path);
  const { code, output } = await shallow.check();
  expect(code).toBe(0);
  expect(output).toMatch(
    /^NOTHING TO COMPARE WITH: changes that break clients are NOT looked for\.\n {2}There is no base: this clone has none of origin\/main, main/,
  );
  expect(output).toMatch(/Changes {6}not looked for\n/);
});

test('what cannot be checked has another exit code than what breaks', async () => {
  const { code, output } = await copy.check('--base', 'nowhere');
  expect(output).toBe('There is no file and no git revision nowhere: name another --base.\n');
  expect(code).toBe(2);
});
