import type { Client } from 'pg';
import { obstaclesTo } from '../assigned/obstacles.ts';
import { findRelation, readCatalogue } from '../catalogue/read.ts';
import { type Catalogue, label, type Relation, type TableName } from '../catalogue/relation.ts';
import { readTarget } from '../deferred/catalogue.ts';
import { onServer } from '../engine/lanes.ts';
import { fills, type Move } from '../move.ts';
import { breachOf, type Rule, rulesFor } from '../plan/breaches.ts';
import { countAll, frequent, type Question, type Seen } from '../plan/count.ts';
import { tableCalled } from '../plan/owners.ts';
import { currentTime, planOf } from '../plan/plan.ts';
import { type Neighbours, type Soft, softReferences } from '../plan/soft-references.ts';
import { tablePlan } from '../plan/table-plan.ts';
import type { OtherTable, PlanReport, ReferencePlan, TablePlan, ViewPlan } from '../report/plan-report.ts';
import { STEP_COLUMN, stepNames } from '../services.ts';
import { dialect } from '../session.ts';
import type { Settings } from '../settings.ts';
import { identifier, literal, table } from '../sql.ts';
import { control, type Separation, withSnapshot } from './context.ts';

/** Tables with more rows than this are counted by the planner's estimate where nothing else has to read them. */
const MOST_COUNTED = 100_000;
const MOST_STEPS = 20;
/** What a copy over one machine's loopback was measured at, and what servers far apart or under load still do. */
const FAST = { rows: 120_000, bytes: 60e6 };
const SLOW = { rows: 20_000, bytes: 10e6 };

/** Everything that the parts of the analysis have in common. */
type View = {
  client: Client;
  source: Catalogue;
  targets: ReadonlyMap<string, Catalogue>;
  moves: readonly Move[];
  settings: Settings;
  now: string;
};

const targetOf = ({ source, targets }: View, { kind, service, target }: Move): Relation =>
  findRelation(kind === 'assigned' ? source : (targets.get(service) as Catalogue), target) as Relation;

const sourceOf = ({ source }: View, name: TableName): Relation => findRelation(source, name) as Relation;

const isSteps = (move: Move): boolean => fills(move, STEP_COLUMN.service, STEP_COLUMN.table);

const unknownStep = (settings: Settings): Question & { over: 'target' } => {
  const steps = [...new Set(stepNames(settings.steps).values())].map((step) => literal(step));
  return { over: 'target', condition: `${identifier(STEP_COLUMN.column)} <> all (array[${steps.join(', ')}])` };
};

function rulesOf(view: View, { move, target }: Seen): Rule[] {
  if (move.kind === 'assigned') {
    return [];
  }
  return rulesFor(move, sourceOf(view, move.source), target, ({ references }) => {
    const parent = view.moves.find((each) => fills(each, move.service, references.name));
    return parent && sourceOf(view, parent.source);
  });
}

/** All questions about one table with what becomes of their answers, so that one scan answers them. */
async function analyseTable(view: View, move: Move): Promise<{ table: TablePlan; references: ReferencePlan[] }> {
  const { client, settings } = view;
  const seen: Seen = { move, target: targetOf(view, move) };
  const source = sourceOf(view, move.source);
  const found = tablePlan(move, source, seen.target, settings, view.now);
  const neighbours: Neighbours = {
    moves: view.moves,
    sourceOf: (name) => findRelation(view.source, name),
  };
  const rules = rulesOf(view, seen);
  const kept = move.legacy.filter(({ when }) => when !== null);
  const soft = softReferences(seen, source, neighbours);
  const steps = isSteps(move) && found.columns.some(({ target }) => target === STEP_COLUMN.column);
  const questions: Question[] = [
    ...rules.map(({ question }) => question),
    ...kept.map(({ when }): Question => ({ over: 'source', condition: when as string })),
    ...soft.flatMap(({ referring, dangling }) =>
      dangling === null || 'query' in dangling ? [referring] : [referring, dangling],
    ),
    ...(steps ? [unknownStep(settings)] : []),
    { over: 'any', of: rules.flatMap(({ question }, i) => (question.over === 'repeated' ? [] : [i])) },
  ];
  if (questions.length === 1 && move.rows > MOST_COUNTED) {
    return { table: found, references: [] };
  }
  const { rows, counts } = await countAll(client, seen, questions);
  const next = (): number => counts.shift() as number;
  Object.assign(found, { rows, exact: true });
  for (const rule of rules) {
    const broken = next();
    if (broken > 0) {
      found.breaches.push(await breachOf(client, seen, rule, broken));
      found.refused += rule.kind === 'unique' ? broken : 0;
    }
  }
  for (const part of kept) {
    const n = next();
    for (const each of found.columns.filter((one) => one.source === part.source)) {
      each.kept = n;
    }
  }
  const references: ReferencePlan[] = [];
  for (const each of soft) {
    references.push(await referencePlan(client, each, next));
  }
  if (steps && next() > 0) {
    const own = found.columns.find(({ target }) => target === STEP_COLUMN.column)?.source;
    const printed = move.sourceColumns.find(({ name }) => name === own)?.printed as string;
    found.unknownSteps = await frequent(client, seen, unknownStep(settings), printed, MOST_STEPS);
  }
  found.refused += next();
  return { table: found, references };
}

