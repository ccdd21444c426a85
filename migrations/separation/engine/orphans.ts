import type { Client } from 'pg';
import { type ForeignKey, label, type Relation, sameTable } from '../catalogue/relation.ts';
import { recordWrite } from '../ledger/progress.ts';
import { isRenumbered, type Move, moveName } from '../move.ts';
import type { Server, Servers } from '../session.ts';
import { column, table } from '../sql.ts';
import { inTransaction } from './lanes.ts';
import type { KeyValues } from './range.ts';
import { amongRows, keepRefused, keyArray } from './refused-rows.ts';
import { forward } from './writing.ts';

/** What a service keeps under another type is the same where it prints the same. */
function sameValue(child: Move, name: string, parent: Move, there: string): string {
  const typeIn = (move: Move, wanted: string) => move.columns.find(({ target }) => target === wanted)?.type;
  const cast = typeIn(child, name) === typeIn(parent, there) ? '' : '::text';
  return `${column('p', there)}${cast} = ${column('t', name)}${cast}`;
}

/**
 * SQL for WHERE over `t`: the row names one of another table that did not come along. Undefined where nobody could say:
 * the other table has new ids, or left what is named behind.
 */
function orphaned(key: ForeignKey, child: Move, parent: Move): string | undefined {
  const there = key.referencedColumns.map((name) => parent.columns.find((each) => each.source === name)?.target);
  if (there.some((name) => name === undefined) || isRenumbered(key, child, parent)) {
    return undefined;
  }
  const set = key.columns.map((name) => `${column('t', name)} is not null`).join(' and ');
  const same = key.columns.map((name, i) => sameValue(child, name, parent, there[i] as string)).join(' and ');
  return `${set} and not exists (select from ${table(parent.target)} p where ${same})`;
}

const BATCH = 1_000;

/** One pass over a table; returns how many rows were set aside. */
async function setOrphansAside(
  source: Client,
  target: Client,
  servers: Servers,
  child: Move,
  parent: Move,
  where: string,
): Promise<number> {
  const { from, to, into } = forward(child, servers.source, servers.targets.get(child.service) as Server);
  const reason = `depends on a row of ${label(parent.source)} that is set aside`;
  return inTransaction(target, async () => {
    const { rows } = await target.query<{ key: KeyValues & string[] }>(
      `select ${keyArray(to)} as key from ${to.from} where ${where} limit ${BATCH}`,
    );
    const keys = rows.map(({ key }) => key);
    if (keys.length > 0) {
      await keepRefused(
        source,
        target,
        child,
        from,
        keys.map((keyValues) => ({ keyValues, reason, constraint: null, code: null })),
      );
      const { rowCount } = await target.query(`delete from ${into} t where ${amongRows(to, keys)}`);
      await recordWrite(target, moveName(child), -(rowCount ?? 0));
    }
    return keys.length;
  });
}

/**
 * Rows of assigned tables came without their foreign keys. Those that name a row which was set aside are set aside
 * as well, and then those that name them, until none is left.
 */
export async function followParents(
  source: Client,
  target: Client,
  servers: Servers,
  moves: readonly Move[],
  relations: readonly Relation[],
): Promise<void> {
  for (let again = true; again; ) {
    again = false;
    for (const child of moves.filter(({ kind }) => kind === 'assigned')) {
      const relation = relations.find((each) => sameTable(each, child.source));
      for (const key of relation?.foreignKeys ?? []) {
        const parent = moves.find((each) => sameTable(each.source, key.references));
        const where = parent && orphaned(key, child, parent);
        while (parent && where && (await setOrphansAside(source, target, servers, child, parent, where)) > 0) {
          again = true;
        }
      }
    }
  }
}
