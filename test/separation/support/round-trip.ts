import { parseSettings, type Settings } from '../../../migrations/separation/settings.ts';
import { copy } from '../../../migrations/separation/verbs/copy.ts';
import { reverse } from '../../../migrations/separation/verbs/reverse.ts';
import { sync } from '../../../migrations/separation/verbs/sync.ts';
import { verify } from '../../../migrations/separation/verbs/verify.ts';
import { differences, imageOf } from '../../support/monolith/compare.ts';
import { type MonolithDatabase, monolithDatabase, monolithDatabaseOn } from '../../support/monolith/database.ts';
import { createNastySchema } from '../../support/monolith/nasty.ts';
import { configOf, createSchema, fill, type RandomMonolith } from '../../support/monolith/random.ts';
import { labOver, NASTY_SETTINGS, type NastyOptions, nastyMonolith, objections } from './lab.ts';

export type RoundTrip = {
  /** What verification has against the five databases. */
  objections: string[];
  /** Tables that did not come back whole, as the way back itself says. */
  differing: string[];
  /** Rows that are not as they were in the monolith that was made out of the five. */
  lost: string[];
};

export const AS_IT_WAS: RoundTrip = { objections: [], differing: [], lost: [] };

/** Takes a monolith apart and puts it together again in an empty one of the same schema. Both are gone afterwards. */
async function thereAndBack(
  source: MonolithDatabase,
  empty: MonolithDatabase,
  settings: Settings,
  meanwhile = '',
): Promise<RoundTrip> {
  await using lab = await labOver(source);
  const report = await lab.run(async (separation) => {
    await copy(separation, settings);
    if (meanwhile !== '') {
      await source.query(meanwhile);
      await sync(separation);
    }
    return verify(separation);
  });
  const { differing } = await lab.runOver(empty, reverse);
  // What the settings leave in the source is not in the five databases.
  const moved = async (monolith: MonolithDatabase) =>
    new Map([...(await monolith.connected(imageOf))].filter(([name]) => !report.leftBehind.includes(name)));
  return {
    objections: objections(report),
    differing: [...differing.keys()],
    lost: differences(await moved(source), await moved(empty)),
  };
}

/**
 * @param admin URL of a superuser of the server on which the monoliths stand
 * @param meanwhile SQL for what happens to the monolith after the copy, and is synchronized
 */
export async function nastyThereAndBack(options: NastyOptions, admin: string, meanwhile = ''): Promise<RoundTrip> {
  await using empty = await monolithDatabaseOn(admin);
  await createNastySchema(empty, options);
  return await thereAndBack(await nastyMonolith(options, admin), empty, NASTY_SETTINGS, meanwhile);
}

export async function randomThereAndBack(monolith: RandomMonolith): Promise<RoundTrip> {
  const source = await monolithDatabase();
  await createSchema(source, monolith);
  await fill(source, monolith);
  await using empty = await monolithDatabase();
  await createSchema(empty, monolith);
  return await thereAndBack(source, empty, parseSettings(configOf(monolith)));
}
