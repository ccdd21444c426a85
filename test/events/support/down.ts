import { expect } from '@jest/globals';
import { escapeIdentifier } from 'pg';
import { eventually } from '../../platform/postgres/support.ts';
import { asAdmin } from '../../support/databases.ts';
import { type EventLab, newProjects } from './lab.ts';

const PROJECTS = 20;

/** Nobody gets into the database, and whoever was in it is out. */
const down = (name: string): Promise<void> =>
  asAdmin(async (client) => {
    await client.query(`alter database ${escapeIdentifier(name)} allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  });

const up = (name: string): Promise<void> =>
  asAdmin(
    async (client) => void (await client.query(`alter database ${escapeIdentifier(name)} allow_connections true`)),
  );

/** So many changes are made while the audit service's database is down; then it comes back. */
export async function isComplete(lab: EventLab, changes: number): Promise<void> {
  const each = changes / PROJECTS;
  await using _relay = lab.relay();
  const { name } = lab.audit.database;
  await down(name);
  const ids = await newProjects(
    lab,
    Array.from({ length: PROJECTS }, (_, i) => `down ${i}: 0`),
  );
  for (let change = 1; change < each; change++) {
    const next = "regexp_replace(name, '[0-9]+$', $2::text)";
    await lab.change(`update projects set name = ${next} where id = any($1)`, [ids, change]);
  }
  await expect(lab.logged()).rejects.toThrow();
  await up(name);
  const mine = `resource_id = any('{${ids}}')`;
  const count = async (): Promise<number> => {
    const [row] = (await lab.audit.em().execute(`select count(*) as n from audit_logs where ${mine}`)) as {
      n: string;
    }[];
    return Number(row?.n);
  };
  await eventually(async () => (await count()) >= changes, 'all are logged');
  const logged = await lab.logged(mine);
  expect(logged).toHaveLength(changes);
  for (const [, own] of Map.groupBy(logged, ({ resource_id }) => resource_id)) {
    const numbers = own.map(({ details }) => Number(String(details.after.name).split(': ')[1]));
    expect(numbers).toEqual(Array.from({ length: each }, (_, i) => i));
  }
  expect(await lab.change('select from event_deferrals')).toEqual([]);
}
