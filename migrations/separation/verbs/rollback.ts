import type { Client } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { dropAssigned } from '../assigned/drop.ts';
import { makeForeignKey } from '../deferred/foreign-keys.ts';
import { makeIndex } from '../deferred/indexes.ts';
import { inTransaction, onServer } from '../engine/lanes.ts';
import { frozenTables, unfreeze } from '../freeze/freeze.ts';
import { handOver, takeBack } from '../freeze/keeper.ts';
import { withoutTriggers } from '../freeze/triggers.ts';
import { deferredForeignKeys, deferredIndexes } from '../ledger/deferred.ts';
import { dropLedger } from '../ledger/schema.ts';
import { type Move, moveName } from '../move.ts';
import { knowledgeOf } from '../services.ts';
import { table } from '../sql.ts';
import { begunInPart, control, type Separation } from './context.ts';
import { immutableTargets, restoreTriggers } from './prepare.ts';

export type RollbackReport = { rows: number };

const NAMED = 10;

/** Rows that no transaction of the separation wrote, and how many of those that it wrote are gone. */
async function foreignRows(client: Client, move: Move): Promise<string[]> {
  const key =
    move.key.length === 0
      ? `t.ctid::text`
      : `array[${move.key.map(({ target }) => `(${target})::text`).join(', ')}]::text`;
  const { rows } = await client.query<{ key: string }>(
    `select ${key} as key from ${table(move.target)} t
     where t.xmin::text::bigint not in (select transaction from separation.writes) limit ${NAMED + 1}`,
  );
  const counted = await client.query<{ missing: string }>(
    `select (select coalesce(sum(rows), 0) from separation.writes where name = $1) - (select count(*) from ${table(move.target)}) as missing`,
    [moveName(move)],
  );
  const missing = Number(counted.rows[0]?.missing);
  const named = rows.slice(0, NAMED).map((row) => row.key);
  const more = rows.length > NAMED ? ' and more' : '';
  return [
    ...(named.length > 0 ? [`${moveName(move)}: ${named.join(', ')}${more}`] : []),
    ...(named.length === 0 && missing !== 0 ? [`${moveName(move)}: ${missing} rows are gone`] : []),
  ];
}

async function insistOnOurs(separation: Separation, moves: readonly Move[]): Promise<void> {
  const found: string[] = [];
  for (const move of moves) {
    const client = control(separation, move.service);
    const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
      table(move.target),
    ]);
    if (rows[0]?.there) {
      found.push(...(await foreignRows(client, move)));
    }
  }
  if (found.length > 0) {
    throw new StartupError(
      [
        'Rows have changed since they were copied, so that nothing is rolled back:',
        ...found.map((line) => `  ${line}`),
        'Carry them over by hand, or undo the changes, then try again.',
      ].join('\n'),
    );
  }
}

async function empty(client: Client, service: string, moves: readonly Move[]): Promise<number> {
  let rows = 0;
  const known = moves.filter(({ kind }) => kind === 'known');
  const assigned = moves.filter(({ kind }) => kind === 'assigned').map(({ target }) => target);
  const there = await client.query<{ schema: string; name: string }>(
    'select table_schema as schema, table_name as name from separation.assigned',
  );
  await dropAssigned(
    client,
    assigned.filter((each) => there.rows.some((row) => row.schema === each.schema && row.name === each.name)),
  );
  // First: whatever is deleted, the server looks for what refers to it.
  for (const index of await deferredIndexes(client)) {
    await makeIndex(client, index);
  }
  const immutable = immutableTargets(service, moves);
  await takeBack(client, immutable);
  await withoutTriggers(
    client,
    known.map(({ target }) => target),
    async () => {
      for (const move of [...known].reverse()) {
        rows += (await client.query(`delete from ${table(move.target)}`)).rowCount ?? 0;
        if (!knowledgeOf(service).prefilled.includes(move.target.name)) {
          continue;
        }
        await client.query(
          `insert into ${table(move.target)} select r.* from separation.displaced d,
         lateral jsonb_populate_record(null::${table(move.target)}, d.displaced_row) r where d.name = $1`,
          [moveName(move)],
        );
      }
    },
  );
  for (const key of await deferredForeignKeys(client)) {
    await makeForeignKey(client, key);
  }
  await restoreTriggers(client, () => true);
  await handOver(client, immutable);
  for (const statement of knowledgeOf(service).finish) {
    await client.query(statement);
  }
  return rows;
}

/** As many rows as `empty` would take away. */
async function countRows(separation: Separation, moves: readonly Move[]): Promise<number> {
  let rows = 0;
  for (const move of moves.filter(({ kind }) => kind === 'known')) {
    const counted = await control(separation, move.service).query<{ rows: string }>(
      `select count(*) as rows from ${table(move.target)}`,
    );
    rows += Number(counted.rows[0]?.rows);
  }
  return rows;
}

/** A switch that was interrupted may have left the source frozen. */
async function thaw({ servers }: Separation): Promise<void> {
  const source = await servers.source.connect();
  try {
    if ((await frozenTables(source)).length > 0) {
      await unfreeze(source);
    }
  } finally {
    await source.end();
  }
}

/** Removes from the targets what the separation wrote to them, and nothing else. */
export async function rollback(separation: Separation, options: { dryRun: boolean }): Promise<RollbackReport> {
  const { runs, plan } = await begunInPart(separation);
  const states = new Set([...runs.values()].map(({ state }) => state));
  if (states.has('switched')) {
    throw new StartupError(
      states.size === 1
        ? 'The separation is switched: `reverse` carries what was written since back first.'
        : `A ${states.has('reversed') ? 'way back' : 'switch'} was interrupted: repeat \`${states.has('reversed') ? 'reverse' : 'switch'}\` first.`,
    );
  }
  const begun = plan.moves.filter(({ service }) => runs.has(service));
  await insistOnOurs(separation, begun);
  let rows = options.dryRun ? await countRows(separation, begun) : 0;
  if (!options.dryRun) {
    // As long as the ledgers are there, a rollback can be repeated: nothing else would let the source be written again.
    await thaw(separation);
    for (const service of runs.keys()) {
      const client = control(separation, service);
      await onServer(
        service,
        inTransaction(client, async () => {
          rows += await empty(
            client,
            service,
            begun.filter((move) => move.service === service),
          );
          await dropLedger(client);
        }),
      );
    }
  }
  return { rows };
}
