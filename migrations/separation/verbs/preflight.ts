import { isDatabaseAway } from '../../../platform/database/sqlstate.ts';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import type { DatabaseDefinition } from '../../../platform/service/definition.ts';
import type { Move } from '../move.ts';
import { preparedFindings, sessionFindings, slotFindings } from '../preflight/activity.ts';
import { backupFinding } from '../preflight/backups.ts';
import { emptinessFinding, migrationFinding } from '../preflight/contents.ts';
import { type Finding, ok, problem, warning } from '../preflight/finding.ts';
import { sourcePrivileges, targetPrivileges } from '../preflight/privileges.ts';
import {
  clockFindings,
  connectionFindings,
  encodingFinding,
  sameDatabaseFindings,
  standbyFinding,
  versionFinding,
} from '../preflight/servers.ts';
import { codeOf, openSide, type Side } from '../preflight/side.ts';
import { spaceFindings } from '../preflight/space.ts';
import { tableFindings } from '../preflight/tables.ts';
import { counted } from '../report/numbers.ts';
import type { Place } from '../session.ts';

export type { Finding } from '../preflight/finding.ts';

export type PreflightReport = { findings: Finding[] };

/** Both sides of a separation; `Servers` are these, too. */
export type Places = { source: Place; targets: ReadonlyMap<string, Place> };

export type PreflightOptions = {
  /** Whose databases the targets are. */
  services: readonly DatabaseDefinition[];
  /** What is going to be moved. It is asked when all servers have answered; a StartupError becomes a problem. */
  moves(): Promise<readonly Move[]>;
  workers: number;
  /** Where the embedded server keeps its files, if the targets are there. */
  dataDir?: string;
};

/**
 * Looks at everything that could go wrong before anything is written: servers, privileges, contents of the targets,
 * who else is at work, backups, disk. It writes nothing, and what cannot be looked at is a finding, too.
 */
export async function preflight(servers: Places, options: PreflightOptions): Promise<PreflightReport> {
  const wanted = [servers.source, ...servers.targets.values()];
  const opened = await Promise.all(wanted.map(openSide));
  const sides = opened.filter((each): each is Side => 'client' in each);
  try {
    const findings = opened.filter((each): each is Finding => 'level' in each);
    const source = sides.find(({ name }) => name === 'source');
    const targets = sides.filter((side) => side !== source);
    findings.push(...serverFindings(source, targets, options.workers));
    const planned = sides.length < wanted.length ? { moves: [], findings: [] } : await plannedMoves(options);
    findings.push(...planned.findings);
    if (source !== undefined) {
      findings.push(...(await sourceFindings(source, planned.moves)));
    }
    for (const target of targets) {
      findings.push(...(await targetFindings(target, planned.moves, options.services)));
    }
    for (const group of Map.groupBy(sides, ({ facts }) => facts.server).values()) {
      const names = group.map(({ name }) => name).join(', ');
      findings.push(...(await each(names, [() => slotFindings(names, (group[0] as Side).client)])));
    }
    if (planned.moves.length > 0) {
      findings.push(...(await spaceFindings(targets, planned.moves, options.dataDir)));
    }
    return { findings };
  } finally {
    await Promise.all(sides.map(({ client }) => client.end()));
  }
}

function serverFindings(source: Side | undefined, targets: readonly Side[], workers: number): Finding[] {
  const sides = source === undefined ? targets : [source, ...targets];
  return [
    ...sides.flatMap((side) => [
      versionFinding(side.name, side.facts.version, side.facts.versionText),
      encodingFinding(side),
      ...standbyFinding(side),
    ]),
    ...(source === undefined ? [] : [...sameDatabaseFindings(source, targets), ...clockFindings(sides)]),
    ...connectionFindings(sides, workers),
  ];
}

async function plannedMoves({ moves }: PreflightOptions): Promise<{ moves: readonly Move[]; findings: Finding[] }> {
  try {
    return { moves: await moves(), findings: [] };
  } catch (error) {
    if (error instanceof StartupError) {
      return { moves: [], findings: [problem('plan', error.message, 'npm run separate -- plan shows all of it.')] };
    }
    throw error;
  }
}

async function sourceFindings(source: Side, moves: readonly Move[]): Promise<Finding[]> {
  const tables = moves.map((move) => move.source);
  return each(source.name, [
    () => sourcePrivileges(source, tables),
    () => sessionFindings(source),
    () => preparedFindings(source),
    () => backupFinding(source),
    () => tableFindings(source, moves),
  ]);
}

async function targetFindings(
  target: Side,
  moves: readonly Move[],
  services: readonly DatabaseDefinition[],
): Promise<Finding[]> {
  const own = moves.filter(({ service }) => service === target.name);
  const known = own.filter(({ kind }) => kind === 'known').map((move) => move.target);
  const definition = services.find(({ name }) => name === target.name);
  return each(target.name, [
    ...(definition === undefined ? [] : [() => migrationFinding(target, definition)]),
    () => targetPrivileges(target, known),
    () => emptinessFinding(target, own),
    () => sessionFindings(target),
    () => preparedFindings(target),
  ]);
}

type Check = () => Promise<Finding | Finding[]>;

/** One after the other on one connection. What a role may not look at is said; the rest is looked at all the same. */
async function each(about: string, checks: readonly Check[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) {
    try {
      findings.push(...[await check()].flat());
    } catch (error) {
      if (isDatabaseAway(error)) {
        return [...findings, problem(about, 'The server went away meanwhile.', 'Look at its log, and run this again.')];
      }
      if (typeof (error as { code?: unknown }).code !== 'string') {
        throw error;
      }
      const text = `Something could not be looked at (SQLSTATE ${codeOf(error)}).`;
      findings.push(warning(about, text, 'Connect as a role that may, or when nobody holds locks for long.'));
    }
  }
  return findings;
}

const MARKS: Record<Finding['level'], string> = { ok: '✓', warning: '!', problem: '✗' };

/** What the terminal prints: what is well in short, the problems last, where they are seen, and then what to do. */
export function preflightLines({ findings }: PreflightReport): string[] {
  const of = (wanted: Finding['level']): Finding[] => findings.filter(({ level }) => level === wanted);
  const well = [...Map.groupBy(of('ok'), ({ about }) => about)].map(([about, those]) =>
    ok(about, those.map(({ text }) => text).join('; ')),
  );
  const widest = Math.max(...findings.map(({ about }) => about.length), 0);
  const lines = [...well, ...of('warning'), ...of('problem')].flatMap(({ level, about, text, remedy }) => [
    `${MARKS[level]} ${about.padEnd(widest)}  ${text}`,
    ...(remedy === undefined ? [] : [`  ${' '.repeat(widest)}  → ${remedy}`]),
  ]);
  return [...lines, '', closingLine(of('problem').length, of('warning').length)];
}

function closingLine(problems: number, warnings: number): string {
  const found = [
    ...(problems > 0 ? [counted(problems, 'problem')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ].join(' and ');
  return problems > 0
    ? `${found}: mend what is marked ✗, then run npm run separate -- preflight again.`
    : `${found === '' ? 'Nothing to mend' : found}. Next: npm run separate -- plan`;
}
