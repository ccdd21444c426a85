import type { Client } from 'pg';
import { identifier } from '../sql.ts';
import type { KeyValues } from './range.ts';
import { columnList, createStage, fillStage, fillStageByKeys, STAGE, sameKey, staged, type Writing } from './stage.ts';

/** What the table says of a row that it does not take. */
export type Refusal = { keyValues: string[]; reason: string; constraint: string | null };

const REFUSED = 'pg_temp.separation_refused';

/** Constraints and values: what a row can be refused for. Everything else is no fault of the row. */
const ROW_FAULTS = 'integrity_constraint_violation or data_exception or check_violation or program_limit_exceeded';

/** The details of a check's violation repeat the whole row; those of keys name only the key. */
const KEEP_REFUSAL = `
  get stacked diagnostics why = message_text, detail = pg_exception_detail, which = constraint_name, state = returned_sqlstate;
  insert into ${REFUSED} values (r.key, why || case when state in ('23503', '23505') then ': ' || detail else '' end, nullif(which, ''));`;

const values = (writing: Writing): string => writing.columns.map((_, i) => `r.${staged(i)}`).join(', ');

const insertRow = (writing: Writing): string =>
  `insert into ${writing.into} (${columnList(writing.columns)}) overriding system value values (${values(writing)});`;

/** An old version of the row is brought up to date; columns of the key stay what they are. */
const writeRow = (writing: Writing): string => `
  update ${writing.into} ${writing.to.alias} set ${assignments(writing, 'r')} where ${sameKey(writing, 'r')};
  if not found then ${insertRow(writing)} end if;`;

/** SQL for SET; a table that is all key gets nothing new. */
export const assignments = ({ columns, keyColumns }: Writing, from: string): string => {
  const parts = columns.flatMap(({ name }, i) =>
    keyColumns.includes(name) ? [] : [`${identifier(name)} = ${from}.${staged(i)}`],
  );
  const [first] = keyColumns;
  return parts.length > 0 ? parts.join(', ') : `${identifier(first as string)} = ${identifier(first as string)}`;
};

async function rowByRow(target: Client, statement: string): Promise<Refusal[]> {
  await target.query(
    `create temp table separation_refused (key text[], reason text, constraint_name text) on commit drop`,
  );
  await target.query(`
    do $separation$ declare r record; why text; detail text; which text; state text; begin
      for r in select * from ${STAGE} order by n loop
        begin ${statement}
        exception when ${ROW_FAULTS} then ${KEEP_REFUSAL}
        end;
      end loop;
    end $separation$`);
  const { rows } = await target.query<Refusal>(
    `select key as "keyValues", reason, constraint_name as constraint from ${REFUSED}`,
  );
  await target.query('drop table separation_refused; drop table separation_stage');
  return rows;
}

/** Copies rows one by one, within the caller's transaction: those that the table refuses are named, the others stay. */
export async function insertCarefully(
  source: Client,
  target: Client,
  writing: Writing,
  where: string,
  key?: string,
): Promise<Refusal[]> {
  await createStage(target, writing.columns);
  await fillStage(source, target, writing, where, key);
  return rowByRow(target, insertRow(writing));
}

/** Writes rows one by one, whether they are there already or not. */
export async function writeCarefully(
  source: Client,
  target: Client,
  writing: Writing,
  keys: readonly KeyValues[],
): Promise<Refusal[]> {
  await createStage(target, writing.columns);
  await fillStageByKeys(source, target, writing, keys);
  return rowByRow(target, writeRow(writing));
}
