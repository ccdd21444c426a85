import type { ClientBase } from 'pg';
import type { TableName } from '../catalogue/relation.ts';
import type { KeyValues, Range } from '../engine/range.ts';
import { table } from '../sql.ts';

export type Chunk = Range & { attempt: number; rows: number };

export type TableProgress = { state: 'copying' | 'copied'; attempt: number };

export async function tableProgress(target: ClientBase, name: string): Promise<TableProgress | undefined> {
  const { rows } = await target.query<TableProgress>('select state, attempt from separation.tables where name = $1', [
    name,
  ]);
  return rows[0];
}

/** A table begins, or begins anew: chunks of earlier attempts stay, and are known as such. Returns the attempt's number. */
export async function beginTable(target: ClientBase, name: string): Promise<number> {
  const { rows } = await target.query<{ attempt: number }>(
    `insert into separation.tables (name, state, attempt) values ($1, 'copying', 1)
     on conflict (name) do update set attempt = separation.tables.attempt + 1, state = 'copying' returning attempt`,
    [name],
  );
  return (rows[0] as { attempt: number }).attempt;
}

export async function endTable(target: ClientBase, name: string): Promise<void> {
  await target.query(`update separation.tables set state = 'copied' where name = $1`, [name]);
}

/** Within the transaction that wrote the chunk's rows. */
export async function recordChunk(target: ClientBase, name: string, chunk: Chunk): Promise<void> {
  await target.query('insert into separation.chunks (name, lower, upper, attempt, rows) values ($1, $2, $3, $4, $5)', [
    name,
    chunk.lower,
    chunk.upper,
    chunk.attempt,
    chunk.rows,
  ]);
}

/** Within a transaction that wrote rows: by how many there are more of them now. What it wrote is known by its number. */
export async function recordWrite(target: ClientBase, name: string, rows: number): Promise<void> {
  await target.query(
    `insert into separation.writes (name, transaction, rows) values ($1, pg_current_xact_id()::text::bigint & 4294967295, $2)
     on conflict (name, transaction) do update set rows = separation.writes.rows + excluded.rows`,
    [name, rows],
  );
}

/** Takes a table's rows as they are for the separation's own, whoever wrote them. Within a transaction. */
export async function adoptRows(client: ClientBase, name: string, target: TableName): Promise<void> {
  await client.query(
    `insert into separation.writes (name, transaction, rows)
     select distinct $1, t.xmin::text::bigint, 0 from ${table(target)} t on conflict do nothing`,
    [name],
  );
  const { rows } = await client.query<{ more: string }>(
    `select (select count(*) from ${table(target)}) - (select coalesce(sum(rows), 0) from separation.writes where name = $1) as more`,
    [name],
  );
  await recordWrite(client, name, Number(rows[0]?.more));
}

export async function chunksOf(target: ClientBase, name: string): Promise<Chunk[]> {
  const { rows } = await target.query<{
    lower: KeyValues | null;
    upper: KeyValues | null;
    attempt: number;
    rows: string;
  }>('select lower, upper, attempt, rows from separation.chunks where name = $1 order by copied_at', [name]);
  return rows.map((row) => ({ ...row, rows: Number(row.rows) }));
}
