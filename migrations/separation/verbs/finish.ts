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

/** A service's table whose rows hold what is computed out of others. */
const isRefreshed = ({ service, target }: Move): boolean => knowledgeOf(service).refresh?.table === target.name;

/** What services compute out of other rows, for all rows: each worker takes the next ids, until there are none. */
function refreshWorks({ controls, pace }: Separation, moves: readonly Move[]): Work[] {
  return moves.filter(isRefreshed).flatMap((move): Work[] => {
    const { batch } = knowledgeOf(move.service).refresh as { batch: string };
    const control = controls.get(move.service) as Client;
    let last: Promise<Ids> | undefined;
    const take = (): Promise<Ids> => {
      const ids = last ?? nextIds(control, move, null);
      // Past the last ids it would begin anew.
      last = ids.then((found) => (found.ids === null ? found : nextIds(control, move, found.last)));
      // Whoever takes them hears of it; nobody may.
      last.catch(() => undefined);
      return ids;
    };
    const run = async (client: Client): Promise<void> => {
      for (let { ids } = await take(); ids !== null; { ids } = await take()) {
        await inTransaction(client, async () => {
          await client.query(batch, [ids]);
          await recordWrite(client, moveName(move), 0);
        });
      }
    };
    return Array.from({ length: pace.workers }, () => ({ service: move.service, run }));
  });
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
  for (const [service, client] of separation.controls) {
    const { immutable } = knowledgeOf(service);
    await inTransaction(client, () => restoreTriggers(client, ({ name }) => !immutable.includes(name)));
    await setState(client, 'copied');
  }
}

/** What is computed of a row needs the index by which those are found that refer to it; its own indexes are better made later. */
async function compute(separation: Separation, moves: readonly Move[], onDeferred: OnDeferred): Promise<void> {
  const [refreshed, others] = [moves.filter(isRefreshed), moves.filter((move) => !isRefreshed(move))];
  const indexes = (of: readonly Move[], wanted: Wanted = () => true) => indexWorks(separation, of, wanted, onDeferred);
  await inTurn(separation, await indexes(others, ({ ofReference }) => ofReference));
  await inTurn(separation, refreshWorks(separation, moves));
  await inTurn(separation, [...finishWorks(moves), ...(await indexes(others)), ...statisticsWorks(separation, others)]);
  await inTurn(separation, await indexes(refreshed));
  await inTurn(separation, statisticsWorks(separation, refreshed));
}
