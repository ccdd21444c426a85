import type { HashForm, LegacyPart, Move } from '../move.ts';
import { column, literal, table, textArray } from '../sql.ts';

/** One value of a row: SQL for the value, and SQL whose hash tells whether it is the same. */
export type Cell = {
  name: string;
  value: string;
  hash: string;
  /** It is computed where it stands. */
  computed: boolean;
};

/** How a table looks from one side. Two faces of one move have the same cells in the same order. */
export type Face = {
  /** For FROM, with an alias. */
  from: string;
  alias: 's' | 't';
  /** SQL of the key's parts; none where rows are known by their hash. */
  key: { sql: string; type: string }[];
  cells: Cell[];
};

/** Texts byte by byte: a column's own collation may take different ones for equal. */
const asText = (value: string): string => `(${value})::text collate "C"`;

function hashOf(value: string, form: HashForm): string {
  if (form === 'text') {
    return asText(value);
  }
  return form === 'value' ? value : `${form}(${value})`;
}

const cell = (name: string, value: string, form: HashForm, computed = false): Cell => ({
  name,
  value,
  hash: hashOf(value, form),
  computed,
});

const textCell = (name: string, value: string): Cell => cell(name, value, 'text');

const NOTHING = "'{}'::jsonb";

/** The columns that have no place in the target, as one object; null where none has a value. */
function legacyValue({ legacy }: Move): string {
  const plain = legacy.filter(({ when }) => when === null);
  const conditional = legacy.filter((part) => part.when !== null);
  const often = conditional.filter((part) => part.often === true);
  const rare = conditional.filter((part) => part.often !== true);
  const usual = together(plain, often);
  if (rare.length === 0) {
    return usual;
  }
  // Most rows lose nothing: to ask first is cheaper than to put objects together in which nothing is.
  const lost = rare.map(({ when }) => `(${when})`).join(' or ');
  return `case when ${lost} then ${together(plain, [...often, ...rare])} else ${usual} end`;
}

function together(plain: readonly LegacyPart[], conditional: readonly LegacyPart[]): string {
  const keys = textArray(plain.map(({ key }) => key));
  const values = plain.map(({ value }) => value).join(', ');
  const parts = [
    ...(plain.length === 0 ? [] : [`jsonb_strip_nulls(jsonb_object(${keys}, array[${values}]::text[]))`]),
    ...conditional.map(
      ({ key, value, when }) =>
        `case when ${when} then jsonb_build_object(${literal(key)}, ${value}) else ${NOTHING} end`,
    ),
  ];
  return parts.length === 0 ? 'null::jsonb' : `nullif(${parts.join(' || ')}, ${NOTHING})`;
}

const relation = (move: Move, side: 's' | 't'): string =>
  side === 's' ? `${move.only ? 'only ' : ''}${table(move.source)} s` : `${table(move.target)} t`;

const keyOf = (move: Move, side: 's' | 't'): Face['key'] =>
  move.key.map((part) => ({ sql: side === 's' ? part.source : part.target, type: part.type }));

/** The source as the target will hold it. */
export const sourceFace = (move: Move): Face => ({
  from: relation(move, 's'),
  alias: 's',
  key: keyOf(move, 's'),
  cells: [
    ...move.columns.map((each) => cell(each.target, each.forward, each.hashed)),
    ...(move.legacyColumn === null ? [] : [cell(move.legacyColumn, legacyValue(move), 'text')]),
    ...move.generated.map(({ name, hashed }) => cell(name, column('s', name), hashed, true)),
  ],
});

/** The target as it is. */
export const targetFace = (move: Move): Face => ({
  from: relation(move, 't'),
  alias: 't',
  key: keyOf(move, 't'),
  cells: [
    ...move.columns.map((each) => cell(each.target, column('t', each.target), each.hashed)),
    ...(move.legacyColumn === null ? [] : [cell(move.legacyColumn, column('t', move.legacyColumn), 'text')]),
    ...move.generated.map(({ name, hashed }) => cell(name, column('t', name), hashed, true)),
  ],
});

/** The source as it is: every column as the text that PostgreSQL prints. */
export const sourceTexts = (move: Move): Face => ({
  from: relation(move, 's'),
  alias: 's',
  key: keyOf(move, 's'),
  cells: move.sourceColumns.filter((each) => !each.generated).map((each) => textCell(each.name, each.printed)),
});

/** The target as the source would hold it, as texts. */
export const targetTexts = (move: Move): Face => ({
  from: relation(move, 't'),
  alias: 't',
  key: keyOf(move, 't'),
  cells: move.sourceColumns
    .filter((each) => !each.generated)
    .map(({ name }) => {
      const moved = move.columns.find((each) => each.source === name);
      const key = move.legacy.find((each) => each.source === name)?.key ?? name;
      const value = moved?.back ?? `(t.legacy->>${literal(key)})`;
      return textCell(name, value);
    }),
});
