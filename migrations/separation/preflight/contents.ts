import type { Client } from 'pg';
import { type MigrationState, migrationStatesIn } from '../../../platform/database/migrate.ts';
import type { DatabaseDefinition } from '../../../platform/service/definition.ts';
import { label } from '../catalogue/relation.ts';
import { readRun } from '../ledger/run.ts';
import type { Move } from '../move.ts';
import { printable } from '../report/printable.ts';
import { knowledgeOf } from '../services.ts';
import { table } from '../sql.ts';
import { type Finding, namesOf, ok, problem, warning } from './finding.ts';
import type { Side } from './side.ts';

export async function migrationFinding({ name, client }: Side, definition: DatabaseDefinition): Promise<Finding> {
  const states: MigrationState[] = await migrationStatesIn(definition, client);
  const pending = states.filter(({ executedAt }) => executedAt === null);
  return pending.length === 0
    ? ok(name, 'migrated to the newest schema')
    : problem(
        name,
        `The database misses ${pending.length} of ${states.length} migrations (${namesOf(pending.map((each) => each.name))}).`,
        `npm run migrate -- up ${name}`,
      );
}

/** Rows that were there before the separation would be mixed with those of the source, and nobody could tell them apart. */
export async function emptinessFinding({ name, client }: Side, moves: readonly Move[]): Promise<Finding> {
  const run = await readRun(client);
  if (run !== undefined) {
    return warning(
      name,
      `A separation has begun here already: ${run.state}.`,
      'npm run separate -- status tells more.',
    );
  }
  const found: string[] = [];
  const { prefilled } = knowledgeOf(name);
  for (const move of moves.filter(({ kind, target }) => kind === 'assigned' || !prefilled.includes(target.name))) {
    const there = await client.query('select from pg_class where oid = to_regclass($1)', [table(move.target)]);
    // A table to be made must not be there at all.
    const taken = move.kind === 'assigned' || there.rowCount === 0 ? there : await firstRow(client, move);
    if (taken.rowCount !== 0) {
      found.push(printable(label(move.target)));
    }
  }
  return found.length === 0
    ? ok(name, 'no rows of its own')
    : problem(
        name,
        `The database has rows or tables of its own: ${namesOf(found)}.`,
        'Name empty databases; SEED=none npm start -- --reset empties the embedded ones, with everything in them.',
      );
}

const firstRow = (client: Client, { target }: Move) => client.query(`select from ${table(target)} limit 1`);
