import type { ClientBase } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import type { Catalogue } from '../catalogue/relation.ts';
import { label } from '../catalogue/relation.ts';
import type { Move } from '../move.ts';
import type { Settings } from '../settings.ts';
import { movesOf } from './moves.ts';
import { ownersOf } from './owners.ts';

/** What is to be done, as it is kept in the ledgers: a separation that has begun goes on as it began. */
export type Plan = {
  moves: Move[];
  /** Tables that stay behind on purpose. */
  left: string[];
  /** Tables of which nobody said what becomes of them. */
  unowned: string[];
  settings: Settings;
  /** The source's time when it was made: what stands in for times that old rows lack. */
  now: string;
};

/** The server's time as PostgreSQL prints it: what stands in for times that old rows lack. */
export async function currentTime(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ now: string }>('select now()::text as now');
  return (rows[0] as { now: string }).now;
}

/** A setting that nothing answers to is a slip of the pen, and would be missed when it is too late. */
function insistOnColumns({ relations }: Catalogue, settings: Settings): void {
  const there = new Set(relations.flatMap((each) => each.columns.map(({ name }) => `${label(each)}.${name}`)));
  const missing = Object.keys(settings.columns).filter((name) => !there.has(name));
  if (missing.length > 0) {
    throw new StartupError(`columns: the source has no ${missing.join(', ')}; correct the settings.`);
  }
}

export function planOf(
  source: Catalogue,
  targets: ReadonlyMap<string, Catalogue>,
  settings: Settings,
  now: string,
): Plan {
  insistOnColumns(source, settings);
  const owners = ownersOf(source, targets, settings);
  const named = (kind: 'left' | 'unowned'): string[] =>
    owners.filter((each) => each.kind === kind).map((each) => label(each.source));
  return { moves: movesOf(owners, settings, now), left: named('left'), unowned: named('unowned'), settings, now };
}
