import type { Client } from 'pg';
import { sequencesOf } from '../assigned/sequences.ts';
import { readCatalogue } from '../catalogue/read.ts';
import { label } from '../catalogue/relation.ts';
import { compareRange, differingHashes, rangesOf } from '../engine/compare.ts';
import type { Face } from '../engine/face.ts';
import { joinSnapshot, onServer, openSnapshot, type Snapshot } from '../engine/lanes.ts';
import { among, EVERYTHING, type KeyValues, keyTexts } from '../engine/range.ts';
import { digestsOf } from '../engine/refused-rows.ts';
import type { Writing } from '../engine/stage.ts';
import { forward } from '../engine/writing.ts';
import { keyName, quarantined } from '../ledger/quarantine.ts';
import { type Move, moveName } from '../move.ts';
import { insistOnSameTables } from '../plan/drift.ts';
import type {
  Difference,
  QuarantineReport,
  SequenceReport,
  TableReport,
  VerifyReport,
} from '../report/verify-report.ts';
import { dialect, type Server } from '../session.ts';
import { begunRun, control, insistOnFinishedCopy, type Separation } from './context.ts';
import { checkReferences } from './references.ts';

/** So many differing rows of a table are named; all of them are counted. */
const NAMED = 100;

/** What a table's comparison found, as keys. */
type Found = { sourceRows: number; targetRows: number; missing: KeyValues[]; extra: KeyValues[]; changed: KeyValues[] };

/** Both servers as of one moment each, for all workers. */
type Views = { source: Snapshot & { client: Client }; targets: ReadonlyMap<string, Snapshot & { client: Client }> };

async function compareTable(separation: Separation, move: Move, writing: Writing, views: Views): Promise<Found> {
  const { servers, pace } = separation;
  const found: Found = { sourceRows: 0, targetRows: 0, missing: [], extra: [], changed: [] };
  const ranges = rangesOf(views.source.client, writing, EVERYTHING, pace.chunkRows);
  let last: Promise<unknown> = Promise.resolve();
  const next = () => {
    const range = last.then(() => ranges.next());
    last = range.catch(() => undefined);
    return range;
  };
  const work = async (): Promise<void> => {
    const source = await joinSnapshot(servers.source, views.source);
    const target = await joinSnapshot(
      servers.targets.get(move.service) as Server,
      views.targets.get(move.service) as Snapshot,
    );
    try {
      for (let range = await next(); !range.done; range = await next()) {
        const { fromRows, toRows, differences } = await compareRange(source, target, writing, range.value);
        found.sourceRows += fromRows;
        found.targetRows += toRows;
        if (differences !== null && writing.from.key.length === 0) {
          const { missing, extra } = await differingHashes(source, target, writing);
          found.missing.push(...repeated(missing));
          found.extra.push(...repeated(extra));
        } else if (differences !== null) {
          found.missing.push(...differences.missing);
          found.extra.push(...differences.extra);
          found.changed.push(...differences.changed);
        }
        pace.progress.advance(moveName(move), fromRows);
      }
    } finally {
      await Promise.all([source.end(), target.end()]);
    }
  };
  const workers = Math.max(1, Math.min(pace.workers, Math.ceil(move.rows / pace.chunkRows)));
  const ended = await Promise.allSettled(Array.from({ length: workers }, work));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    throw failed.reason;
  }
  return found;
}

const repeated = (hashes: ReadonlyMap<string, number>): KeyValues[] =>
  [...hashes].flatMap(([hash, n]) => Array.from({ length: n }, () => hash.split(' ')));

/** Rows that were set aside account for rows that are missing, as long as the source still says the same. */
async function accountFor(
  found: Found,
  move: Move,
  face: Face,
  views: Views,
  target: Client,
): Promise<{ accounted: number; stale: KeyValues[] }> {
  const aside = await quarantined(target, moveName(move));
  if (aside.size === 0) {
    return { accounted: 0, stale: [] };
  }
  const keys = [...aside.keys()].map((name) => JSON.parse(name) as string[]);
  const now = await digestsOf(views.source.client, move, face, keys);
  const same = new Set([...aside].filter(([name, digest]) => now.get(name) === digest).map(([name]) => name));
  const before = found.missing.length;
  found.missing = found.missing.filter((key) => !same.has(keyName(key)));
  const missing = new Set(found.missing.map(keyName));
  // Of what is set aside: what the source says otherwise today is missing already, what it has no more is one too many.
  const stale = keys.filter((key) => !same.has(keyName(key)) && !missing.has(keyName(key)));
  return { accounted: before - found.missing.length, stale };
}

async function cellsOf(
  client: Client,
  face: Face,
  keys: readonly KeyValues[],
): Promise<Map<string, (string | null)[]>> {
  const { rows } = await client.query<{ key: string[]; cells: (string | null)[] }>(
    `select ${keyTexts(face)} as key, array[${face.cells.map(({ hash }) => `md5((${hash})::text)`).join(', ')}] as cells
     from ${face.from} where ${among(face, keys)}`,
  );
  return new Map(rows.map(({ key, cells }) => [keyName(key), cells]));
}

