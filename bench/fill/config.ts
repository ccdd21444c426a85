import type { Fill } from './batch.ts';

const CONFIGS = `
  insert into application_configs (config_key, config_value, environment)
  select 'bench.setting_' || n, n::text, environment
  from generate_series(1, 250) as n cross join unnest(array['development', 'staging', 'production', 'test']) as environment
  on conflict do nothing`;

const HISTORY = `
  insert into config_history (config_key, environment, old_value, new_value, timestamp)
  select 'bench.setting_' || (1 + n % 250), 'production', (n - 1)::text, n::text, $1::timestamptz - n * interval '1 hour'
  from generate_series(1, 20000) as n`;

export const config: Fill = {
  once: async (client, { now }) => {
    await client.query(CONFIGS);
    await client.query(HISTORY, [now]);
  },
  everything: async () => undefined,
};
