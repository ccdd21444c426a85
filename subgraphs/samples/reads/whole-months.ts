import { type RawBuilder, sql } from 'kysely';
import { type SampleFilter, SUBMITTED } from './sample-filter.ts';

/**
 * A time that a filter gives, cut at the nearest month within: the tallies of the whole months, the samples in them, and
 * the samples that the filter means besides. Months are those of UTC.
 */
export type WholeMonths = { tallies: RawBuilder<unknown>; inside: RawBuilder<unknown>; outside: RawBuilder<unknown> };

export function wholeMonths({ submittedAfter, submittedBefore, completedAfter }: SampleFilter): WholeMonths[] {
  const times: WholeMonths[] = [];
  if (submittedAfter != null) {
    const from = monthFrom(submittedAfter);
    times.push({
      tallies: sql`s.submitted_month >= ${written(from)}::date`,
      inside: sql`${SUBMITTED} >= ${start(from)}`,
      outside: sql`${SUBMITTED} < ${start(from)}`,
    });
  }
  if (submittedBefore != null) {
    const to = monthOf(submittedBefore);
    times.push({
      tallies: sql`s.submitted_month < ${written(to)}::date and s.submitted_month <> '-infinity'`,
      inside: sql`${SUBMITTED} < ${start(to)}`,
      outside: sql`${SUBMITTED} >= ${start(to)}`,
    });
  }
  if (completedAfter != null) {
    const from = monthFrom(completedAfter);
    times.push({
      tallies: sql`s.value >= ${written(from)}`,
      inside: sql`s.completed_at >= ${start(from)}`,
      outside: sql`s.completed_at < ${start(from)}`,
    });
  }
  return times;
}

const monthOf = (at: Date, later = 0): Date => {
  const month = new Date(0);
  month.setUTCFullYear(at.getUTCFullYear(), at.getUTCMonth() + later);
  return month;
};
/** The first month that begins at this time or later. */
const monthFrom = (at: Date): Date => (monthOf(at).getTime() === at.getTime() ? at : monthOf(at, 1));

const written = (month: Date): string =>
  `${String(month.getUTCFullYear()).padStart(4, '0')}-${String(month.getUTCMonth() + 1).padStart(2, '0')}-01`;
const start = (month: Date): RawBuilder<unknown> => sql`${`${written(month)} 00:00Z`}::timestamptz`;
