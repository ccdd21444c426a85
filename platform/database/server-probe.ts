import { Client } from 'pg';

const PATIENCE_MS = 2_000;

/** One connection of its own to a server, kept while it answers and made anew after it did not. */
export type ServerProbe = { ask<R extends object>(text: string): Promise<R>; close(): Promise<void> };

export function serverProbe(url: string, service: string): ServerProbe {
  let current: Promise<Client> | undefined;
  const connected = async (): Promise<Client> => {
    const client = new Client({
      connectionString: url,
      application_name: `nanopore-${service}-watch`,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      keepAlive: true,
    });
    client.on('error', () => undefined); // the next question fails with it
    await client.connect();
    return client;
  };
  const close = async (): Promise<void> => {
    const closing = current;
    current = undefined;
    await closing?.then(
      (client) => client.end(),
      () => undefined, // never opened
    );
  };
  return {
    ask: async <R extends object>(text: string) => {
      current ??= connected();
      try {
        const { rows } = await (await current).query<R>(text);
        return rows[0] as R;
      } catch (error) {
        void close();
        throw error;
      }
    },
    close,
  };
}
