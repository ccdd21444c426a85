import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Cron, readCron } from '../../../subgraphs/backup/services/cron-expression.ts';
import { nextRuns } from '../../../subgraphs/backup/services/next-runs.ts';

const runs = (expression: string, after: string, count: number, timeZone = 'Europe/Berlin'): string[] =>
  nextRuns(readCron(expression) as Cron, { after: new Date(after), count, timeZone }).map((run) => run.toISOString());

test('every night at two, by the clock of the lab', () => {
  expect(runs('0 2 * * *', '2026-06-01T12:00:00Z', 2)).toEqual([
    '2026-06-02T00:00:00.000Z',
    '2026-06-03T00:00:00.000Z',
  ]);
  expect(runs('0 2 * * *', '2026-12-01T12:00:00Z', 1)).toEqual(['2026-12-02T01:00:00.000Z']);
  expect(runs('0 2 * * *', '2026-12-01T12:00:00Z', 1, 'America/New_York')).toEqual(['2026-12-02T07:00:00.000Z']);
});

test('the very moment of a run is not after it', () => {
  expect(runs('0 2 * * *', '2026-06-02T00:00:00Z', 1)).toEqual(['2026-06-03T00:00:00.000Z']);
  expect(runs('0 2 * * *', '2026-06-01T23:59:59.999Z', 1)).toEqual(['2026-06-02T00:00:00.000Z']);
});

test('in spring the skipped hour runs once, as soon as the clocks have jumped', () => {
  expect(runs('30 2 * * *', '2026-03-28T12:00:00Z', 2)).toEqual([
    '2026-03-29T01:00:00.000Z', // 03:00, there is no 02:30
    '2026-03-30T00:30:00.000Z',
  ]);
  expect(runs('*/20 2 * * *', '2026-03-28T12:00:00Z', 2)).toEqual([
    '2026-03-29T01:00:00.000Z',
    '2026-03-30T00:00:00.000Z',
  ]);
});

test('in autumn the doubled hour runs once, the first time', () => {
  expect(runs('30 2 * * *', '2026-10-24T12:00:00Z', 2)).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
});

test('who wants a backup every hour gets one every hour, also while clocks change', () => {
  expect(runs('0 * * * *', '2026-10-24T23:30:00Z', 4)).toEqual([
    '2026-10-25T00:00:00.000Z',
    '2026-10-25T01:00:00.000Z',
    '2026-10-25T02:00:00.000Z',
    '2026-10-25T03:00:00.000Z',
  ]);
  expect(runs('30 * * * *', '2026-03-29T00:00:00Z', 3)).toEqual([
    '2026-03-29T00:30:00.000Z',
    '2026-03-29T01:30:00.000Z',
    '2026-03-29T02:30:00.000Z',
  ]);
});

test('a day of the month and one of the week: either suffices; with a star both must fit', () => {
  expect(runs('0 0 13 * FRI', '2026-02-01T00:00:00Z', 4, 'UTC').map((run) => run.slice(0, 10))).toEqual([
    '2026-02-06',
    '2026-02-13',
    '2026-02-20',
    '2026-02-27',
  ]);
  expect(runs('0 0 13 * *', '2026-02-01T00:00:00Z', 2, 'UTC').map((run) => run.slice(0, 10))).toEqual([
    '2026-02-13',
    '2026-03-13',
  ]);
  expect(runs('0 0 */2 * FRI', '2026-02-01T00:00:00Z', 2, 'UTC').map((run) => run.slice(0, 10))).toEqual([
    '2026-02-13',
    '2026-02-27',
  ]);
});

test('leap days come every four years, but not in 2100; Sunday is 0 and 7', () => {
  expect(runs('0 0 29 2 *', '2093-01-01T00:00:00Z', 3, 'UTC').map((run) => run.slice(0, 10))).toEqual([
    '2096-02-29',
    '2104-02-29',
    '2108-02-29',
  ]);
  expect(runs('0 0 * * 7', '2026-02-01T00:00:00Z', 3, 'UTC')).toEqual(
    runs('0 0 * * 0', '2026-02-01T00:00:00Z', 3, 'UTC'),
  );
});

