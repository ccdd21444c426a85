import { literal } from './sql.ts';

/** A statement that drops something, and does nothing where something else still stands on it. */
export const dropUnused = (drop: string): string =>
  `do ${literal(`begin ${drop}; exception when dependent_objects_still_exist then null; end`)}`;
