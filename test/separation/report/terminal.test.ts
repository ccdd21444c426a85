import { expect, test } from '@jest/globals';
import { terminalProgress } from '../../../migrations/separation/report/terminal.ts';
import { pipe, screen } from './screen.ts';

/** A clock that a test moves, in milliseconds. */
function clock() {
  let now = 1_000;
  return {
    read: () => now,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

test('on a terminal each running table has one line, which tells how far, how fast and how long', () => {
  const time = clock();
  const terminal = screen();
  const progress = terminalProgress(terminal.stream, time.read);
  progress.begin('samples.nanopore_samples', 1_000_000, 0);
  time.pass(200);
  progress.begin('audit.audit_logs', 4_000, 1_000);
  for (let second = 0; second < 10; second++) {
    time.pass(1_000);
    progress.advance('samples.nanopore_samples', 50_000);
    progress.advance('audit.audit_logs', 100);
  }
  time.pass(100);
  progress.advance('audit.audit_logs', 0);
  expect(terminal.lines()).toEqual([
    'samples.nanopore_samples  50%  10 s left  49,020 rows/s  500,000 of ~1,000,000',
    'audit.audit_logs  50%  20 s left  98 rows/s  2,000 of ~4,000',
  ]);

  progress.end('audit.audit_logs');
  progress.say('Sequences are set.');
  expect(terminal.lines()).toEqual([
    'audit.audit_logs: 2,000 rows, 1,000 of them before in 10 s, 99 rows/s',
    'Sequences are set.',
    expect.stringMatching(/^samples\.nanopore_samples {2}50%/),
  ]);
  progress.end('samples.nanopore_samples');
  progress.close();
  expect(terminal.lines()).toHaveLength(3);
  expect(terminal.lines()[2]).toMatch(/^samples\.nanopore_samples: 500,000 rows in 10 s, 4\d,\d{3} rows\/s$/);
});

test('indexes are counted by themselves, without a speed', () => {
  const time = clock();
  const terminal = screen();
  const progress = terminalProgress(terminal.stream, time.read);
  progress.begin('audit.audit_logs', 9, 0, 'indexes');
  time.pass(3_000);
  progress.advance('audit.audit_logs', 3);
  expect(terminal.lines()).toEqual(['audit.audit_logs  33%  6.0 s left  3 of 9 indexes']);
  time.pass(3_000);
  progress.advance('audit.audit_logs', 6);
  progress.end('audit.audit_logs');
  progress.close();
  expect(terminal.lines()).toEqual(['audit.audit_logs: 9 indexes in 6.0 s']);

  const lines = pipe();
  const plain = terminalProgress(lines.stream, time.read);
  plain.begin('samples.nanopore_sample_details', 1, 0, 'indexes');
  plain.advance('samples.nanopore_sample_details', 1);
  plain.end('samples.nanopore_sample_details');
  expect(lines.lines()).toEqual([
    'samples.nanopore_sample_details: 1 index',
    'samples.nanopore_sample_details: 1 index in 0.0 s',
  ]);
});

test('the speed is that of the last seconds, and a table that stands still slows down', () => {
  const time = clock();
  const terminal = screen();
  const progress = terminalProgress(terminal.stream, time.read);
  const rate = (): number => {
    time.pass(100);
    progress.advance('t', 0);
    return Number(/([\d,]+) rows\/s/.exec(terminal.lines()[0] as string)?.[1]?.replaceAll(',', ''));
  };
  progress.begin('t', 1_000_000, 0);
  for (let i = 0; i < 20; i++) {
    time.pass(1_000);
    progress.advance('t', i < 10 ? 10_000 : 1_000);
  }
  expect(rate()).toBeGreaterThan(800);
  expect(rate()).toBeLessThan(1_100);
  time.pass(60_000);
  expect(rate()).toBeLessThan(100);
});

test('a table that has more rows than the statistics said shows no share and no remaining time', () => {
  const time = clock();
  const terminal = screen();
  const progress = terminalProgress(terminal.stream, time.read);
  progress.begin('t', 100, 0);
  time.pass(1_000);
  progress.advance('t', 150);
  expect(terminal.lines()).toEqual(['t  150 rows/s  150 of ~100']);
});

test('however fast rows come, the terminal is redrawn about ten times a second', () => {
  const time = clock();
  const terminal = screen();
  const progress = terminalProgress(terminal.stream, time.read);
  progress.begin('t', 1_000_000, 0);
  for (let i = 0; i < 2_000; i++) {
    time.pass(1);
    progress.advance('t', 500);
  }
  expect(terminal.writes()).toBeLessThanOrEqual(21);
  expect(terminal.writes()).toBeGreaterThanOrEqual(19);
});

test('lines never wrap, in a narrow window, with wide characters, and when the window gets narrower', () => {
  const time = clock();
  const terminal = screen(30);
  const progress = terminalProgress(terminal.stream, time.read);
  const tables = ['samples.nanopore_processing_steps', 'samples.試料の一覧と履歴とその他のすべて', 'ai.jobs'];
  for (const table of tables) {
    progress.begin(table, 1_000, 0);
  }
  const redraw = () => {
    time.pass(100);
    progress.advance('ai.jobs', 1);
  };
  redraw();
  redraw();
  expect(terminal.lines()).toHaveLength(3);
  expect(terminal.lines()[0]).toBe('samples.nanopore_processing_…');
  terminal.resize(12);
  redraw();
  redraw();
  expect(terminal.lines()).toEqual(['samples.na…', 'samples.試…', 'ai.jobs  0%']);
});

test('more tables than the window has lines are counted', () => {
  const time = clock();
  const terminal = screen(80, 6);
  const progress = terminalProgress(terminal.stream, time.read);
  for (let i = 0; i < 10; i++) {
    progress.begin(`t${i}`, 10, 0);
  }
  time.pass(100);
  progress.advance('t0', 1);
  expect(terminal.lines()).toHaveLength(4);
  expect(terminal.lines().at(-1)).toBe('and 7 more');
});

test('a table cannot steer the terminal by its name', () => {
  const terminal = screen();
  const progress = terminalProgress(terminal.stream, clock().read);
  progress.begin('lab.\u001b[2Jgone\n', 10, 0);
  progress.say('left behind: \u202elab\nand one more');
  expect(terminal.lines()).toEqual([
    'left behind: \\u202elab',
    'and one more',
    'lab.\\u001b[2Jgone\\u000a  0%  0 of ~10',
  ]);
});

test('a terminal that is closed in the middle stops nothing', () => {
  const time = clock();
  const terminal = screen();
  const progress = terminalProgress(terminal.stream, time.read);
  progress.begin('t', 100, 0);
  const before = terminal.writes();
  terminal.stream.destroy(Object.assign(new Error('write EIO'), { code: 'EIO' }));
  time.pass(1_000);
  progress.advance('t', 10);
  progress.end('t');
  progress.say('still here');
  progress.close();
  expect(terminal.writes()).toBe(before);
});

test('in a pipe there are plain lines: one at the beginning, one at the end, one every five seconds', () => {
  const time = clock();
  const log = pipe();
  const progress = terminalProgress(log.stream, time.read);
  progress.begin('samples.nanopore_samples', 100_000, 20_000);
  for (let i = 0; i < 120; i++) {
    time.pass(100);
    progress.advance('samples.nanopore_samples', 500);
  }
  progress.end('samples.nanopore_samples');
  progress.say('Verifying.');
  progress.close();
  expect(log.lines()).toEqual([
    'samples.nanopore_samples: about 100,000 rows, 20,000 there already',
    'samples.nanopore_samples  45%  11 s left  5,000 rows/s  45,000 of ~100,000',
    'samples.nanopore_samples  70%  6.0 s left  5,000 rows/s  70,000 of ~100,000',
    'samples.nanopore_samples: 80,000 rows, 20,000 of them before in 12 s, 5,000 rows/s',
    'Verifying.',
  ]);
});

test('a pipe whose reader has gone stops nothing', () => {
  const log = pipe();
  const progress = terminalProgress(log.stream, clock().read);
  log.stream.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  progress.begin('t', 1, 0);
  progress.advance('t', 1);
  progress.end('t');
  expect(log.lines()).toEqual([]);
});
