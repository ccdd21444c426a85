import type { ForeignKey, TableName } from './catalogue/relation.ts';

/** A part of what a row is known by on both servers. SQL over the alias `s` in the source, `t` in the target. */
export type KeyPart = {
  name: string;
  source: string;
  target: string;
  /** For casting texts back: a built-in type without modifiers. Texts are compared byte by byte (`collate "C"`). */
  type: string;
};

/** What of a value is hashed: itself, what it prints as, or its bytes on the wire by the function that gives them. */
export type HashForm = 'value' | 'text' | 'int8send' | 'time_send' | 'timestamp_send' | 'timestamptz_send';

/** How one column of a target comes about, and how it goes back. */
export type ColumnMove = {
  /** Column of the target. */
  target: string;
  /** Its type there, with modifiers. */
  type: string;
  /** Column of the source; null for an id that is made of the key. */
  source: string | null;
  /** SQL over `s` whose value has the target's type; it never raises. */
  forward: string;
  /** SQL over `t`: the text that PostgreSQL would print of the source's column. */
  back: string;
  hashed: HashForm;
};

/** A column of the source that travels in `legacy`. */
export type LegacyPart = {
  source: string;
  /** Its key there: the column's name, unless the settings rename it. */
  key: string;
  /** SQL over `s`: text, or null. */
  value: string;
  /** SQL over `s`: it travels only where this holds, then also when it is null. Null: wherever it has a value. */
  when: string | null;
  /** It holds for many rows, as it does where a name is another today; otherwise few rows lose something. */
  often?: boolean;
};

/** What the separation does with one table. It is kept in the ledger: everything in it is data. */
export type Move = {
  service: string;
  /** known: a table of the service's own schema; assigned: made as it was in the source. */
  kind: 'known' | 'assigned';
  source: TableName;
  target: TableName;
  /** Empty: nothing names a row, it is known by the hash of all it holds. */
  key: KeyPart[];
  /** Columns of the source that make the key, in its order; for messages and for the way back. */
  keyColumns: string[];
  columns: ColumnMove[];
  legacy: LegacyPart[];
  /** The column of the target that takes what has none; null where nothing of the kind travels. */
  legacyColumn: string | null;
  /** Columns that both compute: compared, never written. */
  generated: { name: string; hashed: HashForm }[];
  /** The source's columns that do not stay behind. */
  sourceColumns: {
    name: string;
    type: string;
    /** SQL over `s`: as PostgreSQL prints it. */
    printed: string;
    /** It is the source that computes it: nobody writes it. */
    generated: boolean;
  }[];
  /** Columns of the target that the source knows nothing of. */
  targetOnly: { name: string; initial: string | null; derived: boolean }[];
  /** Moved tables that have to be there first. */
  after: string[];
  /** Whether binary COPY may be used. */
  binary: boolean;
  /** Rows of the source relation itself, not of what inherits from it. */
  only: boolean;
  rows: number;
  bytes: number;
};

/** Who a move is, in the ledger and in messages: its target within its service. */
export const moveName = ({ service, target }: Pick<Move, 'service' | 'target'>): string =>
  `${service}.${target.schema === 'public' ? '' : `${target.schema}.`}${target.name}`;

/**
 * Whether it fills the table of this name that the service has of its own. Tables of other schemas, which are only kept
 * there, may go by the same name.
 */
export const fills = (move: Pick<Move, 'kind' | 'service' | 'target'>, service: string, name: string): boolean =>
  move.kind === 'known' && move.service === service && move.target.name === name;

/** Whether what a foreign key names has become a UUID in the parent, and not in the row that names it. */
export function isRenumbered(key: ForeignKey, move: Move, parent: Move): boolean {
  return key.columns.some((name, i) => {
    const there = parent.columns.find((each) => each.source === key.referencedColumns[i]);
    const here = move.columns.find((each) => each.source === name);
    const type = parent.sourceColumns.find((each) => each.name === key.referencedColumns[i])?.type;
    return there?.type === 'uuid' && type !== 'uuid' && here !== undefined && here.type !== 'uuid';
  });
}
