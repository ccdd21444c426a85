import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { createAssigned } from '../assigned/create.ts';
import { finishAssigned } from '../assigned/finish.ts';
import { findRelation, readCatalogue } from '../catalogue/read.ts';
import type { Catalogue, Relation, TableName } from '../catalogue/relation.ts';
import { sameTable } from '../catalogue/relation.ts';
import { readTarget } from '../deferred/catalogue.ts';
import { completeTable, copyTables } from '../engine/copy.ts';
import { syncForward } from '../engine/forward.ts';
import { inTransaction, onServer, type Snapshot } from '../engine/lanes.ts';
import { followParents } from '../engine/orphans.ts';
import { type DisabledTrigger, disableTriggers, enableTriggers } from '../freeze/triggers.ts';
import { recordWrite } from '../ledger/progress.ts';
import { quarantineCounts } from '../ledger/quarantine.ts';
import { beginRun, identityOf, type Run, replacePlan, setState } from '../ledger/run.ts';
import { createLedger } from '../ledger/schema.ts';
import { type Move, moveName } from '../move.ts';
import { currentTime, type Plan, planOf } from '../plan/plan.ts';
import { knowledgeOf } from '../services.ts';
import { NO_SETTINGS, type Settings } from '../settings.ts';
import { table } from '../sql.ts';
import { control, leastFar, readRuns, type Separation, withSnapshot } from './context.ts';
import {
  deferWhatCanWait,
  indexWorks,
  inTurn,
  makeForeignKeys,
  type OnDeferred,
  statisticsWorks,
  type Wanted,
  type Work,
} from './deferred.ts';

export type CopyReport = {
  rows: number;
  seconds: number;
  /** Rows set aside, by table. */
  quarantined: Map<string, number>;
};

/** For tests that stop the copy anywhere. */
export type CopyHooks = { onChunk?: (name: string) => Promise<void> | void; onDeferred?: OnDeferred };

export async function catalogues({
  servers,
  controls,
}: Separation): Promise<{ source: Catalogue; targets: Map<string, Catalogue> }> {
  const client = await servers.source.connect();
  try {
    const source = await readCatalogue(client);
    const targets = new Map<string, Catalogue>();
    for (const [name, target] of controls) {
      targets.set(name, await readTarget(target));
    }
    return { source, targets };
  } finally {
    await client.end();
  }
}

/** What is to be done with the source as it is now. */
export async function newPlan(separation: Separation, settings: Settings): Promise<Plan> {
  const { source, targets } = await catalogues(separation);
  const client = await separation.servers.source.connect();
  try {
    return planOf(source, targets, settings, await currentTime(client));
  } finally {
    await client.end();
  }
}

const insistOnOwners = ({ unowned }: Plan): void => {
  if (unowned.length > 0) {
    throw new StartupError(
      `No service owns ${unowned.join(', ')}: say in separation.yaml what becomes of each (\`leave\`, or \`{ assign: <service> }\`).`,
    );
  }
};

/** Rows of somebody else's in tables that the separation would fill. */
async function insistOnEmptiness(separation: Separation, plan: Plan): Promise<void> {
  const found: string[] = [];
  for (const move of plan.moves) {
    if (move.kind === 'known' && !knowledgeOf(move.service).prefilled.includes(move.target.name)) {
      const { rows } = await control(separation, move.service).query<{ any: boolean }>(
        `select exists (select from ${table(move.target)}) as any`,
      );
      if (rows[0]?.any) {
        found.push(moveName(move));
      }
    }
  }
  if (found.length > 0) {
    throw new StartupError(
      `There are rows already in ${found.join(', ')}: the separation only fills empty tables. Empty them, or start with new databases (the embedded ones: \`npm start -- --reset\`).`,
    );
  }
}

/**
 * A separation goes on with the settings it began with. When the file says otherwise of columns and values, what was
 * copied is compared under the new ones; another fate of a table would be another separation.
 */
export async function currentPlan(separation: Separation, run: Run, settings: Settings | undefined): Promise<Plan> {
  const { plan } = run;
  if (settings === undefined || JSON.stringify(settings) === JSON.stringify(plan.settings)) {
    return plan;
  }
  const { source, targets } = await catalogues(separation);
  const ours = new Map(
    [...targets].map(([name, { relations, views }]) => {
      const made = plan.moves
        .filter((each) => each.service === name && each.kind === 'assigned')
        .map((each) => each.target);
      return [name, { views, relations: relations.filter((each) => !made.some((other) => sameTable(each, other))) }];
    }),
  );
  const renewed = planOf(source, ours, settings, plan.now);
  const named = ({ moves }: Plan): string =>
    moves
      .map((move) => `${moveName(move)} ${move.kind} ${move.source.schema}.${move.source.name}`)
      .sort()
      .join();
  if (named(renewed) !== named(plan)) {
    throw new StartupError(
      'The settings say otherwise of tables than when the copy began: `rollback`, then `copy` with the new ones.',
    );
  }
  for (const [name, client] of separation.controls) {
    await onServer(name, replacePlan(client, renewed));
  }
  return renewed;
}

