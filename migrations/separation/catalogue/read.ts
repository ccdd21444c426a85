import type { ClientBase } from 'pg';
import type { Catalogue, Relation, TableName, View } from './relation.ts';

/** Schemas that belong to the server or to the separation itself. */
const NOT_OF_THE_SERVER = `n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and n.nspname <> 'separation'`;

const FROM_EXTENSION = `exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')`;

const names = (oids: string, relation: string): string =>
  `(select json_agg(a.attname order by k.i) from unnest(${oids}) with ordinality k(n, i)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.n)`;

const COLUMNS = `(
  select coalesce(json_agg(json_build_object(
    'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
    'base', coalesce(element.typname, base.typname), 'array', element.oid is not null,
    'modifier', case when own.typtype = 'd' then own.typtypmod else a.atttypmod end,
    'builtin', a.atttypid < 16384 and base.oid < 16384,
    'notNull', a.attnotnull or (own.typtype = 'd' and own.typnotnull),
    'default', pg_get_expr(d.adbin, d.adrelid), 'generated', a.attgenerated <> '', 'identity', a.attidentity <> ''
  ) order by a.attnum), '[]')
  from pg_attribute a
  join pg_type own on own.oid = a.atttypid
  join pg_type base on base.oid = case when own.typtype = 'd' then own.typbasetype else own.oid end
  left join pg_type element on element.oid = base.typelem and base.typcategory = 'A'
  left join pg_attrdef d on (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)`;

const KEYS = `(
  select coalesce(json_agg(json_build_object('name', ic.relname, 'primary', i.indisprimary,
    'columns', ${names('i.indkey::int2[]', 'c.oid')}) order by i.indisprimary desc, i.indexrelid), '[]')
  from pg_index i join pg_class ic on ic.oid = i.indexrelid
  where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indimmediate
    and i.indpred is null and i.indexprs is null and i.indnkeyatts = i.indnatts)`;

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

const RELATIONS = `
  select c.oid::int, n.nspname as schema, c.relname as name, c.relkind::text as kind,
    ${COLUMNS} as columns, ${KEYS} as keys, ${FOREIGN_KEYS} as "foreignKeys", ${CHECKS} as checks, ${TRIGGERS} as triggers,
    greatest(${leaves('greatest($c.reltuples, 0)')}, 0)::float8 as rows,
    (${leaves('pg_total_relation_size($c.oid)')})::float8 as bytes,
    c.relkind = 'r' and exists (select from pg_inherits h where h.inhparent = c.oid) as "hasChildren"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and ${NOT_OF_THE_SERVER} and not ${FROM_EXTENSION}
  order by n.nspname, c.relname`;

const VIEWS = `
  select n.nspname as schema, c.relname as name, c.relkind = 'm' as materialized, (
    select coalesce(json_agg(distinct jsonb_build_object('schema', rn.nspname, 'name', rc.relname)), '[]')
    from pg_rewrite w join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
    join pg_class rc on rc.oid = d.refobjid join pg_namespace rn on rn.oid = rc.relnamespace
    where w.ev_class = c.oid and rc.oid <> c.oid and rc.relkind in ('r', 'p')) as reads
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('v', 'm') and ${NOT_OF_THE_SERVER} and not ${FROM_EXTENSION}
  order by n.nspname, c.relname`;

/** Reads what a database holds: tables with all that matters of them, and views. Of extensions, nothing. */
export async function readCatalogue(client: ClientBase): Promise<Catalogue> {
  const relations = await client.query<Relation>(RELATIONS);
  const views = await client.query<View>(VIEWS);
  return {
    relations: relations.rows.map((row) => ({ ...row, keys: row.keys ?? [] })),
    views: views.rows,
  };
}

export const findRelation = (catalogue: Catalogue, { schema, name }: TableName): Relation | undefined =>
  catalogue.relations.find((each) => each.schema === schema && each.name === name);
