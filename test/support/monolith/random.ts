import fc from 'fast-check';
import { ALWAYS, KNOWN } from './random/known.ts';
import { type Row, TYPES, type Type } from './random/values.ts';

export { createSchema, fill } from './random/sql.ts';

/** A column that today's schema does not have. */
export type ExtraColumn = { name: string; type: Type; notNull: boolean; hasDefault: boolean };

/** A table of today, as it stood there. */
export type KnownPart = {
  name: string;
  /** Columns of today that are not there, as far as there can be rows without them. */
  missing: string[];
  /** Which of the types that a column may have there. */
  variant: number;
  extra: ExtraColumn[];
  rows: Row[];
};

const KEYS = ['none', 'serial', 'identity', 'bigint', 'text', 'uuid', 'composite'] as const;
const SERVICES = ['samples', 'ai', 'audit', 'backup', 'config'] as const;

export type UnownedTable = {
  schema: string;
  name: string;
  key: (typeof KEYS)[number];
  columns: ExtraColumn[];
  /** The first column has an index. */
  indexed: boolean;
  /** Has a column that the server computes. */
  computes: boolean;
  /** Refers to samples by a foreign key. */
  ofSamples: boolean;
  /** Every row is there twice, where there is no key. */
  twice: boolean;
  rows: Row[];
  becomes: 'leave' | (typeof SERVICES)[number];
};

export type RandomMonolith = {
  timezone: string;
  submissions: 'submissions' | 'nanopore_submissions' | 'none';
  /** Parents before what refers to them. */
  known: KnownPart[];
  unowned: UnownedTable[];
  /** A view and a materialized one over samples, and a trigger that touches them. */
  views: boolean;
};

const COLUMN_NAMES = [
  ...[
    'workflow_stage',
    'Column',
    'order',
    'user',
    'select',
    'with space',
    'quo"te',
    "it's",
    'größe',
    'a.b',
    '%s',
    '$1',
  ],
  ...['back\\slash', 'x', 'a, b', 'table', 'legacy_id', 'new\nline'],
];
const TABLE_NAMES = ['sessions', 'Order', 'lab notes', 'quo"te', 'größe', 'select', 'T', 'schema_migrations'];
const SCHEMAS = ['public', 'lab', 'My Schema'];
const ZONES = ['UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata'];

/** Text that PostgreSQL takes: anything but U+0000. */
const anyText = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.replaceAll('\0', '0'));
const cell = fc.record({ pick: fc.nat(59), text: fc.option(anyText, { freq: 2 }) });
const rows = (most: number): fc.Arbitrary<Row[]> =>
  fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: most, size: 'max' });

const extraColumns = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...COLUMN_NAMES),
    type: fc.constantFrom(...TYPES),
    notNull: fc.boolean(),
    hasDefault: fc.boolean(),
  }),
  { maxLength: 6, selector: ({ name }) => name },
);

const ROWS: Record<string, number> = { users: 6, nanopore_samples: 12, nanopore_processing_steps: 30 };

const knownPart = (name: string): fc.Arbitrary<KnownPart> => {
  const optional = Object.entries(KNOWN[name]?.columns ?? {}).filter(([, column]) => column.optional);
  return fc.record({
    name: fc.constant(name),
    missing: fc.subarray(optional.map(([column]) => column)),
    variant: fc.nat(11),
    extra: extraColumns,
    rows: rows(ROWS[name] ?? 8),
  });
};

const unownedTable: fc.Arbitrary<UnownedTable> = fc.record({
  schema: fc.constantFrom(...SCHEMAS),
  name: fc.constantFrom(...TABLE_NAMES),
  key: fc.constantFrom(...KEYS),
  columns: extraColumns,
  indexed: fc.boolean(),
  computes: fc.boolean(),
  ofSamples: fc.boolean(),
  twice: fc.boolean(),
  rows: rows(12),
  becomes: fc.constantFrom('leave', ...SERVICES),
});

const SUBMISSIONS = ['submissions', 'nanopore_submissions'];
const SOMETIMES = Object.keys(KNOWN).filter((name) => !ALWAYS.includes(name) && !SUBMISSIONS.includes(name));

/**
 * Monoliths of tens of rows, all of which today's constraints take: users and the four tables of samples, other known
 * tables, tables that nobody owns. They shrink to fewer tables, columns and rows, and to simpler values.
 */
export const monoliths = (): fc.Arbitrary<RandomMonolith> =>
  fc
    .record({
      timezone: fc.constantFrom(...ZONES),
      submissions: fc.constantFrom('none' as const, 'submissions' as const, 'nanopore_submissions' as const),
      parts: fc.tuple(...Object.keys(KNOWN).map(knownPart)),
      present: fc.subarray(SOMETIMES),
      unowned: fc.uniqueArray(unownedTable, { maxLength: 4, selector: ({ schema, name }) => `${schema}.${name}` }),
      views: fc.boolean(),
    })
    .map(({ parts, present, ...monolith }) => {
      const names = [...ALWAYS, ...present, monolith.submissions];
      return { ...monolith, known: parts.filter(({ name }) => names.includes(name)) };
    });

/** The text of its `separation.yaml`. */
export function configOf({ timezone, unowned }: RandomMonolith): string {
  const lines = unowned.map(({ schema, name, becomes }) => {
    const fate = becomes === 'leave' ? 'leave' : `{ assign: ${becomes} }`;
    return `  ${JSON.stringify(`${schema}.${name}`)}: ${fate}`;
  });
  return [`timezone: ${timezone}`, ...(lines.length > 0 ? ['tables:', ...lines] : []), ''].join('\n');
}
