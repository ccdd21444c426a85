import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copy } from '../../migrations/separation/verbs/copy.ts';
import { rollback } from '../../migrations/separation/verbs/rollback.ts';
import { sync } from '../../migrations/separation/verbs/sync.ts';
import { verify } from '../../migrations/separation/verbs/verify.ts';
import { differences, type Image, imageOf } from '../support/monolith/compare.ts';
import type { Sql } from '../support/monolith/database.ts';
import { derivedOf } from './support/derived.ts';
import { type Lab, labOver, NASTY_SETTINGS, nastyMonolith, objections } from './support/lab.ts';
import { triggersOf } from './support/triggers.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await labOver(await nastyMonolith({ samples: 60 }));
});
afterAll(async () => lab[Symbol.asyncDispose]());

/** Everything besides tables that a separation could leave lying about. */
const THINGS = `select 'schema ' || nspname as thing from pg_namespace where nspname !~ '^pg_'
  union all select 'type ' || oid::regtype from pg_type where typnamespace not in (select oid from pg_namespace where nspname ~ '^pg_|^information|^audit_months')
  union all select 'sequence or index ' || oid::regclass from pg_class where relkind in ('S', 'i') and relnamespace = 'public'::regnamespace
  union all select 'constraint ' || conname from pg_constraint where connamespace = 'public'::regnamespace
  union all select 'function ' || oid::regprocedure from pg_proc where pronamespace = 'public'::regnamespace
  order by 1`;

type Standing = { image: Image; triggers: Record<string, string>; things: string[] };

/** Months of the log that were made for what was copied stay, with nothing in them. */
const triggersOfTables = async (client: Sql): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(await triggersOf(client)).filter(([name]) => !name.startsWith('audit_months.')));

const standing = (service: string): Promise<Standing> =>
  lab.connected(service, async (client) => ({
    image: await imageOf(client),
    triggers: await triggersOfTables(client),
    things: (await client.query<{ thing: string }>(THINGS)).rows.map(({ thing }) => thing),
  }));

async function all(): Promise<Map<string, Standing>> {
  const found = new Map<string, Standing>();
  for (const service of lab.servers.targets.keys()) {
    found.set(service, await standing(service));
  }
  return found;
}

const undo = (dryRun = false) => lab.run((separation) => rollback(separation, { dryRun }));

test('after a rollback the five databases are as they were before the copy', async () => {
  const before = await all();
  await lab.run((separation) => copy(separation, NASTY_SETTINGS));
  await lab.source.query(`update nanopore_samples set lab_name = 'moved to room 3' where lab_name = 'Lab 4'`);
  await lab.run(sync);
  const { rows } = await undo(true);
  expect(objections(await lab.run(verify))).toEqual([]);
  expect(await undo()).toEqual({ rows });
  const after = await all();
  for (const [service, { image, triggers, things }] of before) {
    const now = after.get(service) as Standing;
    expect({ service, differences: differences(image, now.image) }).toEqual({ service, differences: [] });
    expect({ triggers: now.triggers, things: now.things }).toEqual({ triggers, things });
  }
  const { held, anew } = await derivedOf(lab);
  expect(held).toEqual({ tallies: [], currentSteps: [] });
  expect(anew).toEqual(held);
});

test('what services have written since is not taken away from them', async () => {
  await lab.run((separation) => copy(separation, NASTY_SETTINGS));
  const changed = await lab.asService(
    'samples',
    `update nanopore_samples set lab_name = 'ours' where id = (select id from nanopore_samples order by id limit 1) returning id`,
  );
  const added = await lab.asService(
    'config',
    `insert into feature_flags (flag_name, environment) values ('new', 'test') returning id`,
  );
  await lab.asService('ai', 'delete from ai_processing_jobs where id = (select id from ai_processing_jobs limit 1)');
  const before = await all();
  const refused = await undo().catch((error: Error) => error.message);
  expect(String(refused).split('\n').slice(1, -1).sort()).toEqual([
    '  ai.ai_processing_jobs: 1 rows are gone',
    expect.stringContaining('  config.feature_flags: '),
    `  samples.nanopore_samples: {${changed[0]?.id}}`,
  ]);
  expect(added).toHaveLength(1);
  expect([...(await all())]).toEqual([...before]);
});
