import type { Client } from 'pg';
import { identifier } from '../sql.ts';
import { isRowFault } from './faults.ts';
import type { KeyValues } from './range.ts';
import { columnList, createStage, fillStage, fillStageByKeys, STAGE, sameKey, staged, type Writing } from './stage.ts';

/** What the table says of a row that it does not take. */
export type Refusal = {
  keyValues: string[];
  reason: string;
  constraint: string | null;
  /** SQLSTATE; null where the row depends on one that was refused. */
  code: string | null;
};

const REFUSED = 'pg_temp.separation_refused';

/** Constraints and values: what a row can be refused for. Everything else is no fault of the row. */
const ROW_FAULTS = 'integrity_constraint_violation or data_exception or check_violation or program_limit_exceeded';

/** The details of a check's violation repeat the whole row; those of keys name only the key. */
const KEEP_REFUSAL = `
  get stacked diagnostics why = message_text, detail = pg_exception_detail, which = constraint_name, state = returned_sqlstate;
  insert into ${REFUSED} values (r.n, r.key, why || case when state in ('23503', '23505') then ': ' || detail else '' end, nullif(which, ''), state);`;

const values = (writing: Writing): string => writing.columns.map((_, i) => `r.${staged(i)}`).join(', ');

const insertRow = (writing: Writing): string =>
  `insert into ${writing.into} (${columnList(writing.columns)}) overriding system value values (${values(writing)});`;

/** An old version of the row is brought up to date; columns of the key stay what they are. */
const writeRow = (writing: Writing): string => `
  ${updating(writing, 'r') ?? `perform from ${writing.to.from} where ${sameKey(writing, 'r')}`};
  if not found then ${insertRow(writing)} end if;`;

/** SQL that brings rows up to date; none for a table that is all key, of which nothing can be old. */
function updating(writing: Writing, stage: 'r' | 'st'): string | undefined {
  const { columns, keyColumns, into, to } = writing;
  const parts = columns.flatMap(({ name }, i) =>
    keyColumns.includes(name) ? [] : [`${identifier(name)} = ${stage}.${staged(i)}`],
  );
  return parts.length === 0
    ? undefined
    : `update ${into} ${to.alias} set ${parts.join(', ')} ${stage === 'st' ? `from ${STAGE} st` : ''} where ${sameKey(writing, stage)}`;
}

/** Tries the rows of the stage one by one and takes all of it back; what was refused is deleted from the stage. */
async function refusedOf(target: Client, statement: string): Promise<Refusal[]> {
  await target.query('savepoint separation');
  await target.query(
    `create temp table separation_refused (n bigint, key text[], reason text, constraint_name text, code text) on commit drop`,
  );
  await target.query(`
    do $separation$ declare r record; why text; detail text; which text; state text; begin
      for r in select * from ${STAGE} order by n loop
        begin ${statement}
        exception when ${ROW_FAULTS} then ${KEEP_REFUSAL}
        end;
      end loop;
    end $separation$`);
  const { rows } = await target.query<Refusal & { n: string }>(
    `select n, key as "keyValues", reason, constraint_name as constraint, code from ${REFUSED}`,
  );
  // Each attempt was a transaction of its own below this one; the rows are written by this one, and known by it.
  await target.query('rollback to savepoint separation');
  await target.query('release savepoint separation');
  await target.query(`delete from ${STAGE} where n in (select v::bigint from jsonb_array_elements_text($1::jsonb) v)`, [
    JSON.stringify(rows.map(({ n }) => n)),
  ]);
  return rows;
}

/** Writes what stands in the stage, rows that are there already as well as new ones. Returns how many are new. */
export async function writeStaged(target: Client, writing: Writing): Promise<number> {
  await target.query(`analyze ${STAGE}`);
  const update = updating(writing, 'st');
  if (update !== undefined) {
    await target.query(update);
  }
  const { rowCount } = await target.query(
    `insert into ${writing.into} (${columnList(writing.columns)}) overriding system value
     select ${stagedColumns(writing)} from ${STAGE} st
     where not exists (select from ${writing.to.from} where ${sameKey(writing)})`,
  );
  await target.query('drop table separation_stage');
  return rowCount ?? 0;
}

const stagedColumns = ({ columns }: Writing): string => columns.map((_, i) => `st.${staged(i)}`).join(', ');

