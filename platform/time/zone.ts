const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs a hundred times what using it does. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Milliseconds that an IANA zone's clocks are ahead of UTC at an instant, which is given in milliseconds. */
export function zoneOffset(instant: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) {
    part[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

const DAY_MS = 24 * 3_600_000;

/** How a zone's clocks go during some days: how far ahead of UTC, and when they change, if they do. Milliseconds. */
export type Clocks = { before: number; after: number; changeAt: number };

/**
 * The clocks of a zone over a stretch of local time, given as if it were UTC. Looks a day further in both
 * directions, which is more than any zone is away from UTC; that clocks change once at most relies on changes lying
 * weeks apart.
 */
export function clocksDuring(first: number, last: number, timeZone: string): Clocks {
  let [early, late] = [first - DAY_MS, last + DAY_MS];
  const [before, after] = [zoneOffset(early, timeZone), zoneOffset(late, timeZone)];
  if (before === after) {
    return { before, after, changeAt: Number.POSITIVE_INFINITY };
  }
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (zoneOffset(middle, timeZone) === before) early = middle;
    else late = middle;
  }
  return { before, after, changeAt: late };
}

/** When clocks show a local time: once as a rule, twice while they are set back, never while they are set forward. */
export const instantsOfLocal = (local: number, { before, after, changeAt }: Clocks): number[] => [
  ...(local - before < changeAt ? [local - before] : []),
  ...(local - after >= changeAt ? [local - after] : []),
];