/** Reads the answers in the order of the questions. */
async function referencePlan(client: Client, soft: Soft, next: () => number): Promise<ReferencePlan> {
  const { referring: _, dangling, ...reference } = soft;
  const rows = next();
  if (dangling !== null && 'query' in dangling) {
    const counted = await client.query<{ n: string }>(dangling.query);
    return { ...reference, rows, dangling: Number(counted.rows[0]?.n) };
  }
  return { ...reference, rows, dangling: dangling === null ? 0 : next() };
}

async function otherTable(client: Client, relation: Relation): Promise<OtherTable> {
  const { rows, bytes, hasChildren } = relation;
  const other = { source: label(relation), rows, exact: rows <= MOST_COUNTED, bytes };
  if (!other.exact) {
    return other;
  }
  const counted = await client.query<{ n: string }>(
    `select count(*) as n from ${hasChildren ? 'only ' : ''}${table(relation)}`,
  );
  return { ...other, rows: Number(counted.rows[0]?.n) };
}

/** A monolith may stand in a schema of its own. Where two tables could be meant, people have to say which. */
function withNamesakes({ source, targets, moves }: View, unowned: readonly OtherTable[]): OtherTable[] {
  const nameOf = (other: OtherTable): string | undefined =>
    tableCalled(source.relations.find((each) => label(each) === other.source)?.name ?? '', targets);
  const taken = new Set(moves.flatMap(({ kind, target }) => (kind === 'known' ? [target.name] : [])));
  const groups = Map.groupBy(unowned, nameOf);
  return unowned.map((other) => {
    const namesake = nameOf(other);
    const free = namesake !== undefined && !taken.has(namesake) && groups.get(namesake)?.length === 1;
    return free ? { ...other, namesake } : other;
  });
}

const viewPlans = ({ source, moves }: View): ViewPlan[] =>
  source.views.map((view) => {
    const reads = view.reads.map(label);
    const moved = new Set(moves.map((move) => label(move.source)));
    return {
      name: label(view),
      materialized: view.materialized,
      reads,
      readsMoved: reads.filter((name) => moved.has(name)),
    };
  });

async function obstacles({ client, moves }: View, separation: Separation): Promise<string[]> {
  const found: string[] = [];
  for (const move of moves.filter(({ kind }) => kind === 'assigned')) {
    found.push(...(await onServer(move.service, obstaclesTo(client, control(separation, move.service), move.source))));
  }
  return found;
}

const secondsAt = (rows: number, bytes: number, pace: { rows: number; bytes: number }): number =>
  Math.max(rows / pace.rows, bytes / pace.bytes);

async function targetCatalogues({ controls }: Separation): Promise<Map<string, Catalogue>> {
  const targets = new Map<string, Catalogue>();
  for (const [name, client] of controls) {
    targets.set(name, await onServer(name, readTarget(client)));
  }
  return targets;
}

async function analyseSource(view: View, left: readonly string[], unowned: readonly string[]) {
  const { client, source, moves } = view;
  const tables: TablePlan[] = [];
  const references: ReferencePlan[] = [];
  for (const move of moves) {
    const found = await analyseTable(view, move);
    tables.push(found.table);
    references.push(...found.references);
  }
  const others = async (names: readonly string[]): Promise<OtherTable[]> => {
    const all: OtherTable[] = [];
    for (const relation of source.relations.filter((each) => names.includes(label(each)))) {
      all.push(await otherTable(client, relation));
    }
    return all;
  };
  return {
    tables,
    references,
    left: await others(left),
    unowned: withNamesakes(view, await others(unowned)),
    views: viewPlans(view),
  };
}

/**
 * What the separation would do with the source as it is now, as of one moment. Writes nothing anywhere.
 *
 * @throws StartupError where the settings do not fit the source, or a server cannot be asked.
 */
export async function analyse(separation: Separation, settings: Settings): Promise<PlanReport> {
  const { servers, controls } = separation;
  const targets = await targetCatalogues(separation);
  return withSnapshot(separation, async ({ client }) => {
    const source = await onServer('source', readCatalogue(client));
    const now = await onServer('source', currentTime(client));
    const plan = dialect(planOf(source, targets, settings, now), servers.source);
    const view: View = { client, source, targets, moves: plan.moves, settings, now };
    const found = await onServer('source', analyseSource(view, plan.left, plan.unowned));
    const sum = (of: 'rows' | 'bytes'): number => found.tables.reduce((total, each) => total + each[of], 0);
    const [rows, bytes] = [sum('rows'), sum('bytes')];
    return {
      madeAt: new Date().toISOString(),
      sourceVersion: Math.floor(servers.source.version / 10_000),
      timezone: settings.timezone,
      ...found,
      obstacles: await obstacles(view, separation),
      services: [...controls.keys()],
      rows,
      bytes,
      seconds: { least: secondsAt(rows, bytes, FAST), most: secondsAt(rows, bytes, SLOW) },
    };
  });
}
