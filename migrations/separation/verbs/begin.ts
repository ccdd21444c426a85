import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Client } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { readCatalogue } from '../catalogue/read.ts';
import type { Catalogue } from '../catalogue/relation.ts';
import { sameTable } from '../catalogue/relation.ts';
import { readTarget } from '../deferred/catalogue.ts';
import { inTransaction, onServer } from '../engine/lanes.ts';
import { beginRun, identityOf, type Run, replacePlan } from '../ledger/run.ts';
import { createLedger } from '../ledger/schema.ts';
import { moveName } from '../move.ts';
import { type Drift, driftOf } from '../plan/drift.ts';
import { currentTime, type Plan, planOf } from '../plan/plan.ts';
import { knowledgeOf } from '../services.ts';
import { NO_SETTINGS, type Settings } from '../settings.ts';
import { table } from '../sql.ts';
import { control, leastFar, readRuns, type Separation } from './context.ts';

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

/** An assigned table is made once, as it was: a column that the source has given it since has no place there. */
function insistOnPlaces(drift: readonly Drift[], targets: ReadonlyMap<string, Catalogue>): void {
  const homeless = drift.filter(({ column }) => {
    if (column === undefined || column.move.kind === 'known') {
      return false;
    }
    const { move, name } = column;
    const there = targets.get(move.service)?.relations.find((each) => sameTable(each, move.target));
    return move.sourceColumns.some((each) => each.name === name) || !there?.columns.some((each) => each.name === name);
  });
  if (homeless.length > 0) {
    throw new StartupError(
      `Assigned tables have changed in the source: ${homeless.map(({ what }) => what).join('; ')}. Say \`leave\` for a new column in separation.yaml, or \`rollback\`, then \`copy\`.`,
    );
  }
}

/**
 * A separation goes on with the settings it began with. When the file says otherwise of columns and values, what was
 * copied is compared under the new ones, and so it is when the source's tables have got other columns; another fate of a
 * table would be another separation.
 */
export async function currentPlan(separation: Separation, run: Run, settings: Settings | undefined): Promise<Plan> {
  const { plan } = run;
  const wanted = settings ?? plan.settings;
  const { source, targets } = await catalogues(separation);
  const drift = driftOf(source, { ...plan, settings: wanted });
  if (drift.length === 0 && isDeepStrictEqual(wanted, plan.settings)) {
    return plan;
  }
  insistOnPlaces(drift, targets);
  const ours = new Map(
    [...targets].map(([name, { relations, views }]) => {
      const made = plan.moves
        .filter((each) => each.service === name && each.kind === 'assigned')
        .map((each) => each.target);
      return [name, { views, relations: relations.filter((each) => !made.some((other) => sameTable(each, other))) }];
    }),
  );
  const renewed = planOf(source, ours, wanted, plan.now);
  insistOnOwners(renewed);
  const named = ({ moves }: Plan): string =>
    moves
      .map((move) => `${moveName(move)} ${move.kind} ${move.source.schema}.${move.source.name}`)
      .sort()
      .join();
  if (named(renewed) !== named(plan)) {
    throw new StartupError(
      'The settings or the source say otherwise of tables than when the copy began: `rollback`, then `copy` as it is now.',
    );
  }
  for (const [name, client] of separation.controls) {
    await onServer(name, replacePlan(client, renewed));
  }
  return renewed;
}

/** Texts of another encoding have other bytes, so that no row could be compared. */
async function insistOnUtf8(name: string, client: Client): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('show server_encoding');
  const encoding = rows[0]?.server_encoding;
  if (encoding !== 'UTF8') {
    throw new StartupError(
      `The ${name} database has the encoding ${encoding}; only UTF8 holds every text: ${
        name === 'source'
          ? 'dump it and restore it into a database with ENCODING UTF8, and separate that.'
          : 'create it anew with ENCODING UTF8 and TEMPLATE template0.'
      }`,
    );
  }
}

/** What is to be copied: what an earlier run began with, or a new plan, written down in every target. */
export async function begin(separation: Separation, settings: Settings | undefined): Promise<Run> {
  const { servers, controls } = separation;
  const source = await servers.source.connect();
  try {
    const identity = await identityOf(source);
    const runs = await readRuns(separation);
    const known = leastFar(runs);
    if (known !== undefined && !isDeepStrictEqual(known.source, identity)) {
      throw new StartupError(
        `The databases were filled from another source (${known.source.database.split('/')[0]}): set DATABASE_URL to it, or \`rollback\` first.`,
      );
    }
    const past = [...runs.values()].find(({ state }) => state === 'switched' || state === 'reversed');
    if (past !== undefined) {
      throw new StartupError(`The separation is ${past.state} already: there is nothing to copy.`);
    }
    for (const [name, client] of [['source', source] as const, ...controls]) {
      await onServer(name, insistOnUtf8(name, client));
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
