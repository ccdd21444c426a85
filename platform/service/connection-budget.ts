import { Client } from 'pg';
import { cannotOpen } from '../database/migrate.ts';
import { StartupError } from '../errors/startup-error.ts';
import { serverOf } from './missing-databases.ts';

export type PoolDemand = { service: string; dbUrl: string; max: number };

/** Pools that together exceed what a server grants would fail under load, one request at a time; better at the start. */
export async function checkConnectionBudget(demands: readonly PoolDemand[]): Promise<void> {
  for (const [server, pools] of Map.groupBy(demands, ({ dbUrl }) => serverOf(dbUrl))) {
    const granted = await connectionsGranted(pools[0] as PoolDemand);
    const wanted = pools.reduce((sum, { max }) => sum + max, 0);
    if (wanted > granted) {
      const list = pools.map(({ service, max }) => `${service} ${max}`).join(', ');
      throw new StartupError(
        `The pools want ${wanted} connections (${list}) and the server ${server} grants ${granted}: ` +
          'lower <SERVICE>_DB_POOL_MAX or raise max_connections.',
      );
    }
  }
}

async function connectionsGranted({ service, dbUrl }: PoolDemand): Promise<number> {
  const client = new Client({ connectionString: dbUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw cannotOpen(service, error);
  }
  try {
    const { rows } = await client.query<{ granted: number }>(`
      select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as granted`);
    return rows[0]?.granted ?? 0;
  } finally {
    await client.end();
  }
}
