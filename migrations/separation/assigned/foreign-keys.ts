import type { ClientBase } from 'pg';
import { qualified } from '../catalogue/qualified.ts';
import type { TableName } from '../catalogue/relation.ts';
import { table as quoted } from '../sql.ts';

export type ForeignKeyDefinition = {
  name: string;
  /** Every name in it has its schema. */
  definition: string;
  references: TableName;
  /** Name and what it may be compared with, in the order of the key. */
  referencedColumns: { name: string; type: string }[];
  valid: boolean;
  enforced: boolean;
  comment: string | null;
};

/** What a foreign key may compare: domains by what they stand on, texts with or without a limit, whole numbers of any size. */
const comparable = (type: string): string => `(
  select case when b.typname = 'varchar' then 'text' when b.typname in ('int2', 'int4') then 'bigint' else format_type(b.oid, null) end
  from pg_type d join pg_type b on b.oid = case d.typtype when 'd' then d.typbasetype else d.oid end
  where d.oid = ${type})`;

const FOREIGN_KEYS = `
  select k.conname as name, pg_get_constraintdef(k.oid) as definition, k.convalidated as valid,
    json_build_object('schema', rn.nspname, 'name', r.relname) as references,
    (select json_agg(json_build_object('name', a.attname, 'type', ${comparable('a.atttypid')}) order by part.place)
     from unnest(k.confkey) with ordinality part(number, place)
     join pg_attribute a on a.attrelid = k.confrelid and a.attnum = part.number) as "referencedColumns",
    coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) as enforced, obj_description(k.oid, 'pg_constraint') as comment
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_class r on r.oid = k.confrelid join pg_namespace rn on rn.oid = r.relnamespace
  where (n.nspname, c.relname) = ($1, $2) and k.contype = 'f' and k.conparentid = 0
  order by k.conname`;

/** The foreign keys of a table. */
export const readForeignKeys = (client: ClientBase, { schema, name }: TableName): Promise<ForeignKeyDefinition[]> =>
  qualified(client, async () => (await client.query<ForeignKeyDefinition>(FOREIGN_KEYS, [schema, name])).rows);

/** The same foreign key to another table. PostgreSQL quotes names only where it must, so it is asked how it wrote this one. */
export async function referTo(client: ClientBase, key: ForeignKeyDefinition, target: TableName): Promise<string> {
  const { schema, name } = key.references;
  const written = await client.query<{ name: string }>(`select format('%I.%I', $1::text, $2::text) as name`, [
    schema,
    name,
  ]);
  const before = ` REFERENCES ${written.rows[0]?.name}(`;
  const place = key.definition.indexOf(before);
  if (place < 0) {
    throw new Error(`The foreign key ${key.name} is not understood: ${key.definition}`);
  }
  const after = key.definition.slice(place + before.length);
  return `${key.definition.slice(0, place)} REFERENCES ${quoted(target)}(${after}`;
}

const KEYS = `
  select (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', ${comparable('a.atttypid')}))
    from unnest((i.indkey::int2[])[0:i.indnkeyatts - 1]) as number
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = number) as columns
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
  where (n.nspname, c.relname) = ($1, $2) and i.indisunique and i.indisvalid and i.indimmediate
    and i.indpred is null and i.indexprs is null`;

/** Whether a table has the key that a foreign key refers to, of types that can be compared. */
export const hasReferencedKey = (client: ClientBase, key: ForeignKeyDefinition, target: TableName): Promise<boolean> =>
  qualified(client, async () => {
    const wanted = JSON.stringify(key.referencedColumns);
    const found = await client.query(
      `select from (${KEYS}) keys where columns @> $3::jsonb and columns <@ $3::jsonb limit 1`,
      [target.schema, target.name, wanted],
    );
    return found.rowCount === 1;
  });