async function differencesOf(found: Found, move: Move, writing: Writing, views: Views): Promise<Difference[]> {
  const named = (key: KeyValues): Record<string, string | null> =>
    move.key.length === 0
      ? { hash: key.join(' ') }
      : Object.fromEntries(move.key.map((part, i) => [part.name, key[i] ?? null]));
  const plain = (kind: Difference['kind'], keys: readonly KeyValues[]): Difference[] =>
    keys.slice(0, NAMED).map((key) => ({ kind, key: named(key), columns: [] }));
  const changed = found.changed.slice(0, NAMED);
  if (changed.length === 0) {
    return [...plain('missing', found.missing), ...plain('extra', found.extra)].slice(0, NAMED);
  }
  const [here, there] = await Promise.all([
    cellsOf(views.source.client, writing.from, changed),
    cellsOf((views.targets.get(move.service) as { client: Client }).client, writing.to, changed),
  ]);
  const columns = (key: KeyValues): string[] =>
    writing.from.cells
      .filter((_, i) => here.get(keyName(key))?.[i] !== there.get(keyName(key))?.[i])
      .map(({ name }) => name);
  return [
    ...changed.map((key): Difference => ({ kind: 'changed', key: named(key), columns: columns(key) })),
    ...plain('missing', found.missing),
    ...plain('extra', found.extra),
  ].slice(0, NAMED);
}

async function verifyTable(separation: Separation, move: Move, views: Views): Promise<TableReport> {
  const started = performance.now();
  const { servers, pace } = separation;
  const name = moveName(move);
  const writing = forward(move, servers.source, servers.targets.get(move.service) as Server);
  pace.progress.begin(name, move.rows, 0);
  const found = await onServer(move.service, compareTable(separation, move, writing, views));
  const { accounted, stale } = await accountFor(
    found,
    dialect(move, servers.source),
    writing.from,
    views,
    control(separation, move.service),
  );
  const differences = await differencesOf(found, move, writing, views);
  pace.progress.end(name);
  return {
    name,
    service: move.service,
    source: label(move.source),
    target: label(move.target),
    sourceRows: found.sourceRows,
    targetRows: found.targetRows,
    quarantinedRows: accounted,
    differing: found.missing.length + found.extra.length + found.changed.length + stale.length,
    differences: [
      ...differences,
      ...stale.map(
        (key): Difference => ({
          kind: 'extra',
          key: Object.fromEntries(move.key.map((part, i) => [part.name, key[i] ?? null])),
          columns: ['quarantine'],
        }),
      ),
    ],
    seconds: (performance.now() - started) / 1000,
  };
}

async function sequences(separation: Separation, moves: readonly Move[], source: Client): Promise<SequenceReport[]> {
  const reports: SequenceReport[] = [];
  for (const move of moves.filter(({ kind }) => kind === 'assigned')) {
    const [here, there] = await Promise.all([
      sequencesOf(source, move.source),
      sequencesOf(control(separation, move.service), move.target),
    ]);
    for (const each of here) {
      const other = there.find(({ column }) => column === each.column);
      reports.push({
        name: `${label(move.source)}.${each.column}`,
        service: move.service,
        source: `${each.lastValue}${each.isCalled ? '' : ' (unused)'}`,
        target: other === undefined ? null : `${other.lastValue}${other.isCalled ? '' : ' (unused)'}`,
      });
    }
  }
  return reports;
}

async function quarantineOf(separation: Separation): Promise<QuarantineReport[]> {
  const reports: QuarantineReport[] = [];
  for (const client of separation.controls.values()) {
    const { rows } = await client.query<QuarantineReport>(`
      select name as table, reason, count(*)::int as rows, to_jsonb((array_agg(key order by id))[1:3]) as examples
      from (select id, name, key, coalesce(constraint_name || ': ', '') || regexp_replace(reason, 'Key \\(.*', 'a key that is not there') as reason
            from separation.quarantine) q group by name, reason order by name, rows desc`);
    reports.push(...rows);
  }
  return reports;
}

const versionText = ({ version }: Server): string => `${Math.floor(version / 10_000)}.${version % 10_000}`;

/** Compares everything that was moved, and writes down in the ledgers what came out. */
export async function verify(separation: Separation): Promise<VerifyReport> {
  const startedAt = new Date().toISOString();
  const { run, plan } = await begunRun(separation);
  insistOnFinishedCopy(run);
  const { servers } = separation;
  const source = await openSnapshot(servers.source);
  const targets = new Map<string, Awaited<ReturnType<typeof openSnapshot>>>();
  try {
    insistOnSameTables(await readCatalogue(source.client), plan);
    for (const [name, server] of servers.targets) {
      targets.set(name, await openSnapshot(server));
    }
    const views: Views = { source, targets };
    const tables: TableReport[] = [];
    for (const move of plan.moves) {
      tables.push(await verifyTable(separation, move, views));
    }
    const references = await checkReferences(dialect(plan.moves, servers.source), views, separation);
    const counted = await sequences(separation, plan.moves, source.client);
    const report: VerifyReport = {
      startedAt,
      finishedAt: new Date().toISOString(),
      equal:
        tables.every((each) => each.differing === 0 && each.sourceRows === each.targetRows + each.quarantinedRows) &&
        references.every(({ differing }) => differing.length === 0) &&
        counted.every((each) => each.source === each.target),
      sourceVersion: versionText(servers.source),
      targetVersions: Object.fromEntries([...servers.targets].map(([name, server]) => [name, versionText(server)])),
      tables,
      references,
      sequences: counted,
      quarantine: await quarantineOf(separation),
      leftBehind: plan.left,
    };
    for (const client of separation.controls.values()) {
      await client.query('insert into separation.verifications values ($1, $2, $3) on conflict do nothing', [
        report.finishedAt,
        report.equal,
        JSON.stringify(report),
      ]);
    }
    return report;
  } finally {
    await Promise.all([source, ...targets.values()].map((each) => each.close()));
  }
}
