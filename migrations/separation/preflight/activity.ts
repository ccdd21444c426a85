import type { Client } from 'pg';
import { counted, duration, size } from '../report/numbers.ts';
import { printable } from '../report/printable.ts';
import { type Finding, namesOf, ok, warning } from './finding.ts';
import type { Side } from './side.ts';

const LONG_S = 5 * 60;
const MUCH_WAL_BYTES = 1024 ** 3;

export type Session = {
  pid: number;
  application: string;
  state: string | null;
  /** Of its transaction, in seconds; null while it has none. */
  age: number | null;
  /** What others do is shown to few roles only. */
  unseen: boolean;
};

const SESSIONS = `
  select pid, coalesce(nullif(application_name, ''), usename, 'unknown') as application, state,
    extract(epoch from clock_timestamp() - xact_start)::float8 as age, query = '<insufficient privilege>' as unseen
  from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and application_name <> 'nanopore-separation' and coalesce(backend_type, 'client backend') = 'client backend'
  order by xact_start nulls last`;

const PREPARED = `
  select gid, extract(epoch from clock_timestamp() - prepared)::float8 as age from pg_prepared_xacts
  where database = current_database() order by prepared`;

/** Of slots without a position the server keeps nothing. */
const SLOTS = `
  select slot_name as name, active, pg_wal_lsn_diff(
    case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, restart_lsn)::float8 as held
  from pg_replication_slots where restart_lsn is not null order by slot_name`;

const named = ({ pid, application, age }: Session): string =>
  `${printable(application)} (pid ${pid}${age === null ? '' : `, ${duration(age)}`})`;

/** Who else is connected. Nobody but the separation should write to a target; a source may be in use until `switch`. */
export async function sessionFindings({ name, client, facts }: Side): Promise<Finding[]> {
  const { rows } = await client.query<Session>(SESSIONS);
  return judgedSessions(name, facts.role, rows);
}

/** The oldest transaction first. */
export function judgedSessions(name: string, role: string, rows: readonly Session[]): Finding[] {
  const unseen = rows.filter((row) => row.unseen);
  const inTransaction = rows.filter(({ age }) => age !== null);
  const long = inTransaction.filter(({ age }) => (age as number) > LONG_S);
  const idle = inTransaction.filter((row) => row.state?.startsWith('idle in transaction') && !long.includes(row));
  const busy = inTransaction.filter((row) => !idle.includes(row) && !long.includes(row));
  const findings: Finding[] = [];
  if (long.length > 0) {
    findings.push(
      warning(
        name,
        `${counted(long.length, 'transaction')} longer than 5 minutes: ${namesOf(long.map(named))}.`,
        'switch waits for them: let them finish, or end them with pg_terminate_backend(pid).',
      ),
    );
  }
  if (idle.length > 0) {
    findings.push(
      warning(
        name,
        `Idle in a transaction: ${namesOf(idle.map(named))}.`,
        'They may hold locks that switch waits for: close them.',
      ),
    );
  }
  if (busy.length > 0) {
    findings.push(warning(name, `At work now: ${namesOf(busy.map(named))}.`, atWork(name)));
  }
  if (name !== 'source' && rows.length > inTransaction.length) {
    const others = namesOf(rows.filter(({ age }) => age === null).map(named));
    findings.push(warning(name, `Others are connected: ${others}.`, 'Stop the services until the switch.'));
  }
  if (unseen.length > 0) {
    findings.push(
      warning(
        name,
        `What ${counted(unseen.length, 'session')} of other roles do${unseen.length === 1 ? 'es' : ''} cannot be seen by ${printable(role)}.`,
        `Grant it pg_read_all_stats, and run this again.`,
      ),
    );
  }
  return findings.length > 0 ? findings : [ok(name, 'nobody else is in a transaction')];
}

const atWork = (name: string): string =>
  name === 'source'
    ? 'Writing may go on during copy: sync brings the copy up to date.'
    : 'Nobody else may write to a target: stop the services until the switch.';

export async function preparedFindings({ name, client }: Side): Promise<Finding[]> {
  const { rows } = await client.query<{ gid: string; age: number }>(PREPARED);
  if (rows.length === 0) {
    return [];
  }
  const list = namesOf(rows.map(({ gid, age }) => `${printable(gid)} (${duration(age)})`));
  return [
    warning(
      name,
      `Prepared transactions hold their locks until somebody decides on them: ${list}.`,
      'COMMIT PREPARED or ROLLBACK PREPARED each before switch.',
    ),
  ];
}

/** What a copy writes stays on the disk as long as a slot waits for it. */
export async function slotFindings(about: string, client: Client): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string; active: boolean; held: number }>(SLOTS);
  const holding = rows.filter(({ active, held }) => !active || held > MUCH_WAL_BYTES);
  if (holding.length === 0) {
    return [];
  }
  const list = namesOf(
    holding.map(({ name, active, held }) => `${printable(name)} (${active ? 'active' : 'not in use'}, ${size(held)})`),
  );
  return [
    warning(
      about,
      `Replication slots hold back write-ahead log: ${list}.`,
      'Let their readers catch up, or drop those that nobody reads with pg_drop_replication_slot.',
    ),
  ];
}
