import type { Client } from 'pg';
import { sequencesOf } from '../assigned/sequences.ts';
import { readCatalogue } from '../catalogue/read.ts';
import { label } from '../catalogue/relation.ts';
import { onServer, openSnapshot } from '../engine/lanes.ts';
import type { Views } from '../engine/views.ts';
import { forward } from '../engine/writing.ts';
import { type Move, moveName } from '../move.ts';
import { insistOnSameTables } from '../plan/drift.ts';
import type { QuarantineReport, SequenceReport, TableReport, VerifyReport } from '../report/verify-report.ts';
import { dialect, type Server } from '../session.ts';
import { compareTable, differencesOf } from './compare-table.ts';
import { begunRun, control, insistOnFinishedCopy, type Separation } from './context.ts';
import { checkReferences } from './references.ts';

async function verifyTable(separation: Separation, move: Move, views: Views): Promise<TableReport> {
  const started = performance.now();
  const { servers, pace } = separation;
  const name = moveName(move);
  const writing = forward(move, servers.source, servers.targets.get(move.service) as Server);
  pace.progress.begin(name, move.rows, 0);
  const compared = { move, writing, views };
  const found = await onServer(move.service, compareTable(separation, compared));
  const differences = await differencesOf(found, compared);
  pace.progress.end(name);
  const { missing, extra, changed, stale } = found;
  return {
    name,
    service: move.service,
    source: label(move.source),
    target: label(move.target),
    sourceRows: found.sourceRows,
    targetRows: found.targetRows,
    quarantinedRows: found.accounted,
    differing: missing.rows + extra.rows + changed.rows + stale.rows,
    differences,
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
      from (select id, name, key, coalesce(constraint_name || ': ', '') || regexp_replace(regexp_replace(reason, 'Key \\(.*already exists.*', 'a key that another row has'), 'Key \\(.*', 'a key that is not there') as reason
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
