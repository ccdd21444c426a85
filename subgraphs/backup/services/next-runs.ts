import { clocksDuring, instantsOfLocal } from '../../../platform/time/zone.ts';
import type { Cron } from './cron-expression.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const HOURS_OF_A_DAY = 24;
/** GraphQL's instants end with the year 9999. */
const END_OF_TIME = Date.UTC(9999, 11, 31);

export type Period = { after: Date; count: number; timeZone: string };

/**
 * The first `count` instants after `after` at which an expression is due by the clocks of a zone. What falls into
 * an hour that the clocks skip is due once, at the moment of the change; what falls into an hour that they show
 * twice is due once, the first time. An expression of every hour goes by the hours that pass instead: clock changes
 * neither add to it nor take from it, as in Vixie's cron.
 */
export function nextRuns(cron: Cron, { after, count, timeZone }: Period): Date[] {
  const found = new Set<number>();
  const start = after.getTime();
  // Local days as if they were UTC, from two before: far enough for zones that once left out a whole day.
  for (let day = Math.floor(start / DAY_MS) * DAY_MS - 2 * DAY_MS; day < END_OF_TIME; day += DAY_MS) {
    if (found.size >= count && isPast(found, count, day)) {
      break;
    }
    if (isDue(cron, new Date(day))) {
      for (const instant of instantsOfDay(cron, day, timeZone)) {
        if (instant > start) found.add(instant);
      }
    }
  }
  return inOrder(found)
    .slice(0, count)
    .map((instant) => new Date(instant));
}

const inOrder = (instants: Iterable<number>): number[] => [...instants].toSorted((a, b) => a - b);

/** Whether nothing of this local day, nor of later ones, can come before those that were found. */
const isPast = (found: ReadonlySet<number>, count: number, day: number): boolean =>
  (inOrder(found)[count - 1] as number) < day - DAY_MS;

function isDue({ days, months, weekdays, eitherDay }: Cron, day: Date): boolean {
  const inMonth = days.includes(day.getUTCDate());
  const inWeek = weekdays.includes(day.getUTCDay());
  return months.includes(day.getUTCMonth() + 1) && (eitherDay ? inMonth || inWeek : inMonth && inWeek);
}

function instantsOfDay({ hours, minutes }: Cron, day: number, timeZone: string): number[] {
  const locals = hours.flatMap((hour) => minutes.map((minute) => day + (hour * 60 + minute) * MINUTE_MS));
  const clocks = clocksDuring(day, day + DAY_MS, timeZone);
  const everyHour = hours.length === HOURS_OF_A_DAY;
  return locals.flatMap((local) => {
    const instants = instantsOfLocal(local, clocks);
    return everyHour ? instants : [instants[0] ?? clocks.changeAt];
  });
}
