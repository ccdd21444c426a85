import { escapeIdentifier, escapeLiteral } from 'pg';
import type { TableName } from './catalogue/relation.ts';

export const identifier = escapeIdentifier;
export const literal = escapeLiteral;

/** A table with its schema, quoted. */
export const table = ({ schema, name }: TableName): string => `${identifier(schema)}.${identifier(name)}`;

/** A column of a table that has an alias, quoted. */
export const column = (alias: string, name: string): string => `${alias}.${identifier(name)}`;

/** `array['a', 'b']::text[]`, also of nothing. */
export const textArray = (values: readonly string[]): string =>
  `array[${values.map((value) => literal(value)).join(', ')}]::text[]`;

export const list = (parts: readonly string[]): string => parts.join(', ');
