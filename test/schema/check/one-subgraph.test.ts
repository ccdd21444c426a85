import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkSchema, type Report } from '../../../schema/check/check.ts';
import { type Options, readOptions } from '../../../schema/check/options.ts';
import { annotations } from '../../../schema/check/report/annotations.ts';
import { type UsedBy, usageText } from '../../../schema/usage-file.ts';
import { temporaryFolder } from '../../support/process.ts';

const sdlOf = (name: string): string =>
  readFileSync(new URL(`../../../schema/${name}.graphql`, import.meta.url), 'utf8');

/** What is said of other SDL for one of the five. */
async function proposed(name: string, change: (sdl: string) => string, ...args: string[]): Promise<Report> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'new.graphql');
  await writeFile(file, change(sdlOf(name)));
  return checkSchema(readOptions(['--subgraph', name, '--sdl', file, ...args]) as Options);
}

const of = ({ findings }: Report, coordinate: string) => findings.filter((each) => each.coordinate === coordinate);

test('a new SDL is checked against the one that is there, and what is wrong is told on its line', async () => {
  const report = await proposed('ai', (sdl) => sdl.replace('confidenceScore: Float', 'confidence_score: Float'));
  const line =
    1 +
    sdlOf('ai')
      .split('\n')
      .findIndex((text) => text.includes('confidenceScore: Float'));
  expect(report).toMatchObject({ verdict: 'breaking', base: 'schema/ as it is' });
  const text = annotations(report);
  expect(text).toContain(
    `::error file=schema/ai.graphql,line=${line},title=FIELD_NAMES_SHOULD_BE_CAMEL_CASE::ExtractionResult.confidence_score is not in camelCase.%0A`,
  );
  expect(text).toMatch(
    /title=FIELD_REMOVED::The field ExtractionResult\.confidenceScore is gone\..*If it is called confidence_score now/,
  );
});

const withoutReason = (sdl: string): string =>
  sdl.replace(/\n {2}"[^"]*"\n {2}deletedReason: String(?=\n {2}"What an older)/, '');

test('what no operation of the project uses may not go before it was deprecated', async () => {
  const [found] = of(await proposed('samples', withoutReason), 'Sample.deletedReason');
  expect(found).toMatchObject({
    severity: 'error',
    affects: ['No operation of schema/operations uses it, but other clients may: without --usage nobody knows.'],
  });
});

test('a gateway’s record shows who asks, and that nobody asks any more', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'usage.json');
  const client: UsedBy = { name: 'web', version: '1', count: 3, lastSeen: '2026-06-01T08:00:00.000Z' };
  const body = 'query Bin { samples { nodes { deletedReason } } }';
  await writeFile(
    file,
    usageText({
      format: 'graph-usage',
      version: 1,
      since: '2026-01-01T00:00:00.000Z',
      until: '2026-11-01T00:00:00.000Z',
      dropped: 7,
      operations: [{ id: 'x', name: 'Bin', body, clients: [client] }],
    }),
  );
  const asked = await proposed('samples', withoutReason, '--usage', file);
  expect(of(asked, 'Sample.deletedReason')[0]).toMatchObject({
    severity: 'error',
    affects: ['Bin (web 1; 3 times, last on 2026-06-01) asks for it: the whole operation is refused.'],
  });
  expect(asked.findings.find(({ rule }) => rule === 'USAGE_INCOMPLETE')?.message).toMatch(/^7 requests between/);
  const notLately = await proposed('samples', withoutReason, '--usage', file, '--since', '2026-07-01');
  expect(notLately.verdict).toBe('safe');
  expect(of(notLately, 'Sample.deletedReason')[0]).toMatchObject({ severity: 'info' });
});

test('an operation that got too dear for whoever may ask it is refused, by role', async () => {
  const report = await proposed('samples', (sdl) =>
    sdl.replace('@listSize(assumedSize: 8)', '@listSize(assumedSize: 5000)'),
  );
  expect(report.findings.filter(({ rule }) => rule === 'COST_LIMIT_EXCEEDED').map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^SampleJourney: It may cost \d{6}, and lab_manager is allowed 20000\.$/),
    ]),
  );
});

test('what is hidden from the public variant is a removal to whoever asks that, and to nobody else', async () => {
  const report = await proposed('samples', (sdl) =>
    sdl.replace(/(\n {2}assignee: User)\n/, '$1 @tag(name: "internal")\n'),
  );
  expect(of(report, 'Sample.assignee').map(({ check, rule, severity }) => [check, rule, severity])).toEqual([
    ['changes', 'TAG_CHANGED', 'info'],
    ['contracts', 'FIELD_REMOVED', 'error'],
  ]);
});

test('a tag on a type that something public leads to leaves no variant', async () => {
  const report = await proposed('samples', (sdl) =>
    sdl.replace('type SampleWarning {', 'type SampleWarning @tag(name: "internal") {'),
  );
  const [first] = report.findings.filter(({ rule }) => rule === 'CONTRACT_INVALID');
  expect(first?.message).toMatch(/^Variant public: Type "SampleWarning" .* "PlannedSample\.warnings"/);
  expect(report.verdict).toBe('breaking');
});