test('at the end of the calendar there is nothing more to come', () => {
  expect(runs('0 0 29 2 *', '9996-03-01T00:00:00Z', 5, 'UTC')).toEqual([]);
});

/** Zones and days around which their clocks change: by an hour, by half an hour, at midnight, and by a whole day. */
const CHANGES: readonly [timeZone: string, day: string][] = [
  ['UTC', '2026-03-29'],
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/St_Johns', '2010-11-07'],
  ['Pacific/Apia', '2011-12-30'],
  ['Asia/Kolkata', '2026-03-29'],
];

/** The local time at an instant, in words of its own: no code is shared with what is tested. */
const clockOf = (timeZone: string) => {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (instant: number): number => Date.parse(`${clock.format(instant).replace(' ', 'T')}Z`);
};

function matches(cron: Cron, local: number): boolean {
  const at = new Date(local);
  const inMonth = cron.days.includes(at.getUTCDate());
  const inWeek = cron.weekdays.includes(at.getUTCDay());
  return (
    cron.minutes.includes(at.getUTCMinutes()) &&
    cron.hours.includes(at.getUTCHours()) &&
    cron.months.includes(at.getUTCMonth() + 1) &&
    (cron.eitherDay ? inMonth || inWeek : inMonth && inWeek)
  );
}

const MINUTE = 60_000;
const WATCHED_DAYS = 5;

/** What somebody sees who looks at the clock once a minute for some days. */
function watch(timeZone: string, day: string): { instant: number; local: number }[] {
  const start = Date.parse(`${day}T00:00:00Z`) - 2 * 24 * 60 * MINUTE;
  const clock = clockOf(timeZone);
  return Array.from({ length: WATCHED_DAYS * 24 * 60 }, (_, i) => start + i * MINUTE).map((instant) => ({
    instant,
    local: clock(instant),
  }));
}

/** Runs what they watch for; what the clock jumped over at once; and nothing twice, unless it is due every hour. */
function watchedRuns(cron: Cron, minutes: readonly { instant: number; local: number }[]): number[] {
  const everyHour = cron.hours.length === 24;
  const seen = new Set<number>();
  let previous = minutes[0]?.local as number;
  return minutes.flatMap(({ instant, local }) => {
    const due = matches(cron, local) && (everyHour || !seen.has(local));
    let skipped = false;
    for (let missed = previous + MINUTE; missed < local && !everyHour; missed += MINUTE) {
      skipped ||= matches(cron, missed) && !seen.has(missed);
    }
    seen.add(local);
    previous = local;
    return due || skipped ? [instant] : [];
  });
}

const field = (min: number, max: number) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 3, arbitrary: fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 3 }).map(String) },
    fc.integer({ min: 1, max: Math.min(max, 30) }).map((step) => `*/${step}`),
    fc.tuple(fc.integer({ min, max }), fc.integer({ min, max })).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
  );
const anyExpression = fc
  .tuple(field(0, 59), field(0, 4), field(1, 31), fc.constant('*'), field(0, 7))
  .map((fields) => fields.join(' '));

test.each(CHANGES)('whoever watches the clock in %s around %s sees the same runs', (timeZone, day) => {
  const minutes = watch(timeZone, day);
  fc.assert(
    fc.property(anyExpression, (expression) => {
      const cron = readCron(expression) as Cron;
      // The first day is for what was seen before, the rest is compared.
      const after = minutes[24 * 60]?.instant as number;
      const last = minutes.at(-1)?.instant as number;
      const expected = watchedRuns(cron, minutes).filter((instant) => instant > after);
      const count = expected.length + 1;
      const found = nextRuns(cron, { after: new Date(after), count, timeZone }).map((run) => run.getTime());
      expect(found.filter((instant) => instant <= last)).toEqual(expected);
    }),
    { numRuns: 60, seed: 20_260_329 },
  );
});
