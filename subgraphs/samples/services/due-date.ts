import type { LabCalendar } from '../../../platform/config/process.ts';
import type { Priority } from '../entities/submission.entity.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours count around the clock, business days skip weekends and the lab's holidays. */
const ALLOWANCE: Record<Priority, { hours: number } | { businessDays: number }> = {
  urgent: { hours: 24 },
  high: { hours: 48 },
  normal: { businessDays: 5 },
  low: { businessDays: 10 },
};

/** When a sample of this priority has to be completed, counted from its submission. */
export function dueDate(submittedAt: Date, priority: Priority, lab: LabCalendar): Date {
  const allowance = ALLOWANCE[priority];
  return 'hours' in allowance
    ? new Date(submittedAt.getTime() + allowance.hours * HOUR_MS)
    : addBusinessDays(submittedAt, allowance.businessDays, lab);
}

/** The same time of day on the n-th business day after; a clock change in between does not move it. */
function addBusinessDays(from: Date, days: number, lab: LabCalendar): Date {
  const holidays = new Set(lab.holidays);
  let local = from.getTime() + zoneOffset(from, lab.timeZone);
  for (let left = days; left > 0; ) {
    local += DAY_MS;
    const day = new Date(local);
    const weekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    if (!weekend && !holidays.has(day.toISOString().slice(0, 10))) {
      left--;
    }
  }
  return instantOfLocal(local, lab.timeZone);
}

/** Milliseconds that the zone's clocks are ahead of UTC at an instant. */
function zoneOffset(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((p) => p.type === type)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

/** A wall-clock time that a clock change skips becomes the one an hour later, as clocks do. */
function instantOfLocal(local: number, timeZone: string): Date {
  const guess = new Date(local - zoneOffset(new Date(local), timeZone));
  return new Date(local - zoneOffset(guess, timeZone));
}
