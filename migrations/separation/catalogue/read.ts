import type { ClientBase } from 'pg';
import type { Catalogue, Relation, TableName, View } from './relation.ts';

/** Schemas that belong to the server or to the separation itself. */
const NOT_OF_THE_SERVER = `n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and n.nspname <> 'separation'`;

const FROM_EXTENSION = `exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')`;

/** Names of a relation's columns by their numbers, in the order of these. */
const names = (numbers: string, relation: string): string =>
  `(select json_agg(a.attname order by part.place) from unnest(${numbers}) with ordinality part(number, place)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = part.number)`;

/** What a type stands on: domains may stand on domains. The last one is no domain. */
const below = (type: string, modifier: string): string => `(
  with recursive below(oid, modifier, not_null, depth) as (
    select ${type}, ${modifier}, false, 0
    union all
    select d.typbasetype, d.typtypmod, d.typnotnull, depth + 1
    from below join pg_type d on d.oid = below.oid and d.typtype = 'd')
  select oid, modifier, bool_or(not_null) over () as not_null from below order by depth desc limit 1)`;

/** Since PostgreSQL 18 a NOT NULL may wait for its validation, and older rows break it. */
const NOT_NULL_AWAITS_VALIDATION = `exists (select from pg_constraint k
  where k.conrelid = a.attrelid and k.contype = 'n' and k.conkey[1] = a.attnum and not k.convalidated)`;

const COLUMNS = `(
  select coalesce(json_agg(json_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
    'base', coalesce(element.typname, base.typname), 'array', element.oid is not null,
    'modifier', below.modifier,
    'builtin', greatest(a.atttypid, base.oid, item.oid, element.oid) < 16384,
    'notNull', (a.attnotnull and not ${NOT_NULL_AWAITS_VALIDATION}) or below.not_null,
    'default', pg_get_expr(d.adbin, d.adrelid), 'generated', a.attgenerated <> '', 'identity', a.attidentity <> ''
  ) order by a.attnum), '[]')
  from pg_attribute a
  cross join lateral ${below('a.atttypid', 'a.atttypmod')} below
  join pg_type base on base.oid = below.oid
  left join pg_type item on item.oid = base.typelem and item.typarray = base.oid
  left join lateral ${below('item.oid', '-1')} within on true
  left join pg_type element on element.oid = within.oid
  left join pg_attrdef d on (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`;

/** What an index only carries along (INCLUDE) is no part of its key. */
const KEYS = `(
  select coalesce(json_agg(json_build_object('name', ic.relname, 'primary', i.indisprimary,
    'columns', ${names('(i.indkey::int2[])[0:i.indnkeyatts - 1]', 'c.oid')}) order by i.indisprimary desc, i.indexrelid), '[]')
  from pg_index i join pg_class ic on ic.oid = i.indexrelid
  where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indimmediate
    and i.indpred is null and i.indexprs is null)`;

const FOREIGN_KEYS = `(
  select coalesce(json_agg(json_build_object('name', k.conname, 'valid', k.convalidated,
    'definition', pg_get_constraintdef(k.oid),
    'columns', ${names('k.conkey', 'k.conrelid')},
    'references', json_build_object('schema', fn.nspname, 'name', fc.relname),
    'referencedColumns', ${names('k.confkey', 'k.confrelid')}) order by k.conname), '[]')
  from pg_constraint k join pg_class fc on fc.oid = k.confrelid join pg_namespace fn on fn.oid = fc.relnamespace
  where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0)`;

const CHECKS = `(
  select coalesce(json_agg(json_build_object('name', k.conname, 'expression', pg_get_expr(k.conbin, k.conrelid))
    order by k.conname), '[]')
  from pg_constraint k where k.conrelid = c.oid and k.contype = 'c')`;

const TRIGGERS = `(
  select coalesce(json_agg(json_build_object('name', t.tgname, 'enabled', t.tgenabled) order by t.tgname), '[]')
  from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal)`;

/** Of a partitioned table it is the partitions that have pages. */
const leaves = (what: string): string =>
  `case c.relkind when 'p' then (
     select coalesce(sum(${what.replaceAll('$c', 'leaf')}), 0) from pg_partition_tree(c.oid) t
     join pg_class leaf on leaf.oid = t.relid where t.isleaf)
   else ${what.replaceAll('$c', 'c')} end`;

/** As the planner estimates it: the density that was last seen, on the pages of now; a guess where nobody ever looked. */
const ESTIMATED_ROWS = `pg_relation_size($c.oid) / current_setting('block_size')::float8
  * case when $c.reltuples >= 0 and $c.relpages > 0 then $c.reltuples / $c.relpages else 50 end`;

const RELATIONS = `
  select c.oid, n.nspname as schema, c.relname as name, c.relkind::text as kind,
    ${COLUMNS} as columns, ${KEYS} as keys, ${FOREIGN_KEYS} as "foreignKeys", ${CHECKS} as checks, ${TRIGGERS} as triggers,
    round((${leaves(ESTIMATED_ROWS)})::numeric)::float8 as rows,
    (${leaves('pg_total_relation_size($c.oid)')})::float8 as bytes,
    c.relkind = 'r' and exists (select from pg_inherits h where h.inhparent = c.oid) as "hasChildren"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and ${NOT_OF_THE_SERVER} and not ${FROM_EXTENSION}
  order by n.nspname, c.relname`;

/** A view over a view reads what that one reads. A partition that is read by itself counts as its root. */
const VIEWS = `
  with recursive direct(view, reads) as (
    select distinct w.ev_class, d.refobjid
    from pg_rewrite w
    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
    where d.refobjid <> w.ev_class
  ), through(view, reads) as (
    select view, reads from direct
    union
    select t.view, d.reads from through t join direct d on d.view = t.reads
  )
  select n.nspname as schema, c.relname as name, c.relkind = 'm' as materialized, (
    select coalesce(json_agg(distinct jsonb_build_object('schema', rn.nspname, 'name', rc.relname)), '[]')
    from through t join pg_class read on read.oid = t.reads and read.relkind in ('r', 'p')
    join pg_class rc on rc.oid = coalesce(pg_partition_root(read.oid), read.oid)
    join pg_namespace rn on rn.oid = rc.relnamespace
    where t.view = c.oid) as reads
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('v', 'm') and ${NOT_OF_THE_SERVER} and not ${FROM_EXTENSION}
  order by n.nspname, c.relname`;

/**
 * Reads what a database holds: tables with all that matters of them, and views. Of extensions, nothing. Types,
 * defaults and checks name what is in the search path without its schema.
 */
export async function readCatalogue(client: ClientBase): Promise<Catalogue> {
  const relations = await client.query<Relation>(RELATIONS);
  const views = await client.query<View>(VIEWS);
  return { relations: relations.rows, views: views.rows };
}

export const findRelation = (catalogue: Catalogue, { schema, name }: TableName): Relation | undefined =>
  catalogue.relations.find((each) => each.schema === schema && each.name === name);
