import type { Move } from '../move.ts';
import { column, literal, table, textArray } from '../sql.ts';

/** One value of a row: SQL for the value, and SQL whose hash tells whether it is the same. */
export type Cell = {
  name: string;
  value: string;
  hash: string /** It is computed where it stands. */;
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

const cell = (name: string, value: string, exact: boolean, computed = false): Cell => ({
  name,
  value,
  hash: exact ? value : `(${value})::text`,
  computed,
});

/** The columns that have no place in the target, as one object; null where none has a value. */
function legacyValue({ legacy }: Move): string {
  if (legacy.length === 0) {
    return 'null::jsonb';
  }
  const plain = legacy.filter(({ when }) => when === null);
  const kept = legacy.filter(({ when }) => when !== null);
  const parts = [
    ...(plain.length === 0
      ? []
      : [
          `jsonb_strip_nulls(jsonb_object(${textArray(plain.map(({ key }) => key))}, array[${plain.map(({ value }) => value).join(', ')}]::text[]))`,
        ]),
    ...kept.map(
      ({ key, value, when }) =>
        `case when ${when} then jsonb_build_object(${literal(key)}, ${value}) else '{}'::jsonb end`,
    ),
  ];
  return `nullif(${parts.join(' || ')}, '{}'::jsonb)`;
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
    ...move.columns.map((each) => cell(each.target, each.forward, each.exact)),
    ...(move.legacyColumn === null ? [] : [cell(move.legacyColumn, legacyValue(move), false)]),
    ...move.generated.map(({ name, exact }) => cell(name, column('s', name), exact, true)),
  ],
});

/** The target as it is. */
export const targetFace = (move: Move): Face => ({
  from: relation(move, 't'),
  alias: 't',
  key: keyOf(move, 't'),
  cells: [
    ...move.columns.map((each) => cell(each.target, column('t', each.target), each.exact)),
    ...(move.legacyColumn === null ? [] : [cell(move.legacyColumn, column('t', move.legacyColumn), false)]),
    ...move.generated.map(({ name, exact }) => cell(name, column('t', name), exact, true)),
  ],
});

/** The source as it is: every column as the text that PostgreSQL prints. */
export const sourceTexts = (move: Move): Face => ({
  from: relation(move, 's'),
  alias: 's',
  key: keyOf(move, 's'),
  cells: move.sourceColumns
    .filter((each) => !each.generated)
    .map((each) => ({ name: each.name, value: each.printed, hash: each.printed, computed: false })),
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
      return { name, value, hash: value, computed: false };
    }),
});
