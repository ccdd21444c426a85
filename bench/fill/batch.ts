import type { Client } from 'pg';

/** Samples `from` to `to` of a lab whose last one is `last`, submitted just before `now`. All services get the same. */
export type Batch = { from: number; to: number; last: number; now: string };

/** Fills one service's database with what belongs to a batch of samples. */
export type Fill = {
  everything(client: Client, batch: Batch): Promise<void>;
  once(client: Client, batch: Batch): Promise<void>;
};

/**
 * Rows `n` of a batch, with what every statement about a sample starts from. A lab of eight years: the last
 * twentieth of its samples is being worked on, all others are delivered. `h` is as good as random, and always the same.
 * Parameters: $1 from, $2 to, $3 last, $4 now.
 */
export const SAMPLES = `(
  select n, (n * 2654435761) % 4294967296 as h, (n - 1) / 94 as form, 1 + (n - 1) % 94 as tube,
    $4::timestamptz - ($3::bigint - n) * (interval '8 years' / $3::bigint) as submitted,
    case when n <= $3::bigint * 19 / 20 then 8 else (n * 5) % 9 end as done,
    n <= $3::bigint * 19 / 20 as finished
  from generate_series($1::bigint, $2::bigint) as n
)`;

/** An id of a kind ('8' for samples) that is the same in every database, and lies next to its neighbours in an index. */
export const idOf = (kind: string, n: string): string =>
  `('01900000-0000-7000-${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

export const SAMPLE_ID = idOf('8000', 'n');
export const LABS = 200;
export const TECHNICIANS = 20;

export const parameters = ({ from, to, last, now }: Batch): unknown[] => [from, to, last, now];
