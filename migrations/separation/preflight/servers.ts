import { counted, duration } from '../report/numbers.ts';
import { type Finding, ok, problem, warning } from './finding.ts';
import type { Side } from './side.ts';

const OLDEST = 14;
const NEWEST = 18;
/** Beyond a second, rows written after the switch could seem older than rows written before. */
const CLOCK_TOLERANCE_S = 1;
/** For the connections that lead, lock and count besides the workers. */
const BESIDES_WORKERS = 3;

/** `version` as in `server_version_num`. */
export function versionFinding(name: string, version: number, text: string): Finding {
  const major = Math.floor(version / 10_000);
  if (major < OLDEST) {
    const remedy = `Bring it to PostgreSQL ${OLDEST} or newer first.`;
    return problem(name, `PostgreSQL ${text} is too old: ${OLDEST} to ${NEWEST} are supported.`, remedy);
  }
  return major > NEWEST
    ? warning(
        name,
        `PostgreSQL ${text} is newer than what this was tried with (${OLDEST} to ${NEWEST}).`,
        'Try a copy of the source first.',
      )
    : ok(name, `PostgreSQL ${text}`);
}

export function encodingFinding({ name, facts }: Side): Finding {
  return facts.encoding === 'UTF8'
    ? ok(name, 'encoding UTF8')
    : problem(
        name,
        `The database ${facts.database} has the encoding ${facts.encoding}; only UTF8 holds every text.`,
        name === 'source'
          ? 'Dump it and restore it into a database with ENCODING UTF8, and separate that.'
          : 'Create it anew with ENCODING UTF8 and TEMPLATE template0.',
      );
}

export function standbyFinding({ name, facts }: Side): Finding[] {
  if (!facts.standby) {
    return [];
  }
  return [
    name === 'source'
      ? warning(
          name,
          'This server is a standby: it can be copied, but not frozen by switch.',
          'Name the primary in DATABASE_URL before switch.',
        )
      : problem(
          name,
          'This server is a standby and takes no rows.',
          `Name its primary in ${name.toUpperCase()}_DB_URL.`,
        ),
  ];
}

/** Nobody may separate a database into itself. */
export function sameDatabaseFindings(source: Side, targets: readonly Side[]): Finding[] {
  const place = ({ facts }: Side): string => JSON.stringify([facts.server, facts.database]);
  const taken = new Map([[place(source), 'source']]);
  return targets.flatMap((side) => {
    const other = taken.get(place(side));
    taken.set(place(side), side.name);
    return other === undefined
      ? []
      : [
          problem(
            side.name,
            `Its database ${side.facts.database} is the ${other === 'source' ? 'source itself' : `one of ${other}, too`}.`,
            'Give each service a database of its own.',
          ),
        ];
  });
}

export function clockFindings(sides: readonly Side[]): Finding[] {
  const [source, ...targets] = sides;
  if (source === undefined || targets.length === 0) {
    return [];
  }
  const late = targets.filter(({ facts }) => {
    const known = facts.uncertainty + source.facts.uncertainty + CLOCK_TOLERANCE_S;
    return Math.abs(facts.clock - source.facts.clock) > known;
  });
  if (late.length === 0) {
    return [ok('clocks', 'the servers agree on the time')];
  }
  return late.map(({ name, facts }) =>
    warning(
      'clocks',
      `The clock of ${name} is ${duration(Math.abs(facts.clock - source.facts.clock))} ${facts.clock > source.facts.clock ? 'ahead of' : 'behind'} that of ${source.name}.`,
      'Set both by NTP before switch, or new rows get times that do not fit to the old ones.',
    ),
  );
}

/** Every database takes a connection for each worker at most, and a few besides. */
export function connectionFindings(sides: readonly Side[], workers: number): Finding[] {
  return [...Map.groupBy(sides, ({ facts }) => facts.server).values()].map((group) => {
    const names = group.map(({ name }) => name).join(', ');
    const hasSource = group.some(({ name }) => name === 'source');
    const hasTargets = group.some(({ name }) => name !== 'source');
    const wanted = (workers + BESIDES_WORKERS) * (Number(hasSource) + Number(hasTargets));
    const free = (group[0] as Side).facts.freeConnections + group.length;
    const text = `${counted(workers, 'worker')} and what leads them need up to ${counted(wanted, 'connection')}, ${free} are free`;
    return wanted > free
      ? problem(names, `${text}.`, 'Use fewer with --workers, stop what is connected, or raise max_connections.')
      : ok(names, text);
  });
}
