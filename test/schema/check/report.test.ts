import { expect, test } from '@jest/globals';
import type { Report } from '../../../schema/check/check.ts';
import type { Finding } from '../../../schema/check/finding.ts';
import { annotations } from '../../../schema/check/report/annotations.ts';
import { type Paint, textReport } from '../../../schema/check/report/text.ts';

const gone: Finding = {
  check: 'changes',
  rule: 'FIELD_REMOVED',
  severity: 'error',
  message: 'The field Sample.status is gone.',
  coordinate: 'Sample.status',
  place: { file: 'schema/samples.graphql', line: 7 },
  affects: ['Board (board.graphql:4) asks for it: the whole operation is refused.'],
  remedy: 'Keep it.',
};
const report: Report = {
  verdict: 'breaking',
  base: '1234567 (merge base with main)',
  uncompared: undefined,
  subgraphs: ['samples', 'ai'],
  findings: [
    gone,
    { ...gone, coordinate: 'Sample.name', message: 'The field Sample.name is gone.' },
    { ...gone, coordinate: 'Sample.old', allowed: 'nobody asks' },
    {
      ...gone,
      severity: 'warning',
      coordinate: 'Status.HELD',
      message: 'HELD is new: 100 %,\nreally.',
      remedy: undefined,
    },
    { ...gone, severity: 'info', message: 'Something is new.' },
  ],
  operations: [{ name: 'Board', file: 'board.graphql', cost: 12, depth: 3, roles: ['technician'] }],
  known: { operations: 1, traffic: true },
};
const plain: Paint = (_style, text) => text;
const painted: Paint = (style, text) => `<${style}>${text}</>`;

test('people read what stands in the way, whom it hits, and one remedy for all that it is for', () => {
  expect(textReport(report, { paint: plain, verbose: false, seconds: 1.23 })).toBe(
    [
      'Compared with 1234567 (merge base with main).',
      '',
      'ok     Composition  2 subgraphs are one graph',
      'ok     Gateway      Apollo’s gateway and our planner load it',
      'FAILED Changes      2 in the way, 1 to look at, 1 allowed, 1 harmless, held against 1 operation with what a gateway recorded',
      '  error   The field Sample.status is gone.  schema/samples.graphql:7 FIELD_REMOVED',
      '          Board (board.graphql:4) asks for it: the whole operation is refused.',
      '  error   The field Sample.name is gone.  schema/samples.graphql:7 FIELD_REMOVED',
      '          Board (board.graphql:4) asks for it: the whole operation is refused.',
      '  warning HELD is new: 100 %,\nreally.  schema/samples.graphql:7 FIELD_REMOVED',
      '          Board (board.graphql:4) asks for it: the whole operation is refused.',
      'ok     Operations   1 valid, the dearest is Board with a cost of 12 and a depth of 3',
      'ok     Variants     compose, load, and break nobody',
      'ok     Lint         nothing to remark',
      '',
      'What to do',
      '  Sample.status, Sample.name: Keep it.',
      '  Where it is meant as it is, say why above it in the SDL: # allow RULE: reason, and # allow RULE Type.field: reason for what is gone.',
      '',
      'Breaking: 2 things stand in the way. 1.2 s',
      '',
    ].join('\n'),
  );
});

test('a terminal shows what is in the way in red, what wants a look in yellow, and at length also what is harmless', () => {
  const text = textReport(report, { paint: painted, verbose: true, seconds: 1 });
  expect(text).toContain('<red>FAILED</>');
  expect(text).toContain('<yellow>warning</> HELD is new');
  expect(text).toContain('<dim>info   </> Something is new.');
  expect(text).toContain('<dim>  allowed FIELD_REMOVED Sample.old: nobody asks</>');
});

test('code review gets a command for each line, in which nothing ends it early', () => {
  expect(annotations(report).split('\n')).toEqual([
    expect.stringMatching(
      /^::error file=schema\/samples\.graphql,line=7,title=FIELD_REMOVED::The field Sample\.status is gone\.%0ABoard .*%0AWhat to do: Keep it\.$/,
    ),
    expect.stringMatching(/^::error .*Sample\.name is gone/),
    expect.stringMatching(/^::warning .*::HELD is new: 100 %25,%0Areally\.%0ABoard/),
    '',
  ]);
});
