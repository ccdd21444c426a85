import type { ClientBase } from 'pg';

/** Something that a table's definition mentions; `what` mentions it, such as `the default of column "kind"`. */
export type Mention = { what: string; identity: string };

export type TypeMention = { what: string; oid: number };

/** What has to be on a server besides the types before a table can be made there. */
export type Needs = {
  /** Functions, operators and the like that somebody made in the source, and collations. */
  objects: (Mention & { kind: string })[];
  /** Extensions that have something of it, with the schema that they stand in. */
  extensions: { what: string; name: string; schema: string }[];
  /** Functions and operators of PostgreSQL itself: a later version has more of them. Their oids never change. */
  builtins: (Mention & { kind: 'function' | 'operator'; oid: number })[];
};

/** Parts of a relation ($1) that mention something, as they stand in pg_depend. Of a partitioning, nothing: it stays behind. */
const RELATION_PARTS = `
  select 'pg_class'::regclass as classid, a.attrelid as objid, a.attnum::int as objsubid, format('column %I', a.attname) as what, null::text as tree
    from pg_attribute a where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
  union all select 'pg_attrdef'::regclass, d.oid, 0,
      format(case a.attgenerated when '' then 'the default of column %I' else 'the generated column %I' end, a.attname), d.adbin::text
    from pg_attrdef d join pg_attribute a on (a.attrelid, a.attnum) = (d.adrelid, d.adnum) where d.adrelid = $1
  union all select 'pg_constraint'::regclass, k.oid, 0,
      format(case k.contype when 'c' then 'the check %I' else 'the constraint %I' end, k.conname), k.conbin::text
    from pg_constraint k where k.conrelid = $1 and k.contype in ('c', 'p', 'u', 'x')
  union all select 'pg_class'::regclass, c.oid, 0, format('the index %I', c.relname), concat(i.indexprs::text, i.indpred::text)
    from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = $1 and i.indisvalid`;

/** The same of types ($2) that are made with it. */
const TYPE_PARTS = `
  select 'pg_type'::regclass, t.oid, 0, format('the type %s', format_type(t.oid, null)), t.typdefaultbin::text
    from pg_type t where t.oid = any($2::oid[])
  union all select 'pg_class'::regclass, t.typrelid, 0, format('the type %s', format_type(t.oid, null)), null
    from pg_type t where t.oid = any($2::oid[]) and t.typrelid <> 0
  union all select 'pg_constraint'::regclass, k.oid, 0, format('the type %s', format_type(k.contypid, null)), k.conbin::text
    from pg_constraint k where k.contypid = any($2::oid[]) and k.contype = 'c'`;

const MENTIONED = `part p join pg_depend d on d.classid = p.classid and d.objid = p.objid and (p.objsubid = 0 or d.objsubid = p.objsubid)`;

const TYPES = `
  with part as (${RELATION_PARTS})
  select coalesce(element.oid, t.oid) as oid, min(p.what) as what
  from ${MENTIONED} and d.refclassid = 'pg_type'::regclass
  join pg_type t on t.oid = d.refobjid and t.oid >= 16384
  left join pg_type element on element.oid = t.typelem and element.typarray = t.oid
  group by 1`;

/** Locales of the operating system are collations with oids of their own on every server. */
const OBJECTS = `
  with part as (${RELATION_PARTS} union all ${TYPE_PARTS})
  select distinct p.what, o.type as kind, o.identity, x.extname as extension, xn.nspname as schema
  from ${MENTIONED}
  left join pg_type list on d.refclassid = 'pg_type'::regclass and list.oid = d.refobjid
  left join pg_type element on element.oid = list.typelem and element.typarray = list.oid
  left join pg_depend member on member.classid = d.refclassid and member.objid = coalesce(element.oid, d.refobjid) and member.deptype = 'e'
  left join pg_extension x on x.oid = member.refobjid
  left join pg_namespace xn on xn.oid = x.extnamespace
  cross join lateral pg_identify_object(d.refclassid, d.refobjid, 0) o
  where d.refclassid = 'pg_collation'::regclass or d.refobjid >= 16384 and (
    d.refclassid in ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_ts_config'::regclass, 'pg_ts_dict'::regclass)
    or d.refclassid = 'pg_type'::regclass and x.oid is not null)
  order by 1, 3`;

const BUILTINS = `
  with part as (${RELATION_PARTS} union all ${TYPE_PARTS})
  select distinct p.what, found.oid, found.kind,
    case found.kind when 'function' then found.oid::regprocedure::text else found.oid::regoperator::text end as identity
  from part p cross join lateral regexp_matches(p.tree, ':(funcid|opno) ([0-9]+)', 'g') as match
  cross join lateral (select match[2]::oid as oid, case match[1] when 'funcid' then 'function' else 'operator' end as kind) found
  where found.oid between 1 and 16383
  order by 1, 4`;

/** The types that a relation mentions by itself and that do not come with PostgreSQL; of arrays, those of the elements. */
export const readTypeMentions = async (client: ClientBase, relation: number): Promise<TypeMention[]> =>
  (await client.query<TypeMention>(TYPES, [relation])).rows;

/** What a relation and the types that are made with it need. The search path is empty, see `qualified`. */
export async function readNeeds(client: ClientBase, relation: number, types: readonly number[]): Promise<Needs> {
  type Row = Mention & { kind: string; extension: string | null; schema: string | null };
  const objects = (await client.query<Row>(OBJECTS, [relation, types])).rows;
  const builtins = (await client.query<Needs['builtins'][number]>(BUILTINS, [relation, types])).rows;
  const extensions = new Map<string, Needs['extensions'][number]>();
  for (const { what, extension, schema } of objects) {
    if (extension !== null && schema !== null && !extensions.has(extension)) {
      extensions.set(extension, { what, name: extension, schema });
    }
  }
  return {
    objects: objects
      .filter(({ extension }) => extension === null)
      .map(({ what, kind, identity }) => ({ what, kind, identity })),
    extensions: [...extensions.values()],
    builtins,
  };
}
