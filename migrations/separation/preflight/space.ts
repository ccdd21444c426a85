import { statfs } from 'node:fs/promises';
import type { Move } from '../move.ts';
import { size } from '../report/numbers.ts';
import { type Finding, ok, problem, warning } from './finding.ts';
import { codeOf, type Side } from './side.ts';

/** Indexes built row by row are less dense than those of the source, and estimates are estimates. */
const RESERVE = 1.5;

/**
 * What the moved tables take with their indexes, and the write-ahead log of writing them, against what is free. SQL
 * cannot ask for free space, so it is known of the embedded server alone, by its folder.
 */
export async function spaceFindings(
  targets: readonly Side[],
  moves: readonly Move[],
  dataDir: string | undefined,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const group of Map.groupBy(targets, ({ facts }) => facts.server).values()) {
    const names = new Set(group.map(({ name }) => name));
    const rows = moves.filter(({ service }) => names.has(service)).reduce((sum, { bytes }) => sum + bytes, 0);
    const log = (group[0] as Side).facts.walBytes;
    const who = targets.length === names.size ? 'the services' : [...names].join(', ');
    const need = `The server of ${who} needs about ${size(rows)} for tables and indexes and ${size(log)} for write-ahead log`;
    findings.push(dataDir === undefined ? unknown(need) : await known(need, rows * RESERVE + log, rows, dataDir));
  }
  return findings;
}

const unknown = (need: string): Finding =>
  warning('disk', `${need}; how much is free cannot be asked over SQL.`, 'Look at the disk of that server.');

async function known(need: string, comfortable: number, least: number, dataDir: string): Promise<Finding> {
  let free: number;
  try {
    const { bavail, bsize } = await statfs(dataDir);
    free = bavail * bsize;
  } catch (error) {
    return warning(
      'disk',
      `${need}; the disk of ${dataDir} cannot be asked (${codeOf(error)}).`,
      'Look at it yourself.',
    );
  }
  const remedy = `Free some space below ${dataDir}, or move it to a larger disk.`;
  if (free < least) {
    return problem('disk', `${need}; only ${size(free)} are free.`, remedy);
  }
  return free < comfortable
    ? warning('disk', `${need}; ${size(free)} are free, which is tight.`, remedy)
    : ok('disk', `${need}; ${size(free)} are free`);
}
