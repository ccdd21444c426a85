import type { Lab } from './lab.ts';

const TALLIES = `select to_jsonb(t) - 'id' - 'created_at' - 'samples' as kind, sum(samples)::int as samples
  from current_sample_tallies() t group by 1 having sum(samples) <> 0 order by 1`;
const CURRENT_STEPS = 'select id, current_step, current_step_status from nanopore_samples order by id';

const COMPUTE = `select recount_samples();
  select refresh_current_steps(array(select id from nanopore_samples))`;

export type Derived = { tallies: unknown[]; currentSteps: unknown[] };

/** What the samples service computes out of other rows: as it stands there, and as it is when computed anew. */
export const derivedOf = (lab: Lab): Promise<{ held: Derived; anew: Derived }> =>
  lab.connected('samples', async (client) => {
    const read = async (): Promise<Derived> => ({
      tallies: (await client.query(TALLIES)).rows,
      currentSteps: (await client.query(CURRENT_STEPS)).rows,
    });
    await client.query('begin');
    const held = await read();
    await client.query(COMPUTE);
    const anew = await read();
    await client.query('rollback');
    return { held, anew };
  });
