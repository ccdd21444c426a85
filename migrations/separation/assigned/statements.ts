import type { TableName } from '../catalogue/relation.ts';
import { identifier, list, literal, table as quoted } from '../sql.ts';
import type { ColumnDefinition, ConstraintDefinition, Definition } from './definition.ts';
import type { Made } from './made.ts';
import type { SequenceDefinition } from './sequences.ts';
import { createType } from './types.ts';

/** Since this version a generated column may be computed when it is read. */
export const VIRTUAL_COLUMNS = 180_000;

/** One thing to be made: its statements, and how it is written down. */
export type Making = { made: Made; statements: string[] };

const comment = (on: string, text: string | null): string[] =>
  text === null ? [] : [`comment on ${on} is ${literal(text)}`];

const numbering = (sequence: SequenceDefinition): string =>
  `start with ${sequence.start} increment by ${sequence.increment} minvalue ${sequence.min} maxvalue ${sequence.max} ` +
  `cache ${sequence.cache} ${sequence.cycle ? 'cycle' : 'no cycle'}`;

export const makeSchema = (name: string): Making => ({
  made: { kind: 'schema', schema: '', name },
  statements: [`create schema ${identifier(name)}`],
});

export const makeExtension = ({ name, schema }: { name: string; schema: string }): Making => ({
  made: { kind: 'extension', schema: '', name },
  statements: [`create extension ${identifier(name)} schema ${identifier(schema)} cascade`],
});

export const makeType = (type: Definition['types'][number]): Making => ({
  made: { kind: 'type', schema: type.schema, name: type.name },
  statements: [createType(type), ...comment(`type ${quoted(type)}`, type.comment)],
});

export const makeSequence = (sequence: SequenceDefinition): Making => ({
  made: { kind: 'sequence', schema: sequence.schema, name: sequence.name },
  statements: [`create sequence ${quoted(sequence)} as ${sequence.type} ${numbering(sequence)}`],
});

/** Everything that the table has itself, on a server of this version. What its sequences and types are, is there already. */
export function makeTable(definition: Definition, version: number): Making {
  const { table, columns, constraints, indexes, sequences } = definition;
  const name = quoted(table);
  const identities = new Map(sequences.filter(({ identity }) => identity).map((each) => [each.column, each]));
  const written = columns.map((column) => columnSql(column, identities.get(column.name), version));
  return {
    made: { kind: 'table', ...table },
    statements: [
      `create table ${name} (${list(written)})`,
      ...sequences.filter(({ owned, identity }) => owned && !identity).map((sequence) => ownedBy(sequence, table)),
      ...constraints.filter(({ valid }) => valid).flatMap((constraint) => addConstraint(table, constraint)),
      ...indexes.map((index) => index.definition),
      ...commentsOn(definition),
    ],
  };
}

export const addConstraint = (
  table: TableName,
  { name, definition, comment: text }: Omit<ConstraintDefinition, 'kind'>,
) => [
  `alter table ${quoted(table)} add constraint ${identifier(name)} ${definition}`,
  ...comment(`constraint ${identifier(name)} on ${quoted(table)}`, text),
];

const ownedBy = (sequence: SequenceDefinition, table: TableName): string =>
  `alter sequence ${quoted(sequence)} owned by ${quoted(table)}.${identifier(sequence.column)}`;

function columnSql(column: ColumnDefinition, sequence: SequenceDefinition | undefined, version: number): string {
  const parts = [identifier(column.name), column.type];
  if (column.collation !== null) {
    parts.push(`collate ${column.collation}`);
  }
  if (column.generated !== '') {
    // An older server keeps what a newer one would compute: the values are the same.
    const kept = column.generated === 's' || version < VIRTUAL_COLUMNS;
    parts.push(`generated always as (${column.expression}) ${kept ? 'stored' : 'virtual'}`);
  } else if (column.expression !== null) {
    parts.push(`default ${column.expression}`);
  }
  if (sequence !== undefined) {
    const when = column.identity === 'a' ? 'always' : 'by default';
    parts.push(`generated ${when} as identity (sequence name ${quoted(sequence)} ${numbering(sequence)})`);
  }
  if (column.notNull) {
    parts.push('not null');
  }
  return parts.join(' ');
}

function commentsOn({ table, comment: text, columns, indexes, sequences }: Definition): string[] {
  const name = quoted(table);
  return [
    ...comment(`table ${name}`, text),
    ...columns.flatMap((column) => comment(`column ${name}.${identifier(column.name)}`, column.comment)),
    ...indexes.flatMap((index) =>
      comment(`index ${quoted({ schema: table.schema, name: index.name })}`, index.comment),
    ),
    ...sequences.flatMap((sequence) => comment(`sequence ${quoted(sequence)}`, sequence.comment)),
  ];
}

/** What the service may do with it. The schema public is the provisioning's. */
export function grants({ table, sequences }: Definition, schemas: Iterable<string>, runtimeRole: string): string[] {
  const role = identifier(runtimeRole);
  return [
    ...[...schemas]
      .filter((schema) => schema !== 'public')
      .map((schema) => `grant usage on schema ${identifier(schema)} to ${role}`),
    `grant select, insert, update, delete on ${quoted(table)} to ${role}`,
    ...sequences.map((sequence) => `grant usage, select on sequence ${quoted(sequence)} to ${role}`),
  ];
}
