import type { ClientBase } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { qualified } from '../catalogue/qualified.ts';
import { label, type TableName } from '../catalogue/relation.ts';
import { type Needs, readNeeds, readTypeMentions, type TypeMention } from './needs.ts';
import { type SequenceDefinition, sequencesSql } from './sequences.ts';
import { readTypes, type TypeDefinition } from './types.ts';

export type ColumnDefinition = {
  name: string;
  type: string;
  /** Quoted; null where it is that of the type. */
  collation: string | null;
  /** It holds for every row. */
  notNull: boolean;
  /** SQL of the default, or of the generating expression. */
  expression: string | null;
  /** As in pg_attribute: s stored, v virtual. */
  generated: '' | 's' | 'v';
  /** As in pg_attribute: a always, d by default. */
  identity: '' | 'a' | 'd';
  comment: string | null;
};

export type ConstraintDefinition = {
  name: string;
  /** As in pg_constraint: c check, p primary key, u unique, x exclusion, n not null (only those that may not hold). */
  kind: 'c' | 'p' | 'u' | 'x' | 'n';
  definition: string;
  /** Every row satisfies it. Otherwise it is made when the rows are there. */
  valid: boolean;
  /** Since PostgreSQL 18 it may be there for reading only. */
  enforced: boolean;
  /** WITHOUT OVERLAPS, since PostgreSQL 18. */
  temporal: boolean;
  comment: string | null;
};

export type IndexDefinition = { name: string; definition: string; comment: string | null };

/** All that is needed to make a table anew. Every name in its SQL has its schema. */
export type Definition = {
  table: TableName;
  comment: string | null;
  columns: ColumnDefinition[];
  constraints: ConstraintDefinition[];
  /** Those that no constraint brings along. */
  indexes: IndexDefinition[];
  sequences: SequenceDefinition[];
  /** What its columns, defaults, checks and indexes mention, in an order in which they can be made. */
  types: TypeDefinition[];
  /** Where each of these is mentioned; those that only stand below another one are not here. */
  typeMentions: TypeMention[];
  needs: Needs;
};

const COLUMNS = `(
  select coalesce(json_agg(json_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
    'collation', case when a.attcollation <> t.typcollation then (
      select format('%I.%I', o_schema.nspname, o.collname) from pg_collation o
      join pg_namespace o_schema on o_schema.oid = o.collnamespace where o.oid = a.attcollation) end,
    'notNull', a.attnotnull and not exists (select from pg_constraint k
      where k.conrelid = a.attrelid and k.contype = 'n' and k.conkey[1] = a.attnum and not k.convalidated),
    'expression', pg_get_expr(d.adbin, d.adrelid), 'generated', a.attgenerated, 'identity', a.attidentity,
    'comment', col_description(c.oid, a.attnum)) order by a.attnum), '[]')
  from pg_attribute a join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`;

/** Columns of pg_constraint that not every version has are read through JSON. */
const CONSTRAINTS = `(
  select coalesce(json_agg(json_build_object(
    'name', k.conname, 'kind', k.contype, 'definition', pg_get_constraintdef(k.oid), 'valid', k.convalidated,
    'enforced', coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true),
    'temporal', coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false),
    'comment', obj_description(k.oid, 'pg_constraint'))
    order by k.contype <> 'p', k.conname), '[]')
  from pg_constraint k
  where k.conrelid = c.oid and (k.contype in ('c', 'p', 'u', 'x') or k.contype = 'n' and not k.convalidated))`;

/** An index of a partitioned table is made for the one table that it becomes. */
const INDEXES = `(
  select coalesce(json_agg(json_build_object(
    'name', ic.relname,
    'definition', case when starts_with(written.definition, written.head || 'ONLY ')
      then written.head || substr(written.definition, length(written.head || 'ONLY ') + 1) else written.definition end,
    'comment', obj_description(ic.oid, 'pg_class')) order by ic.relname), '[]')
  from pg_index i join pg_class ic on ic.oid = i.indexrelid
  cross join lateral (select pg_get_indexdef(ic.oid) as definition,
    format('CREATE %sINDEX %I ON ', case when i.indisunique then 'UNIQUE ' else '' end, ic.relname) as head) written
  where i.indrelid = c.oid and i.indisvalid
    and not exists (select from pg_constraint k where k.conindid = ic.oid and k.contype in ('p', 'u', 'x')))`;

const DEFINITION = `
  select c.oid, obj_description(c.oid, 'pg_class') as comment, ${COLUMNS} as columns, ${CONSTRAINTS} as constraints,
    ${INDEXES} as indexes, ${sequencesSql('c.oid')} as sequences
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where (n.nspname, c.relname) = ($1, $2) and c.relkind in ('r', 'p')`;

type Row = Omit<Definition, 'table' | 'types' | 'typeMentions' | 'needs'> & { oid: number };

/** Reads how a table is made, as the source says it now. A StartupError if there is no such table. */
export const readDefinition = (source: ClientBase, { schema, name }: TableName): Promise<Definition> =>
  qualified(source, async () => {
    const row = (await source.query<Row>(DEFINITION, [schema, name])).rows[0];
    if (row === undefined) {
      throw new StartupError(`There is no table ${label({ schema, name })} in the source any more: plan again.`);
    }
    const { oid, ...rest } = row;
    const typeMentions = await readTypeMentions(source, oid);
    const types = await readTypes(
      source,
      typeMentions.map((mention) => mention.oid),
    );
    const made = types.filter(({ kind, extension }) => kind !== 'other' && extension === null);
    const needs = await readNeeds(
      source,
      oid,
      made.map((type) => type.oid),
    );
    return { table: { schema, name }, ...rest, types, typeMentions, needs };
  });
