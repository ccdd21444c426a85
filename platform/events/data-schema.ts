import type { EntityMetadata } from '@mikro-orm/postgresql';
import type { EmittingTable } from './emitting-table.ts';
import type { EventType } from './registry.ts';
import { REDACTED } from './triggers.ts';

/** JSON Schema, as far as events need it. */
export type JsonSchema = { [keyword: string]: unknown };

/** A type of PostgreSQL as `to_jsonb` writes its values. */
function valueSchema(columnType: string): JsonSchema {
  const type = columnType.replace(/\(.*\)/, '');
  if (type.endsWith('[]')) {
    return { type: 'array', items: valueSchema(type.slice(0, -2)) };
  }
  switch (type) {
    case 'uuid':
      return { type: 'string', format: 'uuid' };
    case 'timestamptz':
      return { type: 'string', format: 'date-time' };
    case 'int':
    case 'bigint':
      return { type: 'integer' };
    case 'numeric':
      return { type: 'number' };
    case 'boolean':
      return { type: 'boolean' };
    case 'jsonb':
      return {};
    case 'text':
    case 'varchar':
    case 'inet':
      return { type: 'string' };
    default:
      throw new Error(`No event has had a column of the type ${columnType} before: say how it is written.`);
  }
}

const orNull = ({ type, ...schema }: JsonSchema): JsonSchema =>
  type === undefined ? schema : { type: [type, 'null'], ...schema };

/** The columns of a row that an event shows, and what their values look like. */
function columnsOf({ derived = [], redacted = [] }: EmittingTable, entity: EntityMetadata): Record<string, JsonSchema> {
  const columns = entity.props
    .map(({ fieldNames, columnTypes, nullable, persist }) => ({
      name: fieldNames?.[0],
      columnTypes,
      nullable,
      persist,
    }))
    .filter(({ name, persist }) => persist !== false && name !== undefined && !derived.includes(name))
    .map(({ name = '', columnTypes: [columnType = ''], nullable }) => {
      if (redacted.includes(name)) {
        return [name, { enum: nullable ? [REDACTED, null] : [REDACTED] }] as const;
      }
      const schema = valueSchema(columnType);
      return [name, nullable ? orNull(schema) : schema] as const;
    });
  return Object.fromEntries(columns);
}

/** A row as an event has it that shows all of it, and as one has it that shows what changed. */
export type RowSchemas = { whole: JsonSchema; part: JsonSchema };

export function rowSchemas(table: EmittingTable, entity: EntityMetadata): RowSchemas {
  const row = { type: 'object', properties: columnsOf(table, entity), additionalProperties: false };
  return {
    whole: { ...row, required: Object.keys(row.properties) },
    part: { ...row, required: ['id', ...(table.identifying ?? [])] },
  };
}

/** What the data of an event of this type look like. */
export function dataSchema({ verb }: Pick<EventType, 'verb'>, { whole, part }: RowSchemas): JsonSchema {
  const none = { type: 'null' };
  const sides = verb === 'created' ? { before: none, after: whole } : { before: orNone(part), after: orNone(part) };
  return { type: 'object', properties: sides, required: ['before', 'after'], additionalProperties: false };
}

const orNone = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
