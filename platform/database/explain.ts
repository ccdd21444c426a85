import { Client } from 'pg';

const PATIENCE_MS = 2_000;
const LITERAL = /'(?:[^']|'')*'/g;

export type Explained = { plan: string[] } | { planMissing: string };

/**
 * The plan PostgreSQL makes now for a statement and its parameters, on a connection of its own: the pool may be what
 * suffers. Nothing is executed. Values are masked, for they are the lab's and a log is read by many.
 */
export async function explain(url: string, service: string, text: string, parameters: readonly unknown[]) {
  const client = new Client({
    connectionString: url,
    application_name: `nanopore-${service}-explain`,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    options: `-c statement_timeout=${PATIENCE_MS} -c default_transaction_read_only=on -c timezone=UTC`,
  });
  client.on('error', () => undefined); // the statement under way rejects with it
  try {
    await client.connect();
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...parameters]);
    return { plan: rows.map((row) => row['QUERY PLAN'].replace(LITERAL, "'…'")) } satisfies Explained;
  } catch (error) {
    // The statement was slow whether or not we learn why.
    return { planMissing: (error as Error).message } satisfies Explained;
  } finally {
    await client.end().catch(() => undefined);
  }
}
