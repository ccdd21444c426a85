import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** How many rows have been written, and how many statements found their table frozen. */
export type Written = { inserted: number; updated: number; deleted: number; refused: number };

export type Writer = AsyncDisposable & {
  written: Readonly<Written>;
  /** Resolves when that holds, asked after every statement. Rejects when the writer has failed, or was stopped before. */
  until(holds: (written: Readonly<Written>) => boolean): Promise<void>;
  /** Resolves when so many more rows have been written. */
  more(rows: number): Promise<void>;
  /** Ends after the statement that is under way. Rejects with whatever made a statement fail, unless it was a freeze. */
  stop(): Promise<Written>;
};

const FROZEN = /moved to the \S+ service/;

const below = (n: number): number => Math.floor(Math.random() * n);
const coin = (): boolean => below(2) === 0;

type Own = { samples: string[]; users: string[] };
type Statement = { kind: 'inserted' | 'updated' | 'deleted'; sql: string; values: unknown[]; done?(): void };

/** A row at random, without reading the table: the next one after an id that nobody has. */
const someOf = (table: string): string => `(select id from ${table} where id >= $1::uuid order by id limit 1)`;

/** Only samples and users of its own are deleted: others' may have something that refers to them. */
const STATEMENTS: readonly ((own: Own) => Statement)[] = [
  ({ samples }) => {
    const id = randomUUID();
    const sql = `insert into nanopore_samples (id, sample_name, status, priority, concentration, submitted_at)
      values ($1, $2, 'submitted', 'normal', $3, timestamp '2019-03-10 01:59:59' + $4 * interval '1 second')`;
    const values = [id, `written "${id.slice(0, 4)}"\n`, (Math.random() * 400).toFixed(4), below(100_000)];
    return { kind: 'inserted', sql, values, done: () => samples.push(id) };
  },
  ({ samples }) => {
    const sql = `insert into nanopore_processing_steps (id, sample_id, step_name, step_status, notes)
      select $1, id, 'Library Prep', 'pending', 'written' from nanopore_samples
      where id = coalesce($2, ${someOf('nanopore_samples')})`;
    return { kind: 'inserted', sql, values: [randomUUID(), samples[below(samples.length)] ?? null] };
  },
  ({ users }) => {
    const id = randomUUID();
    const sql = 'insert into users (id, username, password_hash, email, name) values ($1, $2, $3, $4, $5)';
    const values = [id, `w${id.slice(0, 30)}`, 'none', `${id}@example.org`, coin() ? null : 'Written'];
    return { kind: 'inserted', sql, values, done: () => users.push(id) };
  },
  () => ({
    kind: 'updated',
    sql: `update nanopore_samples set concentration = $2, lab_name = $3 where id = ${someOf('nanopore_samples')}`,
    values: [randomUUID(), (Math.random() * 500).toFixed(3), `Lab ${below(20)}`],
  }),
  () => ({
    kind: 'updated',
    sql: `update nanopore_processing_steps set step_status = $2, notes = concat(notes, '…')
      where id = ${someOf('nanopore_processing_steps')}`,
    values: [randomUUID(), coin() ? 'completed' : 'in_progress'],
  }),
  () => ({
    kind: 'updated',
    sql: `update users set name = $2 where id = ${someOf('users')}`,
    values: [randomUUID(), `Renamed ${below(1000)}`],
  }),
  () => ({
    kind: 'deleted',
    sql: `delete from nanopore_processing_steps where id = ${someOf('nanopore_processing_steps')}`,
    values: [randomUUID()],
  }),
  ({ samples }) => ({
    kind: 'deleted',
    sql: 'delete from nanopore_samples where id = $1',
    values: [samples.shift() ?? null],
  }),
  ({ users }) => ({ kind: 'deleted', sql: 'delete from users where id = $1', values: [users.shift() ?? null] }),
];

/**
 * Writes samples, steps and users of a monolith at random, on a connection of its own, a statement every `everyMs`, until
 * it is stopped. Fits the nasty monolith and the demonstration's. Statements that a freeze refuses are counted.
 */
export async function writing(url: string, { everyMs = 2 } = {}): Promise<Writer> {
  const client = new Client({ connectionString: url, application_name: 'the lab at work' });
  client.on('error', () => undefined); // the statement that follows fails with it
  await client.connect();
  const written: Written = { inserted: 0, updated: 0, deleted: 0, refused: 0 };
  const changed = (): number => written.inserted + written.updated + written.deleted;
  const waiting = new Set<() => void>();
  let stopped = false;
  const work = async (): Promise<void> => {
    const own: Own = { samples: [], users: [] };
    while (!stopped) {
      const choose = STATEMENTS[below(STATEMENTS.length)] as (typeof STATEMENTS)[number];
      await write(client, choose(own), written);
      for (const look of waiting) look();
      await pause(everyMs);
    }
  };
  const ended = work().finally(() => client.end());
  ended.catch(() => undefined); // whoever stops it or waits for it hears of it
  const stop = async (): Promise<Written> => {
    stopped = true;
    await ended;
    return written;
  };
  const until: Writer['until'] = async (holds) => {
    const reached = new Promise<void>((resolve) => {
      const look = (): void => {
        if (holds(written)) {
          waiting.delete(look);
          resolve();
        }
      };
      waiting.add(look);
      look();
    });
    await Promise.race([reached, ended.then(() => Promise.reject(new Error('The writer has been stopped.')))]);
  };
  return {
    written,
    until,
    more: (rows) => {
      const goal = changed() + rows;
      return until(() => changed() >= goal);
    },
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}

async function write(client: Client, { kind, sql, values, done }: Statement, written: Written): Promise<void> {
  try {
    const { rowCount } = await client.query(sql, values);
    written[kind] += rowCount ?? 0;
    done?.();
  } catch (error) {
    if (!FROZEN.test((error as Error).message)) {
      throw new Error(`The lab could not write: ${(error as Error).message}`, { cause: error });
    }
    written.refused++;
  }
}
