/** An id as bench/fill/batch.ts makes them in SQL. */
export const idOf = (kind: string, n: number): string =>
  `01900000-0000-7000-${kind}-${n.toString(16).padStart(12, '0')}`;
