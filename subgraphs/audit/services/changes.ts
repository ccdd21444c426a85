import { isDeepStrictEqual } from 'node:util';

export type Change = { field: string; before: unknown; after: unknown };

const objectOf = (value: unknown): Record<string, unknown> | undefined =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

/**
 * What differs between the values before and after that an entry's details have, in the order of the fields' names; null where
 * they have neither. A thing that was made or deleted has values on one side alone.
 */
export function changesOf(details: unknown): Change[] | null {
  const { before, after } = objectOf(details) ?? {};
  const [old, now] = [objectOf(before), objectOf(after)];
  if (old === undefined && now === undefined) {
    return null;
  }
  const fields = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])].sort();
  return fields
    .map((field) => ({ field, before: old?.[field] ?? null, after: now?.[field] ?? null }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after));
}
