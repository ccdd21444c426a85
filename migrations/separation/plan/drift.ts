import { StartupError } from '../../../platform/errors/startup-error.ts';
import { type Catalogue, label, type Relation } from '../catalogue/relation.ts';
import type { Move } from '../move.ts';
import { columnSetting, type Settings } from '../settings.ts';
import type { Plan } from './plan.ts';

/** Something that the plan does not know of the source as it is now. */
export type Drift = {
  what: string;
  /** Of a column; undefined where it is a whole table. */
  column: { move: Move; name: string } | undefined;
};

const columnsOf = (relation: Relation, settings: Settings): Map<string, string> =>
  new Map(
    relation.columns
      .filter(({ name }) => columnSetting(settings, relation, name) !== 'leave')
      .map(({ name, type, generated }) => [name, `${type}${generated ? ', computed' : ''}`]),
  );

function driftOfTable(move: Move, relation: Relation, settings: Settings): Drift[] {
  const now = columnsOf(relation, settings);
  const before = new Map(
    move.sourceColumns
      .filter(({ name }) => columnSetting(settings, relation, name) !== 'leave')
      .map(({ name, type, generated }) => [name, `${type}${generated ? ', computed' : ''}`]),
  );
  const drift = (name: string, how: string): Drift => ({
    what: `${label(relation)}.${name} ${how}`,
    column: { move, name },
  });
  return [
    ...[...now.keys()].filter((name) => !before.has(name)).map((name) => drift(name, 'is new')),
    ...[...before]
      .filter(([name, type]) => now.get(name) !== type)
      .map(([name, type]) => drift(name, now.has(name) ? `was ${type}, and is ${now.get(name)}` : 'is gone')),
  ];
}

/**
 * How the tables of the source differ from what was planned. No comparison of rows sees a column that was added since,
 * and a switch would lose it.
 */
export function driftOf({ relations }: Catalogue, { moves, left, unowned, settings }: Plan): Drift[] {
  const known = new Set([...moves.map(({ source }) => label(source)), ...left, ...unowned]);
  const fresh = relations.filter((each) => !known.has(label(each)));
  return [
    ...fresh.map((each) => ({ what: `${label(each)} is new`, column: undefined })),
    ...moves.flatMap((move) => {
      const relation = relations.find((each) => label(each) === label(move.source));
      return relation === undefined
        ? [{ what: `${label(move.source)} is gone`, column: undefined }]
        : driftOfTable(move, relation, settings);
    }),
  ];
}

/** @throws StartupError where `driftOf` finds something */
export function insistOnSameTables(source: Catalogue, plan: Plan): void {
  const drift = driftOf(source, plan);
  if (drift.length > 0) {
    throw new StartupError(
      `The tables of the source are not what was copied: ${drift.map(({ what }) => what).join('; ')}. \`sync\` takes new columns in, or says what has to be done.`,
    );
  }
}
