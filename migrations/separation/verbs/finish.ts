import type { Client } from 'pg';
import { TRIGGER_PREFIX } from '../../../platform/events/triggers.ts';
import { finishAssigned } from '../assigned/finish.ts';
import { findRelation } from '../catalogue/read.ts';
import type { Catalogue, Relation, TableName } from '../catalogue/relation.ts';
import { label, sameTable } from '../catalogue/relation.ts';
import { inTransaction, onServer } from '../engine/lanes.ts';
import { followParents } from '../engine/orphans.ts';
import { physicalTables } from '../freeze/physical-tables.ts';
import type { DisabledTrigger } from '../freeze/triggers.ts';
import { recordWrite } from '../ledger/progress.ts';
import { setState } from '../ledger/run.ts';
import { fills, type Move, moveName } from '../move.ts';
import type { Plan } from '../plan/plan.ts';
import { knowledgeOf } from '../services.ts';
import { ofService, type Separation } from './context.ts';
import { indexWorks, inTurn, type OnDeferred, statisticsWorks, type Wanted, type Work } from './deferred.ts';
import { immutableTargets, restoreTriggers } from './prepare.ts';

const BATCH = 10_000;

/**
 * Lists the ids of the rows that are to be computed, a text for each batch: lists of objects for every row would be what
 * the process holds most memory for.
 */
async function listRefreshed(client: Client, ids: string): Promise<void> {
  await client.query('drop table if exists pg_temp.separation_refreshed');
  await client.query(
    `create temp table separation_refreshed as select batch, array_agg(id)::text as ids
     from (select id, (row_number() over (order by id) - 1) / ${BATCH} as batch from (${ids}) as refreshed (id)) b
     group by batch`,
  );
}

async function idsOf(client: Client, batch: number): Promise<string | undefined> {
  const { rows } = await client.query<{ ids: string }>(
    'select ids from pg_temp.separation_refreshed where batch = $1',
    [batch],
  );
  return rows[0]?.ids;
}

/** A service's table whose rows hold what is computed out of others. */
const isRefreshed = (move: Move): boolean => {
  const { refresh } = knowledgeOf(move.service);
  return refresh !== null && fills(move, move.service, refresh.table);
};

/** What services compute out of other rows, for all rows: each worker takes the next batch, until there are none. */
async function refreshWorks({ controls, pace }: Separation, moves: readonly Move[]): Promise<Work[]> {
  const works: Work[] = [];
  for (const move of moves) {
    const { refresh } = knowledgeOf(move.service);
    if (refresh !== null && isRefreshed(move)) {
      const { service } = move;
      const control = controls.get(service) as Client;
      await onServer(service, listRefreshed(control, refresh.ids));
      let batch = 0;
      const run = async (client: Client): Promise<void> => {
        for (let ids = await idsOf(control, batch++); ids !== undefined; ids = await idsOf(control, batch++)) {
          await inTransaction(client, async () => {
            await client.query(refresh.batch, [ids]);
            await recordWrite(client, moveName(move), 0);
          });
        }
      };
      works.push(...Array.from({ length: pace.workers }, () => ({ service, run })));
    }
  }
  return works;
}

/** What services compute once at the end. */
const finishWorks = (moves: readonly Move[]): Work[] =>
  moves.filter(isRefreshed).map(({ service }) => ({
    service,
    run: async (client) => {
      for (const statement of knowledgeOf(service).finish) {
        await client.query(statement);
      }
    },
  }));

/** Rows that have their place by what is in them, and were copied before anybody knew. */
async function settle({ controls }: Separation, moves: readonly Move[]): Promise<void> {
  for (const move of moves.filter(({ kind }) => kind === 'known')) {
    const client = controls.get(move.service) as Client;
    for (const { statement } of knowledgeOf(move.service).settle.filter(({ table }) => table === move.target.name)) {
      await onServer(
        move.service,
        inTransaction(client, async () => {
          await client.query(statement);
          await recordWrite(client, moveName(move), 0);
        }),
      );
    }
  }
}

/** Until the service's rows are the ones that count, they follow the source's, and that is no event. */
const waitsForSwitch = (immutable: ReadonlySet<string>, { table, trigger }: DisabledTrigger): boolean =>
  immutable.has(label(table)) || trigger.startsWith(TRIGGER_PREFIX);

/** What has to wait for all rows: what other rows are computed of, and what was put off while tables were filled. */
export async function finish(
  separation: Separation,
  source: Client,
  catalogue: Catalogue,
  plan: Plan,
  onDeferred: OnDeferred,
): Promise<void> {
  for (const [service, client] of separation.controls) {
    const own = ofService(plan.moves, service);
    const relations = own
      .filter(({ kind }) => kind === 'assigned')
      .map((move) => findRelation(catalogue, move.source) as Relation);
    const movedTo = (name: TableName): TableName | undefined =>
      own.find((move) => sameTable(move.source, name))?.target;
    await onServer(service, followParents(source, client, separation.servers, own, relations));
    await onServer(
      service,
      inTransaction(client, () => finishAssigned(source, client, relations, movedTo)),
    );
  }
  await compute(separation, plan.moves, onDeferred);
  await settle(separation, plan.moves);
  for (const [service, client] of separation.controls) {
    const immutable = new Set((await physicalTables(client, immutableTargets(service, plan.moves))).map(label));
    await inTransaction(client, () => restoreTriggers(client, (each) => !waitsForSwitch(immutable, each)));
    await setState(client, 'copied');
  }
}

/** What is computed of a row needs the index by which those are found that refer to it; its own indexes are better made later. */
async function compute(separation: Separation, moves: readonly Move[], onDeferred: OnDeferred): Promise<void> {
  const [refreshed, others] = [moves.filter(isRefreshed), moves.filter((move) => !isRefreshed(move))];
  const indexes = (of: readonly Move[], wanted: Wanted = () => true) => indexWorks(separation, of, wanted, onDeferred);
  await inTurn(separation, await indexes(others, ({ ofReference }) => ofReference));
  await inTurn(separation, await refreshWorks(separation, moves));
  await inTurn(separation, [...finishWorks(moves), ...(await indexes(others)), ...statisticsWorks(separation, others)]);
  await inTurn(separation, await indexes(refreshed));
  await inTurn(separation, statisticsWorks(separation, refreshed));
}
