import { type ClientBase, escapeIdentifier } from 'pg';
import { zoneOffset } from '../../platform/time/zone.ts';

/** What the old database's clocks showed, and `demo/separation.yaml` says again. */
const ZONE = 'America/New_York';

/** An instant as a `timestamp` of the laboratory: `2026-09-14 04:30:00.000`. */
export const localTime = (at: Date): string =>
  new Date(at.getTime() + zoneOffset(at.getTime(), ZONE)).toISOString().replace('T', ' ').replace('Z', '');

export const localTimeOrNull = (at: Date | null): string | null => (at === null ? null : localTime(at));

/** Columns that no row names get their defaults. `table` may have a schema: `lab.freezers`. */
export async function insertRows(
  client: ClientBase,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const name = table
    .split('.')
    .map((part) => escapeIdentifier(part))
    .join('.');
  const columns = Object.keys(rows[0] ?? {})
    .map((column) => escapeIdentifier(column))
    .join(', ');
  await client.query(
    `insert into ${name} (${columns}) select ${columns} from jsonb_populate_recordset(null::${name}, $1)`,
    [JSON.stringify(rows)],
  );
}
