import type { ClientBase } from 'pg';
import type { Column, Relation } from '../catalogue/relation.ts';
import { sourceFace } from '../engine/face.ts';
import type { Move } from '../move.ts';
import type { Frequent } from '../report/plan-report.ts';
import { identifier } from '../sql.ts';

/**
 * Something to count about a table's rows. source: a condition over `s`, the source's row; target: one over the
 * target's column names; repeated: how many rows have in these columns of the target what another one has already; any: whether one of these conditions
 * holds, by their places among the questions.
 */
export type Question =
  | { over: 'source' | 'target'; condition: string }
  | { over: 'repeated'; columns: readonly string[] }
  | { over: 'any'; of: readonly number[] };

export type Seen = { move: Move; target: Relation };

const typed = (value: string | null, { type, builtin }: Column): string =>
  value === null && !builtin ? 'null::text' : `(${value ?? 'null'})::${type}`;

/** The source's rows as the target would hold them, for FROM; `extra` is SQL over `s` with its own names. */
export function asTarget({ move, target }: Seen, extra: readonly string[] = []): string {
  const values = new Map<string, string | null>([
    ...move.targetOnly.map(({ name, initial }) => [name, initial] as const),
    ...move.columns.map((each) => [each.target, each.forward] as const),
  ]);
  const cells = target.columns.map(
    (each) => `${typed(values.get(each.name) ?? null, each)} as ${identifier(each.name)}`,
  );
  return `(select ${[...cells, ...extra].join(', ')} from ${sourceFace(move).from}) r`;
}

/** Names that no column of a service has. */
const answer = (i: number): string => identifier(`? ${i}`);

const allPresent = (columns: readonly string[]): string =>
  columns.map((name) => `${identifier(name)} is not null`).join(' and ');

const holds = (question: Question, i: number): string =>
  question.over === 'target' ? `(${question.condition})` : answer(i);

function aggregate(question: Question, i: number, all: readonly Question[]): string {
  if (question.over === 'repeated') {
    const present = `filter (where ${allPresent(question.columns)})`;
    const values = `(${question.columns.map(identifier).join(', ')})`;
    return `count(*) ${present} - count(distinct ${values}) ${present}`;
  }
  const places = question.over === 'any' ? question.of : [i];
  const conditions = places.map((place) => holds(all[place] as Question, place));
  return `count(*) filter (where ${conditions.join(' or ') || 'false'})`;
}

/** Answers all questions about a table in one scan of it. */
export async function countAll(
  client: ClientBase,
  seen: Seen,
  questions: readonly Question[],
): Promise<{ rows: number; counts: number[] }> {
  const extra = questions.flatMap((question, i) =>
    question.over === 'source' ? [`(${question.condition}) as ${answer(i)}`] : [],
  );
  const counts = ['count(*)', ...questions.map(aggregate)].map((sql) => `(${sql})::text`);
  const { rows } = await client.query<{ counts: string[] }>(
    `select array[${counts.join(', ')}] as counts from ${asTarget(seen, extra)}`,
  );
  const [all, ...others] = (rows[0] as { counts: string[] }).counts.map(Number);
  return { rows: all as number, counts: others };
}

type Where = Extract<Question, { condition: string }>;

const filtered = ({ over, condition }: Where): { extra: string[]; where: string } =>
  over === 'source' ? { extra: [`(${condition}) as ${answer(0)}`], where: answer(0) } : { extra: [], where: condition };

/** Of a longer value this much is told. */
const LONGEST = 1_000;

/** The most frequent values among the rows that meet a condition; `value` is SQL over `s`, a text. */
export async function frequent(
  client: ClientBase,
  seen: Seen,
  question: Where,
  value: string,
  most: number,
): Promise<Frequent[]> {
  const { extra, where } = filtered(question);
  const { rows } = await client.query<{ value: string | null; rows: string }>(
    `select ${answer(1)} as value, count(*) as rows from ${asTarget(seen, [...extra, `left(${value}, ${LONGEST}) as ${answer(1)}`])}
     where ${where} group by 1 order by 2 desc, 1 limit ${most}`,
  );
  return rows.map((row) => ({ value: row.value, rows: Number(row.rows) }));
}

/** The most frequent values that only one row may have. */
export async function repeated(
  client: ClientBase,
  seen: Seen,
  columns: readonly string[],
  most: number,
): Promise<Frequent[]> {
  const names = columns.map(identifier);
  const { rows } = await client.query<{ value: string; rows: string }>(
    `select concat_ws(', ', ${names.map((name) => `${name}::text`).join(', ')}) as value, count(*) as rows from ${asTarget(seen)}
     where ${allPresent(columns)} group by ${names.join(', ')} having count(*) > 1 order by 2 desc, 1 limit ${most}`,
  );
  return rows.map((row) => ({ value: row.value, rows: Number(row.rows) }));
}

/** Keys of some rows that meet a condition, by the source's columns; of a table without a key, none. */
export async function examples(
  client: ClientBase,
  seen: Seen,
  question: Where,
  most: number,
): Promise<Record<string, string | null>[]> {
  const { keyColumns, sourceColumns } = seen.move;
  if (keyColumns.length === 0) {
    return [];
  }
  const parts = keyColumns.map((name) => sourceColumns.find((each) => each.name === name)?.printed as string);
  const { extra, where } = filtered(question);
  const { rows } = await client.query<{ key: (string | null)[] }>(
    `select ${answer(1)} as key from ${asTarget(seen, [...extra, `array[${parts.join(', ')}]::text[] as ${answer(1)}`])}
     where ${where} limit ${most}`,
  );
  return rows.map(({ key }) => Object.fromEntries(keyColumns.map((name, i) => [name, key[i] ?? null])));
}
