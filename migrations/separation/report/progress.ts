/** What is counted of a table while it is worked at. */
export type Counting = 'rows' | 'indexes';

/** Where the engine says how far it is; what is done with it is up to whoever runs it. */
export type Progress = {
  /** A table begins, with the rows (or indexes) there will be about, and those that were there before. */
  begin(table: string, expected: number, done: number, counting?: Counting): void;
  advance(table: string, rows: number): void;
  end(table: string): void;
  /** One line about something else. */
  say(line: string): void;
  close(): void;
};

export const SILENT: Progress = {
  begin: () => undefined,
  advance: () => undefined,
  end: () => undefined,
  say: () => undefined,
  close: () => undefined,
};
