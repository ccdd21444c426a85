import type { Pool, PoolClient } from 'pg';

/**
 * A transaction whose connection died cannot be rolled back, and whoever ran it never gives the connection back: the pool
 * would be smaller by one from then on, and could not be closed. So a connection that ends goes back by itself.
 */
export function takeBackDeadConnections(pool: Pool): void {
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
  const take = async (): Promise<PoolClient> => {
    const client = (await connect()) as PoolClient;
    const giveBack = client.release.bind(client);
    let isBack = false;
    const release = (error?: Error | boolean): void => {
      client.off('end', onEnd);
      if (!isBack) {
        isBack = true;
        giveBack(error);
      }
    };
    const onEnd = (): void => release(new Error('The connection ended.'));
    client.once('end', onEnd);
    client.release = release;
    return client;
  };
  pool.connect = ((callback?: unknown) => (callback === undefined ? take() : connect(callback))) as typeof pool.connect;
}
