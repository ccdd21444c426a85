import type { Client } from 'pg';
import { createAssigned } from '../assigned/create.ts';
import { findRelation } from '../catalogue/read.ts';
import type { Catalogue, Relation, TableName } from '../catalogue/relation.ts';
import { inTransaction, onServer } from '../engine/lanes.ts';
import { takeBack } from '../freeze/keeper.ts';
import { type DisabledTrigger, disableTriggers, enableTriggers } from '../freeze/triggers.ts';
import { type Move, moveName } from '../move.ts';
import { knowledgeOf } from '../services.ts';
import { table } from '../sql.ts';
import { control, ofService, type Separation } from './context.ts';

/** Tables that no service owns are made in its database, each once. */
export async function makeAssigned(
  separation: Separation,
  source: Client,
  catalogue: Catalogue,
  moves: readonly Move[],
): Promise<void> {
  for (const move of moves.filter(({ kind }) => kind === 'assigned')) {
    const target = control(separation, move.service);
    const { rows } = await target.query('select from separation.assigned where (table_schema, table_name) = ($1, $2)', [
      move.target.schema,
      move.target.name,
    ]);
    if (rows.length === 0) {
      const relation = findRelation(catalogue, move.source) as Relation;
      const runtimeRole = separation.servers.runtimeRoles.get(move.service) as string;
      await onServer(
        move.service,
        inTransaction(target, async () => {
          await createAssigned(source, target, relation, { runtimeRole });
          await target.query('insert into separation.assigned values ($1, $2)', [move.target.schema, move.target.name]);
        }),
      );
    }
  }
}

/** Rows that a migration wrote give way to the source's; the ledger keeps them for a rollback. */
export async function displace(separation: Separation, moves: readonly Move[]): Promise<void> {
  for (const move of moves) {
    if (move.kind === 'known' && knowledgeOf(move.service).prefilled.includes(move.target.name)) {
      const client = control(separation, move.service);
      await inTransaction(client, async () => {
        const { rows } = await client.query('select from separation.tables where name = $1', [moveName(move)]);
        if (rows.length === 0) {
          await client.query(
            `with gone as (delete from ${table(move.target)} t returning to_jsonb(t) as row)
             insert into separation.displaced select $1, row from gone`,
            [moveName(move)],
          );
        }
      });
    }
  }
}

/** Tables of a service that nothing changes but the separation. */
export const immutableTargets = (service: string, moves: readonly Move[]): TableName[] =>
  ofService(moves, service)
    .filter(({ kind, target }) => kind === 'known' && knowledgeOf(service).immutable.includes(target.name))
    .map(({ target }) => target);

/** Triggers would do a row's work over and over; what they would have computed is computed at the end. */
export async function withoutTriggers(separation: Separation, moves: readonly Move[]): Promise<void> {
  for (const [service, client] of separation.controls) {
    const tables = ofService(moves, service).map(({ target }) => target);
    await onServer(
      service,
      inTransaction(client, async () => {
        await takeBack(client, immutableTargets(service, moves));
        for (const each of await disableTriggers(client, tables)) {
          await client.query(
            'insert into separation.disabled_triggers values ($1, $2, $3, $4) on conflict do nothing',
            [each.table.schema, each.table.name, each.trigger, each.enabled],
          );
        }
      }),
    );
  }
}

/** Turns triggers on again that the separation turned off. */
export async function restoreTriggers(client: Client, which: (disabled: DisabledTrigger) => boolean): Promise<void> {
  const { rows } = await client.query<{ table_schema: string; table_name: string; trigger: string; enabled: string }>(
    'select * from separation.disabled_triggers',
  );
  const back = rows
    .map(
      (row): DisabledTrigger => ({
        table: { schema: row.table_schema, name: row.table_name },
        trigger: row.trigger,
        enabled: row.enabled as DisabledTrigger['enabled'],
      }),
    )
    .filter(which);
  await enableTriggers(client, back);
  for (const each of back) {
    await client.query(
      'delete from separation.disabled_triggers where (table_schema, table_name, trigger) = ($1, $2, $3)',
      [each.table.schema, each.table.name, each.trigger],
    );
  }
}
