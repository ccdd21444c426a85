import type { ClientBase } from 'pg';
import type { Plan } from '../plan/plan.ts';
import { hasLedger } from './schema.ts';

/** In the order in which a separation goes through them. */
export const STATES = ['copying', 'copied', 'switched', 'reversed'] as const;
export type RunState = (typeof STATES)[number];

/** Which database the rows came from: the same one whatever its host is called. */
export type SourceIdentity = { system: string; database: string };

export type Run = {
  id: string;
  state: RunState;
  source: SourceIdentity;
  plan: Plan;
  startedAt: string;
  copiedAt: string | null;
  switchedAt: string | null;
  reversedAt: string | null;
  frozenMs: string | null;
};

const COLUMNS = `id, state, source, plan, started_at::text as "startedAt", copied_at::text as "copiedAt",
  switched_at::text as "switchedAt", reversed_at::text as "reversedAt", frozen_ms::text as "frozenMs"`;

/** The separation that a target takes part in; undefined where there is none. */
export async function readRun(target: ClientBase): Promise<Run | undefined> {
  if (!(await hasLedger(target))) {
    return undefined;
  }
  const { rows } = await target.query<Run>(`select ${COLUMNS} from separation.run`);
  return rows[0];
}

export async function beginRun(target: ClientBase, run: Pick<Run, 'id' | 'source' | 'plan'>): Promise<void> {
  await target.query(
    `insert into separation.run (id, state, source, plan) values ($1, 'copying', $2, $3) on conflict (id) do nothing`,
    [run.id, JSON.stringify(run.source), JSON.stringify(run.plan)],
  );
}

const TIMES: Readonly<Partial<Record<RunState, string>>> = {
  copied: 'copied_at',
  switched: 'switched_at',
  reversed: 'reversed_at',
};

export async function setState(target: ClientBase, state: RunState): Promise<void> {
  const time = TIMES[state];
  await target.query(
    `update separation.run set state = $1${time === undefined ? '' : `, ${time} = clock_timestamp()`} where state <> $1`,
    [state],
  );
}

export async function identityOf(source: ClientBase): Promise<SourceIdentity> {
  // The control file may be closed to ordinary roles: then the cluster is known by when its template was made.
  const { rows } = await source.query<SourceIdentity>(`
    select coalesce((select system_identifier::text from pg_control_system()
      where has_function_privilege('pg_control_system()', 'execute')), 'unknown') as system,
      current_database() || '/' || (select oid from pg_database where datname = current_database()) as database`);
  return rows[0] as SourceIdentity;
}

/** Other settings than those it began with, for the same tables. */
export async function replacePlan(target: ClientBase, plan: Plan): Promise<void> {
  await target.query('update separation.run set plan = $1', [JSON.stringify(plan)]);
}
