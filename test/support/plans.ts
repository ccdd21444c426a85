import { asAdmin } from './databases.ts';
import type { Answer, ServiceUnderTest } from './service.ts';
import { statementsOf } from './statements.ts';

/** The plan that PostgreSQL keeps for any values, and the one that it makes for these. */
export type PlanMode = 'force_generic_plan' | 'force_custom_plan';
const BOTH: readonly PlanMode[] = ['force_generic_plan', 'force_custom_plan'];

/** A large table that is read from its beginning to its end. */
export const WHOLE_TABLE =
  /Seq Scan on (nanopore_samples|nanopore_sample_details|nanopore_processing_steps|sample_tallies)\b/;

/** How PostgreSQL went about each statement that a query sent, by either plan; what it found no need to execute is left out. */
export async function plansOf(
  service: ServiceUnderTest,
  query: string,
  variables: Record<string, unknown> = {},
  modes = BOTH,
  ask: (query: string, variables: Record<string, unknown>) => Promise<Answer> = service.query,
): Promise<string[]> {
  const sent = await statementsOf(() => ask(query, variables), service.definition.name);
  return asAdmin(async (client) => {
    const plans: string[] = [];
    for (const { text, parameters } of sent) {
      await client.query(`prepare asked as ${text}`);
      const values = parameters.map((value) => client.escapeLiteral(String(value))).join(', ');
      for (const mode of modes) {
        await client.query(`set plan_cache_mode = ${mode}`);
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(
          `explain (analyze, timing off, costs off) execute asked${values === '' ? '' : `(${values})`}`,
        );
        const lines = rows.map((row) => row['QUERY PLAN']);
        plans.push(lines.filter((line) => !line.includes('(never executed)')).join('\n'));
      }
      await client.query('deallocate asked');
    }
    return plans;
  }, service.database.name);
}
