import { Client } from 'pg';
import type { CloudEvent, Deliver } from '../../../platform/events/cloud-event.ts';
import { createInbox, type TakeIn } from '../../../platform/events/inbox/inbox.ts';
import { type Relay, type RelayOptions, startRelay } from '../../../platform/events/relay/relay.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { audit } from '../../../subgraphs/audit/service.ts';
import { logEvents } from '../../../subgraphs/audit/services/log-events.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { FAST } from './settings.ts';

export type EventLab = AsyncDisposable & {
  samples: ServiceUnderTest;
  audit: ServiceUnderTest;
  /** Delivers to the audit service, in process. */
  toAudit: Deliver;
  relay(options?: Partial<RelayOptions> & { deliver?: Deliver }): Relay & AsyncDisposable;
  /** One statement in the samples database, on a connection of its own, as somebody. */
  change<Row extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  /** A connection of somebody who makes changes. */
  writer(): Promise<Client>;
  logged(condition?: string): Promise<LogRow[]>;
};

export type LogRow = {
  id: string;
  event_type: string;
  resource_id: string;
  details: { after: Record<string, unknown> };
};

/** The samples service with its outbox, and the audit service that takes in what it relays. */
export async function eventLab(takeIn: TakeIn = logEvents): Promise<EventLab> {
  const [from, to] = await Promise.all([serviceUnderTest(samples), serviceUnderTest(audit)]);
  const inbox = createInbox(to.orm, 'audit', takeIn);
  const toAudit: Deliver = (batch) => inbox.receive(batch);
  const writers: Client[] = [];
  const writer = async (): Promise<Client> => {
    const client = new Client({ connectionString: from.database.dbUrl });
    client.on('error', () => undefined);
    await client.connect();
    writers.push(client);
    await client.query("select act_as('Ada Lane')");
    return client;
  };
  let own: Promise<Client> | undefined;
  const client = (): Promise<Client> => {
    own ??= writer();
    return own;
  };
  return {
    samples: from,
    audit: to,
    toAudit,
    relay: ({ deliver = toAudit, settings, ...rest } = {}) => {
      const relay = startRelay({
        service: 'samples',
        url: from.database.dbUrl,
        subscribers: [{ name: 'audit', wants: () => true, deliver }],
        settings: { ...FAST, ...settings },
        log: silentLog(),
        ...rest,
      });
      return { ...relay, [Symbol.asyncDispose]: () => relay.close() };
    },
    change: async (text, values) => (await (await client()).query(text, values)).rows,
    writer,
    logged: (condition = 'true') =>
      to
        .em()
        .execute(
          `select id, event_type, resource_id, details from audit_logs where ${condition} order by "timestamp", id`,
        ),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(writers.map((client) => client.end().catch(() => undefined)));
      await Promise.all([from.close(), to.close()]);
    },
  };
}

/** New projects, one event each. Their ids. */
export const newProjects = async (lab: EventLab, names: readonly string[]): Promise<string[]> =>
  (
    await lab.change<{ id: string }>(
      'insert into projects (name) select name from unnest($1::text[]) with ordinality as n(name, i) order by i returning id',
      [names],
    )
  ).map(({ id }) => id);

export const rename = (lab: EventLab, id: string, name: string): Promise<unknown> =>
  lab.change('update projects set name = $2 where id = $1', [id, name]);

export const nameIn = ({ data }: CloudEvent): unknown => (data.after as { name?: unknown } | null)?.name;
