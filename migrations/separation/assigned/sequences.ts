import type { ClientBase } from 'pg';
import type { TableName } from '../catalogue/relation.ts';
import { literal, table as quoted } from '../sql.ts';

/** A sequence that numbers a column. Numbers are text: they may be larger than what JavaScript counts to. */
export type SequenceDefinition = TableName & {
  column: string;
  /** It goes when the column goes. Otherwise it is only used, perhaps by several tables. */
  owned: boolean;
  identity: boolean;
  type: string;
  start: string;
  increment: string;
  min: string;
  max: string;
  cache: string;
  cycle: boolean;
  comment: string | null;
};

export type SequenceState = { name: string; column: string; lastValue: string; isCalled: boolean };

/** As JSON: the sequences that columns of the relation with this oid own, or take their defaults from. */
export const sequencesSql = (relation: string): string => `(
  select coalesce(json_agg(json_build_object(
    'schema', n.nspname, 'name', s.relname, 'column', a.attname, 'owned', used.owned,
    'identity', used.owned and a.attidentity <> '', 'type', format_type(q.seqtypid, null), 'start', q.seqstart::text,
    'increment', q.seqincrement::text, 'min', q.seqmin::text, 'max', q.seqmax::text, 'cache', q.seqcache::text,
    'cycle', q.seqcycle, 'comment', obj_description(s.oid, 'pg_class')) order by a.attnum, n.nspname, s.relname), '[]')
  from (
    select d.objid as oid, d.refobjsubid as number, true as owned from pg_depend d
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = ${relation}
      and d.refobjsubid > 0 and d.deptype in ('a', 'i')
    union all
    select d.refobjid, f.adnum, false from pg_attrdef f
    join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid and d.refclassid = 'pg_class'::regclass
    where f.adrelid = ${relation} and not exists (
      select from pg_depend o where o.classid = 'pg_class'::regclass and o.objid = d.refobjid
        and o.refclassid = 'pg_class'::regclass and o.refobjid = ${relation} and o.deptype in ('a', 'i'))
  ) used
  join pg_class s on s.oid = used.oid and s.relkind = 'S'
  join pg_namespace n on n.oid = s.relnamespace
  join pg_sequence q on q.seqrelid = s.oid
  join pg_attribute a on a.attrelid = ${relation} and a.attnum = used.number)`;

/** With its name as SQL has it. */
type NamedState = SequenceState & { quoted: string };

async function statesOf(client: ClientBase, table: TableName): Promise<NamedState[]> {
  const found = await client.query<{ sequences: SequenceDefinition[] }>(
    `select ${sequencesSql('c.oid')} as sequences
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where (n.nspname, c.relname) = ($1, $2)`,
    [table.schema, table.name],
  );
  const sequences = found.rows[0]?.sequences ?? [];
  if (sequences.length === 0) {
    return [];
  }
  const states = sequences.map(
    (
      sequence,
    ) => `select ${literal(`${sequence.schema}.${sequence.name}`)} as name, ${literal(quoted(sequence))} as quoted, ${literal(sequence.column)} as column,
      last_value::text as "lastValue", is_called as "isCalled" from ${quoted(sequence)}`,
  );
  return (await client.query<NamedState>(states.join(' union all '))).rows;
}

/** The sequences behind a table's columns and where they stand; nothing if there is no such table. */
export const sequencesOf = async (client: ClientBase, table: TableName): Promise<SequenceState[]> =>
  (await statesOf(client, table)).map(({ quoted: _, ...state }) => state);

/** Numbers up to this one are not given out any more to this column of the table. */
export async function advanceSequences(
  client: ClientBase,
  table: TableName,
  column: string,
  last: string,
): Promise<void> {
  for (const each of await statesOf(client, table)) {
    if (each.column === column && BigInt(each.lastValue) < BigInt(last)) {
      await client.query('select setval($1::regclass, $2::bigint)', [each.quoted, last]);
    }
  }
}

/** Sets what numbers a table's columns to where the same columns' numbers stand elsewhere, also if that is behind. */
export async function bringSequences(
  from: ClientBase,
  source: TableName,
  to: ClientBase,
  target: TableName,
): Promise<void> {
  const there = await sequencesOf(from, source);
  for (const { quoted: name, column, lastValue, isCalled } of await statesOf(to, target)) {
    const other = there.find((each) => each.column === column);
    if (other !== undefined && (other.lastValue !== lastValue || other.isCalled !== isCalled)) {
      await to.query('select setval($1::regclass, $2::bigint, $3)', [name, other.lastValue, other.isCalled]);
    }
  }
}
