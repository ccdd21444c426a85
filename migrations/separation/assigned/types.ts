import type { ClientBase } from 'pg';
import type { TableName } from '../catalogue/relation.ts';
import { identifier, table as quoted } from '../sql.ts';

export type TypeCheck = { name: string; definition: string; valid: boolean };

/** A type that does not come with PostgreSQL. */
export type TypeDefinition = TableName & {
  oid: number;
  /** `other`: ranges, row types of tables and whatever else is not made here. */
  kind: 'enum' | 'domain' | 'composite' | 'other';
  /** The extension that it belongs to. */
  extension: string | null;
  /** What stands behind `as` in the statement that makes it, without checks; equal for equal types. */
  body: string | null;
  /** Of a domain. */
  checks: TypeCheck[];
  comment: string | null;
  /** Oids of types that have to be there first. */
  needs: number[];
};

const COLLATION = `(select format(' collate %I.%I', on_.nspname, o.collname)
  from pg_collation o join pg_namespace on_ on on_.oid = o.collnamespace where o.oid = $collation)`;
const collation = (own: string, ofType: string): string =>
  `case when ${own} <> ${ofType} then ${COLLATION.replace('$collation', own)} else '' end`;

const BODY = `case
  when t.typtype = 'e' then (
    select format('enum (%s)', string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder))
    from pg_enum e where e.enumtypid = t.oid)
  when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod)
    || ${collation('t.typcollation', 'base.typcollation')}
    || coalesce(' default ' || pg_get_expr(t.typdefaultbin, 0), '') || case when t.typnotnull then ' not null' else '' end
  when c.relkind = 'c' then (
    select format('(%s)', string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
      || ${collation('a.attcollation', 'own.typcollation')}, ', ' order by a.attnum))
    from pg_attribute a join pg_type own on own.oid = a.atttypid
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
  end`;

/** Those that its values are made of, or that its default and checks mention; of an array, the type of its elements. */
const NEEDS = `(
  select coalesce(json_agg(distinct coalesce(element.oid, r.oid)::bigint), '[]')
  from pg_depend d join pg_type r on r.oid = d.refobjid
  left join pg_type element on element.oid = r.typelem and element.typarray = r.oid
  where d.refclassid = 'pg_type'::regclass and r.oid >= 16384 and r.oid <> t.oid and (
    (d.classid = 'pg_type'::regclass and d.objid = t.oid)
    or (d.classid = 'pg_class'::regclass and d.objid = t.typrelid and t.typrelid <> 0)
    or (d.classid = 'pg_constraint'::regclass and d.objid in (select k.oid from pg_constraint k where k.contypid = t.oid))))`;

const TYPES = `
  select t.oid, n.nspname as schema, t.typname as name, x.extname as extension, ${BODY} as body,
    case when t.typtype = 'e' then 'enum' when t.typtype = 'd' then 'domain' when c.relkind = 'c' then 'composite' else 'other' end as kind,
    (select coalesce(json_agg(json_build_object('name', k.conname, 'definition', pg_get_constraintdef(k.oid), 'valid', k.convalidated)
       order by k.conname), '[]') from pg_constraint k where k.contypid = t.oid and k.contype = 'c') as checks,
    obj_description(t.oid, 'pg_type') as comment, ${NEEDS} as needs
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  left join pg_type base on base.oid = t.typbasetype
  left join pg_type item on item.oid = t.typelem and item.typarray = t.oid
  left join pg_class c on c.oid = t.typrelid
  left join pg_depend member on member.classid = 'pg_type'::regclass and member.objid = t.oid and member.deptype = 'e'
  left join pg_extension x on x.oid = member.refobjid
  where item.oid is null and t.typtype <> 'm'`;

/**
 * Reads types and what they stand on, in an order in which they can be made. Arrays and multiranges come with theirs,
 * what an extension has comes with that. The search path is empty, see `qualified`.
 */
export async function readTypes(client: ClientBase, oids: readonly number[]): Promise<TypeDefinition[]> {
  const known = new Map<number, TypeDefinition>();
  let wanted = [...oids];
  while (wanted.length > 0) {
    const { rows } = await client.query<TypeDefinition>(`${TYPES} and t.oid = any($1::oid[])`, [wanted]);
    for (const type of rows) {
      known.set(type.oid, type.extension === null ? type : { ...type, needs: [] });
    }
    wanted = rows.flatMap(({ oid }) => known.get(oid)?.needs ?? []).filter((oid) => !known.has(oid));
  }
  return inOrder(known);
}

function inOrder(types: ReadonlyMap<number, TypeDefinition>): TypeDefinition[] {
  const ordered = new Set<TypeDefinition>();
  const place = (oid: number): void => {
    const type = types.get(oid);
    if (type !== undefined && !ordered.has(type)) {
      for (const needed of type.needs) {
        place(needed);
      }
      ordered.add(type);
    }
  };
  for (const oid of types.keys()) {
    place(oid);
  }
  return [...ordered];
}

/** Of the types that are named, those that the database has. */
export async function findTypes(client: ClientBase, wanted: readonly TableName[]): Promise<TypeDefinition[]> {
  const { rows } = await client.query<TypeDefinition>(
    `${TYPES} and (n.nspname, t.typname) in (select * from unnest($1::text[], $2::text[]))`,
    [wanted.map(({ schema }) => schema), wanted.map(({ name }) => name)],
  );
  return rows;
}

const holding = (type: TypeDefinition): string[] =>
  type.checks
    .filter(({ valid }) => valid)
    .map(({ definition }) => definition)
    .sort();

/** Whether two servers mean the same by it. Names of checks do not matter, nor do those that old values may break. */
export const sameType = (a: TypeDefinition, b: TypeDefinition): boolean =>
  a.kind === b.kind && a.body === b.body && holding(a).join('\n') === holding(b).join('\n');

/** SQL that makes an enum, a domain or a composite type. Checks that were never validated come later: old values break them. */
export function createType(type: TypeDefinition): string {
  if (type.kind === 'domain') {
    const checks = type.checks.filter(({ valid }) => valid);
    const written = checks.map(({ name, definition }) => ` constraint ${identifier(name)} ${definition}`);
    return `create domain ${quoted(type)} as ${type.body}${written.join('')}`;
  }
  return `create type ${quoted(type)} as ${type.body}`;
}
