import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { canonicalEntry, ENTRY_JSON } from './entry.ts';

const ROWS = 5_000;

type Row = { key: string; id?: string; hash?: Buffer; entry?: string | null; note?: string };
/** SQL whose `$1` is the `key` of the row before, and `$2` how many rows it gives. */
type Part = { file: string; sql: string; first: string; line(row: Row): string | undefined };

const PARTS: Part[] = [
  {
    file: 'leaves',
    first: '-1',
    sql: 'select seq::text as key, log_id as id, hash from audit_leaves where seq > $1::bigint order by seq limit $2',
    line: ({ key, id, hash }) => JSON.stringify({ seq: Number(key), log: id, hash: hash?.toString('base64') }),
  },
  {
    file: 'logs',
    first: '-1',
    sql: `select s.seq::text as key, l.entry from (select * from audit_leaves where seq > $1::bigint order by seq limit $2) s
      left join lateral (
        select ${ENTRY_JSON} as entry from audit_logs l where l.id = s.log_id and l."timestamp" = s.logged_at offset 0) l on true
      order by s.seq`,
    line: ({ key, entry }) => (entry == null ? undefined : `{"seq":${key},"entry":${canonicalEntry(entry)}}`),
  },
  {
    file: 'nodes',
    first: '-1',
    sql: 'select index::text as key, hash from audit_nodes where level = 3 and index > $1::bigint order by index limit $2',
    line: ({ key, hash }) => JSON.stringify({ level: 3, index: Number(key), hash: hash?.toString('base64') }),
  },
  {
    file: 'checkpoints',
    first: '0',
    sql: 'select size::text as key, note from audit_checkpoints where size > $1::bigint order by size limit $2',
    line: ({ key, note }) => JSON.stringify({ size: Number(key), note }),
  },
];

/** Entries that have no place: read at once by a hash of all that have one, and few. */
const UNSEALED = `
  declare unsealed no scroll cursor for
  select ${ENTRY_JSON} as entry, exists (select from audit_unsealed u where u.log_id = l.id and u.logged_at = l."timestamp") as waiting
  from audit_logs l where not exists (select from audit_leaves s where s.log_id = l.id and s.logged_at = l."timestamp")`;

/**
 * Writes the log, its tree and what was signed of it as they are at one moment, for the verifier: files of a JSON object a
 * line, none of which is ever held in memory as a whole.
 *
 * @param client a session whose time zone is UTC.
 * @returns how many entries have a place.
 */
export async function exportLog(client: ClientBase, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await client.query('begin isolation level repeatable read read only');
  try {
    const counts: number[] = [];
    for (const part of PARTS) {
      counts.push(await writeLines(join(folder, `${part.file}.jsonl`), linesOf(client, part)));
    }
    await client.query(UNSEALED);
    await writeLines(join(folder, 'unsealed.jsonl'), unsealedLines(client));
    return counts[0] ?? 0;
  } finally {
    await client.query('rollback');
  }
}

async function* linesOf(client: ClientBase, { sql, first, line }: Part): AsyncGenerator<string> {
  for (let key: string | undefined = first; key !== undefined; ) {
    const { rows }: { rows: Row[] } = await client.query(sql, [key, ROWS]);
    for (const row of rows) {
      const text = line(row);
      if (text !== undefined) {
        yield text;
      }
    }
    key = rows.at(-1)?.key;
  }
}

async function* unsealedLines(client: ClientBase): AsyncGenerator<string> {
  for (;;) {
    const { rows } = await client.query<{ entry: string; waiting: boolean }>(`fetch ${ROWS} from unsealed`);
    if (rows.length === 0) {
      return;
    }
    for (const { entry, waiting } of rows) {
      yield `{"waiting":${waiting},"entry":${canonicalEntry(entry)}}`;
    }
  }
}

async function writeLines(path: string, lines: AsyncGenerator<string>): Promise<number> {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  let count = 0;
  for await (const line of lines) {
    count += 1;
    if (!stream.write(`${line}\n`)) {
      await once(stream, 'drain');
    }
  }
  stream.end();
  await finished(stream);
  return count;
}
