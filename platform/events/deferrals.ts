import type { BackOff } from './back-off.ts';
import { delayAfter } from './back-off.ts';
import type { CloudEvent, Refusal } from './cloud-event.ts';
import type { Connection } from './connection.ts';
import { DEFERRALS } from './tables.ts';

export type RetryPolicy = {
  backOff: BackOff;
  /** After so many attempts an event is parked. */
  attempts: number;
};

export type Deferral = { event: CloudEvent; attempts: number };

/** Events of one subscriber that could not be delivered, kept with all that has to wait for them. */
export type Deferrals = {
  /** Those of these subjects that have events here. */
  heldSubjects(subjects: readonly string[]): Promise<Set<string>>;
  /** Of subjects whose first event may be tried again, in order. */
  due(limit: number): Promise<Deferral[]>;
  /** Undefined: there is nothing to wait for. */
  nextAttemptInMs(): Promise<number | undefined>;
  /** Before this moment nothing waits, of one source or at all; undefined: nothing does. */
  oldest(source?: string): Promise<string | undefined>;
  delivered(events: readonly CloudEvent[]): Promise<void>;
  /** @returns those that are parked now */
  failedAgain(failed: readonly (Deferral & { reason: string })[]): Promise<Deferral[]>;
};

/** As columns, for `unnest`. */
export type DeferralColumns = [
  sources: string[],
  ids: string[],
  subjects: string[],
  sequences: string[],
  events: string[],
  attempts: number[],
  reasons: (string | null)[],
  delays: number[],
];

const LONGEST_REASON = 1_000;

/** `$1` is the subscriber, `$2` to `$9` are `DeferralColumns`. One that is there already stays as it is. */
export const INSERT_DEFERRALS = `
  insert into ${DEFERRALS} (subscriber, source, id, subject, sequence, event, attempts, reason, next_attempt_at)
  select $1, source, id, subject, sequence, event, attempts, reason, now() + delay * interval '1 millisecond'
  from unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[], $7::int[], $8::text[], $9::float8[])
    as d(source, id, subject, sequence, event, attempts, reason, delay)
  on conflict do nothing`;

export function deferralColumns(
  events: readonly CloudEvent[],
  refusals: ReadonlyMap<string, Refusal>,
  { backOff }: RetryPolicy,
): DeferralColumns {
  const columns: DeferralColumns = [[], [], [], [], [], [], [], []];
  for (const event of events) {
    const refusal = refusals.get(event.id);
    if (refusal !== undefined) {
      const row = [event.source, event.id, event.subject, event.sequence ?? event.time, JSON.stringify(event)];
      const state = refusal.waits ? [0, null, 0] : [1, reasonOf(refusal), delayAfter(1, backOff)];
      for (const [i, value] of [...row, ...state].entries()) {
        (columns[i] as unknown[]).push(value);
      }
    }
  }
  return columns;
}

const reasonOf = ({ reason }: { reason: string }): string => reason.replaceAll('\0', '').slice(0, LONGEST_REASON);

/** The first event of each subject decides when the subject is tried again. */
const HEADS = `select distinct on (subject) subject, next_attempt_at, parked_at
  from ${DEFERRALS} where subscriber = $1 order by subject, sequence`;

export function deferralsOf(connection: Connection, subscriber: string, policy: RetryPolicy): Deferrals {
  const { query } = connection;
  return {
    heldSubjects: async (subjects) => {
      const rows = await query<{ subject: string }>(
        `select distinct subject from ${DEFERRALS} where subscriber = $1 and subject = any($2)`,
        [subscriber, subjects],
      );
      return new Set(rows.map(({ subject }) => subject));
    },
    due: (limit) =>
      query<Deferral>(
        `select d.event, d.attempts from ${DEFERRALS} as d join (${HEADS}) as head using (subject)
         where d.subscriber = $1 and head.parked_at is null and head.next_attempt_at <= now()
         order by d.sequence limit $2`,
        [subscriber, limit],
      ),
    nextAttemptInMs: async () => {
      const [row] = await query<{ ms: number | null }>(
        `select (extract(epoch from min(next_attempt_at) - now()) * 1000)::float8 as ms
         from (${HEADS}) as head where parked_at is null`,
        [subscriber],
      );
      return row?.ms ?? undefined;
    },
    oldest: async (source) => {
      const [row] = await query<{ time: string | null }>(
        `select min(event ->> 'time') as time from ${DEFERRALS}
         where subscriber = $1 and source = coalesce($2, source)`,
        [subscriber, source],
      );
      return row?.time ?? undefined;
    },
    delivered: async (events) => {
      await query(
        `delete from ${DEFERRALS} as d using unnest($2::text[], $3::uuid[]) as done(source, id)
         where d.subscriber = $1 and d.source = done.source and d.id = done.id`,
        [subscriber, events.map(({ source }) => source), events.map(({ id }) => id)],
      );
    },
    failedAgain: async (failed) => {
      await query(
        `update ${DEFERRALS} as d set attempts = failed.attempts, reason = failed.reason,
           next_attempt_at = now() + failed.delay * interval '1 millisecond',
           parked_at = case when failed.attempts >= $7 then now() end
         from unnest($2::text[], $3::uuid[], $4::int[], $5::text[], $6::float8[])
           as failed(source, id, attempts, reason, delay)
         where d.subscriber = $1 and d.source = failed.source and d.id = failed.id`,
        [
          subscriber,
          failed.map(({ event }) => event.source),
          failed.map(({ event }) => event.id),
          failed.map(({ attempts }) => attempts + 1),
          failed.map(reasonOf),
          failed.map(({ attempts }) => delayAfter(attempts + 1, policy.backOff)),
          policy.attempts,
        ],
      );
      return failed.filter(({ attempts }) => attempts + 1 >= policy.attempts);
    },
  };
}
