import { label } from '../catalogue/relation.ts';
import { frozenTables } from '../freeze/freeze.ts';
import { quarantineCounts } from '../ledger/quarantine.ts';
import { type Run, type RunState, STATES } from '../ledger/run.ts';
import { moveName } from '../move.ts';
import { leastFar, readRuns, type Separation } from './context.ts';

export type TableStatus = { name: string; state: 'waiting' | 'copying' | 'copied'; rows: number; quarantined: number };

export type StatusReport = {
  /** Undefined: no separation has begun. */
  state: RunState | undefined;
  startedAt: string | undefined;
  copiedAt: string | undefined;
  switchedAt: string | undefined;
  frozenMs: number | undefined;
  /** Services that are not as far as others: a verb was interrupted, and is to be repeated. */
  behind: string[];
  tables: TableStatus[];
  /** Tables of the source that refuse writes. */
  frozen: string[];
  lastVerification: { finishedAt: string; equal: boolean } | undefined;
};

async function tablesOf(
  separation: Separation,
  service: string,
): Promise<Map<string, Omit<TableStatus, 'name' | 'quarantined'>>> {
  const client = separation.controls.get(service);
  const { rows } = (await client?.query<{ name: string; state: 'copying' | 'copied'; rows: string }>(
    `select t.name, t.state, (select coalesce(sum(w.rows), 0) from separation.writes w where w.name = t.name) as rows from separation.tables t`,
  )) ?? { rows: [] };
  return new Map(rows.map(({ name, state, rows: count }) => [name, { state, rows: Number(count) }]));
}

export async function lastVerification(separation: Separation): Promise<StatusReport['lastVerification']> {
  const [service] = (await readRuns(separation)).keys();
  const client = service === undefined ? undefined : separation.controls.get(service);
  const { rows } = (await client?.query<{ finishedAt: string; equal: boolean }>(
    `select finished_at::text as "finishedAt", equal from separation.verifications order by finished_at desc limit 1`,
  )) ?? { rows: [] };
  return rows[0];
}

/** Where not all are equally far: those that lag behind the one that is farthest; without a ledger, all that have none. */
function behind({ controls }: Separation, runs: ReadonlyMap<string, Run>): string[] {
  const farthest = Math.max(...[...runs.values()].map(({ state }) => STATES.indexOf(state)));
  return [...controls.keys()].filter((name) => runs.get(name)?.state !== STATES[farthest]);
}

/** Where the separation stands, out of the ledgers of the targets. */
export async function status(separation: Separation): Promise<StatusReport> {
  const runs = await readRuns(separation);
  const first = leastFar(runs);
  const source = await separation.servers.source.connect();
  try {
    const frozen = (await frozenTables(source)).map(({ table }) => label(table));
    if (first === undefined) {
      return {
        state: undefined,
        startedAt: undefined,
        copiedAt: undefined,
        switchedAt: undefined,
        frozenMs: undefined,
        behind: [],
        tables: [],
        frozen,
        lastVerification: undefined,
      };
    }
    const tables: TableStatus[] = [];
    for (const service of runs.keys()) {
      const known = await tablesOf(separation, service);
      const aside = await quarantineCounts(
        separation.controls.get(service) as NonNullable<ReturnType<Separation['controls']['get']>>,
      );
      for (const move of first.plan.moves.filter((each) => each.service === service)) {
        const name = moveName(move);
        tables.push({
          name,
          ...(known.get(name) ?? { state: 'waiting' as const, rows: 0 }),
          quarantined: aside.get(name) ?? 0,
        });
      }
    }
    return {
      state: first.state,
      startedAt: first.startedAt,
      copiedAt: first.copiedAt ?? undefined,
      switchedAt: first.switchedAt ?? undefined,
      frozenMs: first.frozenMs === null ? undefined : Number(first.frozenMs),
      behind: behind(separation, runs),
      tables,
      frozen,
      lastVerification: await lastVerification(separation),
    };
  } finally {
    await source.end();
  }
}
