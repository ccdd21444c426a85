import type { LabCalendar } from '../../../platform/config/process.ts';
import { zoneOffset } from '../../../platform/time/zone.ts';
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
  let local = from.getTime() + zoneOffset(from.getTime(), lab.timeZone);
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

/** A wall-clock time that a clock change skips becomes the one an hour later, as clocks do. */
function instantOfLocal(local: number, timeZone: string): Date {
  const guess = local - zoneOffset(local, timeZone);
  return new Date(local - zoneOffset(guess, timeZone));
}