async function begin(separation: Separation, settings: Settings | undefined): Promise<Run> {
  const { servers, controls } = separation;
  const source = await servers.source.connect();
  try {
    const identity = await identityOf(source);
    const runs = await readRuns(separation);
    const known = leastFar(runs);
    if (known !== undefined && JSON.stringify(known.source) !== JSON.stringify(identity)) {
      throw new StartupError(
        `The databases were filled from another source (${known.source.database.split('/')[0]}): set DATABASE_URL to it, or \`rollback\` first.`,
      );
    }
    const past = [...runs.values()].find(({ state }) => state === 'switched' || state === 'reversed');
    if (past !== undefined) {
      throw new StartupError(`The separation is ${past.state} already: there is nothing to copy.`);
    }
    const plan =
      known === undefined
        ? await newPlan(separation, settings ?? NO_SETTINGS)
        : await currentPlan(separation, known, settings);
    insistOnOwners(plan);
    if (known === undefined) {
      await insistOnEmptiness(separation, plan);
    }
    const id = known?.id ?? randomUUID();
    for (const [name, client] of controls) {
      await onServer(
        name,
        inTransaction(client, async () => {
          await createLedger(client);
          await beginRun(client, { id, source: identity, plan });
        }),
      );
    }
    return leastFar(await readRuns(separation)) as Run;
  } finally {
    await source.end();
  }
}

/** Tables that no service owns are made in its database, each once. */
async function makeAssigned(
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
async function displace(separation: Separation, moves: readonly Move[]): Promise<void> {
  for (const move of moves) {
    if (knowledgeOf(move.service).prefilled.includes(move.target.name)) {
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

const ofService = (moves: readonly Move[], service: string): Move[] => moves.filter((move) => move.service === service);

/** Triggers would do a row's work over and over; what they would have computed is computed at the end. */
async function withoutTriggers(separation: Separation, moves: readonly Move[]): Promise<void> {
  for (const [service, client] of separation.controls) {
    const tables = ofService(moves, service).map(({ target }) => target);
    await onServer(
      service,
      inTransaction(client, async () => {
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
export async function restoreTriggers(client: Client, which: (table: TableName) => boolean): Promise<void> {
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
    .filter((each) => which(each.table));
  await enableTriggers(client, back);
  for (const each of back) {
    await client.query(
      'delete from separation.disabled_triggers where (table_schema, table_name, trigger) = ($1, $2, $3)',
      [each.table.schema, each.table.name, each.trigger],
    );
  }
}

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

async function finish(
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

/** Ranges that came out of an older snapshot are brought up to date before their table counts as complete. */
async function renew(
  separation: Separation,
  moves: readonly Move[],
  tables: {
    move: Move;
    stale: readonly { lower: readonly (string | null)[] | null; upper: readonly (string | null)[] | null }[];
  }[],
  snapshot: Snapshot & { client: Client },
  onDeferred: OnDeferred,
): Promise<void> {
  const older = tables.filter(({ stale }) => stale.length > 0);
  if (older.length > 0) {
    separation.pace.progress.say('Comparing what an earlier run had copied.');
    // Where a row is deleted, the server looks for those that refer to it.
    await inTurn(separation, await indexWorks(separation, moves, ({ ofReference }) => ofReference, onDeferred));
    const ranges = new Map(older.map(({ move, stale }) => [moveName(move), stale]));
    await syncForward(
      separation.servers,
      older.map(({ move }) => move),
      snapshot,
      separation.pace,
      (move) => ranges.get(moveName(move)),
    );
  }
  for (const { move } of tables) {
    await completeTable(control(separation, move.service), move);
  }
}

/** Copies everything that is not copied yet. A copy that was interrupted goes on where it was. */
export async function copy(
  separation: Separation,
  settings: Settings | undefined,
  hooks: CopyHooks = {},
): Promise<CopyReport> {
  const started = performance.now();
  const run = await begin(separation, settings);
  const { moves } = run.plan;
  let rows = 0;
  if (run.state === 'copying') {
    const { source } = await catalogues(separation);
    await withSnapshot(separation, async (snapshot) => {
      const client = await separation.servers.source.connect();
      try {
        await displace(separation, moves);
        await makeAssigned(separation, client, source, moves);
        await withoutTriggers(separation, moves);
        await deferWhatCanWait(separation, moves, hooks.onDeferred);
        const tables = await copyTables(separation.servers, moves, separation.controls, snapshot, {
          ...separation.pace,
          ...hooks,
        });
        await makeForeignKeys(separation, snapshot.client, moves, hooks.onDeferred);
        await renew(separation, moves, tables, snapshot, hooks.onDeferred);
        await finish(separation, snapshot.client, source, run.plan, hooks.onDeferred);
      } finally {
        await client.end();
      }
    });
  }
  const quarantined = new Map<string, number>();
  for (const client of separation.controls.values()) {
    for (const [name, count] of await quarantineCounts(client)) {
      quarantined.set(name, count);
    }
    const { rows: counted } = await client.query<{ rows: string }>(
      'select coalesce(sum(rows), 0) as rows from separation.writes',
    );
    rows += Number(counted[0]?.rows);
  }
  return { rows, seconds: (performance.now() - started) / 1000, quarantined };
}