/** Copies rows into a table that has none of them: those that it refuses are named, the others stay. */
export async function insertCarefully(
  source: Client,
  target: Client,
  writing: Writing,
  where: string,
  key?: string,
): Promise<Refusal[]> {
  await createStage(target, writing.columns);
  await fillStage(source, target, writing, where, key);
  return insertStaged(target, writing);
}

/** The same for all rows of an ordinary table, whose values some types may not take; they are known by `key`. */
export async function insertAllCarefully(
  source: Client,
  target: Client,
  writing: Writing,
  key: string,
): Promise<Refusal[]> {
  await createStage(target, writing.columns);
  const { rows } = await source.query<{ end: string }>(
    `select (pg_relation_size(${writing.from.alias}.tableoid) / current_setting('block_size')::int * ${PLACES})::text as end
     from ${writing.from.from} limit 1`,
  );
  const unstaged = rows[0] === undefined ? [] : await stagePlaces(source, target, writing, key, 0, Number(rows[0].end));
  return [...unstaged, ...(await insertStaged(target, writing))];
}

/** More than a block of any size has rows. */
const PLACES = 16_384;
const place = (n: number): string => `'(${Math.floor(n / PLACES)},${n % PLACES})'::tid`;

/** Rows by where they stand, halved like those of `stageByHalves`. */
async function stagePlaces(
  source: Client,
  target: Client,
  writing: Writing,
  key: string,
  from: number,
  to: number,
): Promise<Refusal[]> {
  const { alias, from: relation } = writing.from;
  const where = `${alias}.ctid >= ${place(from)} and ${alias}.ctid < ${place(to)}`;
  const error = await stageOrUndo(target, () => fillStage(source, target, writing, where, key));
  if (error === undefined) {
    return [];
  }
  if (to - from === 1) {
    const { rows } = await source.query<{ key: string[] }>(`select ${key} as key from ${relation} where ${where}`);
    return rows.map((row) => refusedKey(row.key, error));
  }
  const half = Math.ceil((from + to) / 2);
  const first = await stagePlaces(source, target, writing, key, from, half);
  return [...first, ...(await stagePlaces(source, target, writing, key, half, to))];
}

async function insertStaged(target: Client, writing: Writing): Promise<Refusal[]> {
  const refusals = await refusedOf(target, insertRow(writing));
  await target.query(
    `insert into ${writing.into} (${columnList(writing.columns)}) overriding system value select ${stagedColumns(writing)} from ${STAGE} st`,
  );
  await target.query('drop table separation_stage');
  return refusals;
}

const SAVEPOINT = 'separation_stage_filled';

/** A value that a column's type does not take is refused before the table is asked. Rows that have one are found by halving. */
async function stageByHalves(
  source: Client,
  target: Client,
  writing: Writing,
  keys: readonly KeyValues[],
): Promise<Refusal[]> {
  const error = await stageOrUndo(target, () => fillStageByKeys(source, target, writing, keys));
  if (error === undefined) {
    return [];
  }
  if (keys.length === 1) {
    return [refusedKey(keys[0] as KeyValues, error)];
  }
  const half = Math.ceil(keys.length / 2);
  const first = await stageByHalves(source, target, writing, keys.slice(0, half));
  return [...first, ...(await stageByHalves(source, target, writing, keys.slice(half)))];
}

type RowFault = Error & { code: string };

/** What a value was refused for; then nothing of the work stays. */
async function stageOrUndo(target: Client, work: () => Promise<unknown>): Promise<RowFault | undefined> {
  await target.query(`savepoint ${SAVEPOINT}`);
  try {
    await work();
    await target.query(`release savepoint ${SAVEPOINT}`);
    return undefined;
  } catch (error) {
    if (!isRowFault(error)) {
      throw error;
    }
    await target.query(`rollback to savepoint ${SAVEPOINT}`);
    await target.query(`release savepoint ${SAVEPOINT}`);
    return error as RowFault;
  }
}

const refusedKey = (key: KeyValues, { message, code }: RowFault): Refusal => ({
  keyValues: key.map((value) => value ?? ''),
  reason: message,
  constraint: null,
  code,
});

/** Writes rows whether they are there already or not; returns how many are new, and those that were refused. */
export async function writeCarefully(
  source: Client,
  target: Client,
  writing: Writing,
  keys: readonly KeyValues[],
): Promise<{ rows: number; refusals: Refusal[] }> {
  await createStage(target, writing.columns);
  const unstaged = await stageByHalves(source, target, writing, keys);
  const refusals = await refusedOf(target, writeRow(writing));
  return { rows: await writeStaged(target, writing), refusals: [...unstaged, ...refusals] };
}
