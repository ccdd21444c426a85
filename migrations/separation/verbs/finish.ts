import type { Client } from 'pg';
import { finishAssigned } from '../assigned/finish.ts';
import { findRelation } from '../catalogue/read.ts';
import type { Catalogue, Relation, TableName } from '../catalogue/relation.ts';
import { sameTable } from '../catalogue/relation.ts';
import { inTransaction, onServer } from '../engine/lanes.ts';
import { followParents } from '../engine/orphans.ts';
import { recordWrite } from '../ledger/progress.ts';
import { setState } from '../ledger/run.ts';
import { type Move, moveName } from '../move.ts';
import type { Plan } from '../plan/plan.ts';
import { knowledgeOf } from '../services.ts';
import { table } from '../sql.ts';
import { ofService, type Separation } from './context.ts';
import { indexWorks, inTurn, type OnDeferred, statisticsWorks, type Wanted, type Work } from './deferred.ts';
import { restoreTriggers } from './prepare.ts';

const BATCH = 10_000;

type Ids = { ids: string | null; last: string | null };

/** The next ids as one text: lists of objects for every row would be what the process holds most memory for. */
async function nextIds(client: Client, { target }: Move, after: string | null): Promise<Ids> {
  const { rows } = await client.query<Ids>(
    `select array_agg(id)::text as ids, max(id::text collate "C") as last
     from (select id from ${table(target)} where $1::uuid is null or id > $1::uuid order by id limit ${BATCH}) b`,
    [after],
  );
  return rows[0] as Ids;
}

/** What services compute out of other rows, for all rows at once. */
function refreshWorks(separation: Separation, moves: readonly Move[]): Work[] {
  return [...separation.controls.keys()].flatMap((service) => {
    const { refresh, finish } = knowledgeOf(service);
    const move = moves.find((each) => each.service === service && each.target.name === refresh?.table);
    if (refresh === null || move === undefined) {
      return [];
    }
    const run = async (client: Client): Promise<void> => {
      for (
        let next = await nextIds(client, move, null);
        next.ids !== null;
        next = await nextIds(client, move, next.last)
      ) {
        await inTransaction(client, async () => {
          await client.query(refresh.batch, [next.ids]);
          await recordWrite(client, moveName(move), 0);
        });
      }
      for (const statement of finish) {
        await client.query(statement);
      }
    };
    return [{ service, run }];
  });
}

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
  // What is computed of a row that others refer to needs the index that these are found by; its own are better made later.
  const isRefreshed = ({ service, target }: Move): boolean => knowledgeOf(service).refresh?.table === target.name;
  const indexes = (wanted: Wanted) => indexWorks(separation, plan.moves, wanted, onDeferred);
  await inTurn(separation, await indexes(({ ofReference }, move) => ofReference && !isRefreshed(move)));
  await inTurn(separation, [
    ...refreshWorks(separation, plan.moves),
    ...(await indexes((_index, move) => !isRefreshed(move))),
  ]);
  await inTurn(separation, await indexes(() => true));
  await inTurn(separation, statisticsWorks(separation, plan.moves));
  for (const [service, client] of separation.controls) {
    const { immutable } = knowledgeOf(service);
    await inTransaction(client, () => restoreTriggers(client, ({ name }) => !immutable.includes(name)));
    await setState(client, 'copied');
  }
}
