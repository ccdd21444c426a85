/** Of whose trail an event is a part; `id` is SQL over `r`. */
export type Root = { type: string; id: string };

/**
 * A table whose changes are events, and what they say. `r` is the row in SQL: as it is after an update, as it was
 * before a deletion. Every row has a uuid `id` that never changes.
 */
export type EmittingTable = {
  table: string;
  /** What a row is: the first half of an event's type, and of its subject. */
  resource: string;
  /** SQL over `r`: the resource's id, where it is not the row's. */
  id?: string;
  /** The first that there is; a row that has none is its own root. */
  roots?: readonly Root[];
  /** SQL over `r`: of additions only these make events. */
  addedWhen?: string;
  /** Columns by which people know a row; events of updates have them, too, changed or not. */
  identifying?: readonly string[];
  /** Columns that follow from others: no event is made of them, and none has them. */
  derived?: readonly string[];
  /** Columns that change along with others: an event has them, but they alone make none. */
  accompanying?: readonly string[];
  /** Columns whose values no event shows; that they changed it does. */
  redacted?: readonly string[];
  /** What a change is called that is made by an action; others are `created`, `updated` and `deleted`. */
  verbs?: Readonly<Record<string, string>>;
};

export const GENERIC_VERBS = ['created', 'updated', 'deleted'] as const;
