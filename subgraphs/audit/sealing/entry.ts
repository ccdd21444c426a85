import { canonicalJson, losslessJson } from '../../../platform/transparency/canonical-json.ts';

/** SQL: a row of the log, `l`, as text that loses nothing. In a session whose time zone is UTC. */
export const ENTRY_JSON = 'to_json(l)::text';

/**
 * What is hashed of an entry: its columns by their names, without those that are null, as canonical JSON. A column that
 * is added later, and is null for the older entries, changes nothing about what was hashed of them.
 */
export function canonicalEntry(json: string): string {
  const columns = losslessJson(json) as Record<string, unknown>;
  return canonicalJson(Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null)));
}
