import type { Client } from 'pg';
import { FOREIGN_KEY_VIOLATION } from '../../../platform/database/sqlstate.ts';
import { refersToNothing } from '../deferred/foreign-keys.ts';
import type { DeferredForeignKey } from '../ledger/deferred.ts';
import { recordWrite } from '../ledger/progress.ts';
import { type Move, moveName } from '../move.ts';
import type { Server, Servers } from '../session.ts';
import { column } from '../sql.ts';
import { inTransaction } from './lanes.ts';
import { amongRows, keepRefused, keyArray } from './refused-rows.ts';
import { forward } from './writing.ts';

const BATCH = 1_000;

/** In PostgreSQL's words for a row that it refuses. */
const reasonFor = ({ table, name, columns, references }: DeferredForeignKey, values: string): string =>
  `insert or update on table "${table.name}" violates foreign key constraint "${name}": ` +
  `Key (${columns.join(', ')})=(${values}) is not present in table "${references.name}".`;

/**
 * Sets those rows of a table aside that a foreign key would have refused, had it been there: until none is left, for a
 * row may refer to another one of its table.
 */
export async function setUnreferringAside(
  source: Client,
  target: Client,
  servers: Servers,
  child: Move,
  key: DeferredForeignKey,
): Promise<void> {
  const { from, to, into } = forward(child, servers.source, servers.targets.get(child.service) as Server);
  const values = key.columns.map((name) => `${column('t', name)}::text`).join(', ');
  for (let found = BATCH; found > 0; ) {
    found = await inTransaction(target, async () => {
      const { rows } = await target.query<{ key: string[]; values: string }>(
        `select ${keyArray(to)} as key, concat_ws(', ', ${values}) as values from ${to.from}
         where ${refersToNothing(key)} limit ${BATCH}`,
      );
      if (rows.length > 0) {
        const refusals = rows.map((row) => ({
          keyValues: row.key,
          reason: reasonFor(key, row.values),
          constraint: key.name,
          code: FOREIGN_KEY_VIOLATION,
        }));
        await keepRefused(source, target, child, from, refusals);
        const keys = refusals.map(({ keyValues }) => keyValues);
        const { rowCount } = await target.query(`delete from ${into} t where ${amongRows(to, keys)}`);
        await recordWrite(target, moveName(child), -(rowCount ?? 0));
      }
      return rows.length;
    });
  }
}
