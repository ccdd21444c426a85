import type { ClientBase } from 'pg';
import { qualified } from '../catalogue/qualified.ts';
import type { TableName } from '../catalogue/relation.ts';
import type { Definition } from './definition.ts';
import { type Made, madeObjects } from './made.ts';
import { findTypes, type TypeDefinition } from './types.ts';

export type ExtensionState = {
  name: string;
  /** Where it stands; null: it is not installed in this database. */
  schema: string | null;
  /** The server has its files, and who asks may install it. */
  installable: boolean;
  /** The server has its files. */
  available: boolean;
};

/** What a target has of what a table needs there. Nothing is written to find it out. */
export type TargetState = {
  /** As `server_version_num`. */
  version: number;
  database: string;
  role: string;
  mayMakeSchemas: boolean;
  /** Schemas that are needed and there, with whether something may be made in them. */
  schemas: ReadonlyMap<string, boolean>;
  /** Names that are needed and taken: kind of what has them, as `pg_class.relkind`. */
  taken: (TableName & { kind: string })[];
  types: TypeDefinition[];
  extensions: ReadonlyMap<string, ExtensionState>;
  /** Identities of functions, operators, collations … that are there; oids of built-in functions and operators that are not. */
  objects: ReadonlySet<string>;
  missingBuiltins: ReadonlySet<number>;
  /** What the separation made there before. */
  made: Made[];
};

/** Relations that a table brings along, each of which takes a name in its schema. */
export const relationNames = ({ table, constraints, indexes, sequences }: Definition): TableName[] => [
  table,
  ...constraints
    .filter(({ kind }) => ['p', 'u', 'x'].includes(kind))
    .map(({ name }) => ({ schema: table.schema, name })),
  ...indexes.map(({ name }) => ({ schema: table.schema, name })),
  ...sequences.map(({ schema, name }) => ({ schema, name })),
];

export const madeTypes = ({ types }: Definition): TypeDefinition[] =>
  types.filter(({ kind, extension }) => kind !== 'other' && extension === null);

/** Extensions that have to be created first. */
export const missingExtensions = (
  { needs }: Definition,
  { extensions }: Pick<TargetState, 'extensions'>,
): Definition['needs']['extensions'] => needs.extensions.filter(({ name }) => extensions.get(name)?.schema === null);

/** Schemas in which something of the table's stands. */
export const neededSchemas = (definition: Definition, state: Pick<TargetState, 'extensions'>): Set<string> =>
  new Set([
    ...[...relationNames(definition), ...madeTypes(definition), ...missingExtensions(definition, state)].map(
      ({ schema }) => schema,
    ),
  ]);

const SELF = `
  select current_setting('server_version_num')::int as version, current_database() as database, current_user as role,
    has_database_privilege(current_database(), 'create') as "mayMakeSchemas"`;

const SCHEMAS = `
  select nspname as name, has_schema_privilege(oid, 'create') as allowed from pg_namespace where nspname = any($1::text[])`;

/** A table gives its name to a type as well. */
const TAKEN = `
  select n.nspname as schema, c.relname as name, c.relkind::text as kind
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where (n.nspname, c.relname) in (select * from unnest($1::text[], $2::text[]))
  union all
  select n.nspname, t.typname, 'c' from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where (n.nspname, t.typname) = ($3, $4) and t.typrelid = 0 and t.typelem = 0`;

const EXTENSIONS = `
  select a.name, n.nspname as schema, true as available,
    coalesce(v.superuser is not true or v.trusted and has_database_privilege(current_database(), 'create'), false)
      or (select rolsuper from pg_roles where rolname = current_user) as installable
  from pg_available_extensions a
  left join pg_available_extension_versions v on (v.name, v.version) = (a.name, a.default_version)
  left join pg_extension x on x.extname = a.name
  left join pg_namespace n on n.oid = x.extnamespace
  where a.name = any($1::text[])`;

/** Collations of other encodings are there as well, and of no use. */
const OBJECTS = `
  select o.identity from (
    select 'pg_proc'::regclass as class, oid from pg_proc where oid >= 16384
    union all select 'pg_operator'::regclass, oid from pg_operator where oid >= 16384
    union all select 'pg_opclass'::regclass, oid from pg_opclass where oid >= 16384
    union all select 'pg_ts_config'::regclass, oid from pg_ts_config where oid >= 16384
    union all select 'pg_ts_dict'::regclass, oid from pg_ts_dict where oid >= 16384
    union all select 'pg_collation'::regclass, oid from pg_collation
      where collencoding in (-1, (select encoding from pg_database where datname = current_database()))
  ) own cross join lateral pg_identify_object(own.class, own.oid, 0) o
  where o.identity = any($1::text[])`;

const MISSING_BUILTINS = `
  select b.oid from unnest($1::oid[], $2::text[]) b(oid, kind)
  where case b.kind when 'function' then not exists (select from pg_proc p where p.oid = b.oid)
    else not exists (select from pg_operator o where o.oid = b.oid) end`;

/** Asks a target about everything that a table's definition mentions. */
export const readTargetState = (target: ClientBase, definition: Definition): Promise<TargetState> =>
  qualified(target, async () => {
    const { needs, types } = definition;
    const rows = async <Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> =>
      (await target.query<Row>(text, values)).rows;
    const names = relationNames(definition);
    const wanted = needs.extensions.map(({ name }) => name);
    const states = await rows<ExtensionState>(EXTENSIONS, wanted);
    const extensions = new Map(states.map((state) => [state.name, state]));
    const { builtins } = needs;
    const [self] = await rows<Pick<TargetState, 'version' | 'database' | 'role' | 'mayMakeSchemas'>>(SELF);
    const schemas = await rows<{ name: string; allowed: boolean }>(SCHEMAS, [
      ...neededSchemas(definition, { extensions }),
    ]);
    const taken = await rows<TargetState['taken'][number]>(
      TAKEN,
      names.map(({ schema }) => schema),
      names.map(({ name }) => name),
      definition.table.schema,
      definition.table.name,
    );
    const objects = await rows<{ identity: string }>(
      OBJECTS,
      needs.objects.map(({ identity }) => identity),
    );
    const missing = await rows<{ oid: number }>(
      MISSING_BUILTINS,
      builtins.map(({ oid }) => oid),
      builtins.map(({ kind }) => kind),
    );
    return {
      ...(self as NonNullable<typeof self>),
      schemas: new Map(schemas.map(({ name, allowed }) => [name, allowed])),
      taken,
      types: await findTypes(target, types),
      extensions,
      objects: new Set(objects.map(({ identity }) => identity)),
      missingBuiltins: new Set(missing.map(({ oid }) => oid)),
      made: await madeObjects(target),
    };
  });
