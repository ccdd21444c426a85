import { Client } from 'pg';
import type { TestDatabase } from './databases.ts';

/** An event as it stands in an outbox. */
export type OutboxRow = {
  id: string;
  type: string;
  subject: string;
  root_type: string;
  root_id: string;
  time: Date;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the row's
  data: { before: any; after: any };
  actor: { kind: string; name: string; userId: string | null };
  request_id: string | null;
  client_address: string | null;
  user_agent: string | null;
};

/** Somebody's own connection to a service's database, as the role that the service runs as. */
export async function connection(url: string): Promise<Client & AsyncDisposable> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

/** Everything that stands in the outbox, in the order in which it was written. */
export async function outboxOf({ dbUrl }: TestDatabase): Promise<OutboxRow[]> {
  await using client = await connection(dbUrl);
  return (await client.query<OutboxRow>('select * from event_outbox order by position')).rows;
}

/** The events of a piece of work. */
export async function eventsOf(database: TestDatabase, work: () => Promise<unknown>): Promise<OutboxRow[]> {
  const before = (await outboxOf(database)).length;
  await work();
  return (await outboxOf(database)).slice(before);
}
