import type { Client } from 'pg';
import { TRIGGER_PREFIX } from '../../platform/events/triggers.ts';

const SWITCHES = `
  select format('alter table %s %s trigger %I', tgrelid::regclass, $1::text, tgname) as statement
  from pg_trigger where starts_with(tgname, $2) and not tgisinternal and tgparentid = 0`;

/** Does work of the owner whose changes are no events: invented rows have no history but the invented one. */
export async function withoutEvents<T>(client: Client, work: () => Promise<T>): Promise<T> {
  const turn = async (action: 'disable' | 'enable'): Promise<void> => {
    const { rows } = await client.query<{ statement: string }>(SWITCHES, [action, TRIGGER_PREFIX]);
    for (const { statement } of rows) {
      await client.query(statement);
    }
  };
  await turn('disable');
  try {
    return await work();
  } finally {
    await turn('enable');
  }
}
