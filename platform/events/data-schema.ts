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

type Column = { name: string; schema: JsonSchema; nullable: boolean };

/** The columns of a row that an event shows, and what their values look like. */
function columnsOf({ derived = [], redacted = [] }: EmittingTable, entity: EntityMetadata): Column[] {
  return entity.props.flatMap(
    ({ fieldNames: [name] = [], columnTypes: [type = ''] = [], nullable = false, persist }) => {
      if (persist === false || name === undefined || derived.includes(name)) {
        return [];
      }
      const hidden = { enum: nullable ? [REDACTED, null] : [REDACTED] };
      const shown = (): JsonSchema => (nullable ? orNull(valueSchema(type)) : valueSchema(type));
      return [{ name, nullable, schema: redacted.includes(name) ? hidden : shown() }];
    },
  );
}

/** A row as an event has it that shows all of it, and as one has it that shows what changed. */
export type RowSchemas = { whole: JsonSchema; part: JsonSchema };

export function rowSchemas(table: EmittingTable, entity: EntityMetadata): RowSchemas {
  const columns = columnsOf(table, entity);
  const properties = Object.fromEntries(columns.map(({ name, schema }) => [name, schema]));
  const row = { type: 'object', properties, additionalProperties: false };
  // What is null of a whole row is left out.
  return {
    whole: { ...row, required: columns.filter(({ nullable }) => !nullable).map(({ name }) => name) },
    part: { ...row, required: ['id'] },
  };
}

/** What the data of an event of this type look like. */
export function dataSchema({ verb }: Pick<EventType, 'verb'>, { whole, part }: RowSchemas): JsonSchema {
  const none = { type: 'null' };
  const sides = verb === 'created' ? { before: none, after: whole } : { before: orNone(part), after: orNone(part) };
  return { type: 'object', properties: sides, required: ['before', 'after'], additionalProperties: false };
}

const orNone = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] });
