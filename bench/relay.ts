/**
 * `npm run bench:relay [-- --events N --rounds N]`: how fast events get from the commit that made them into the audit log,
 * in one process on one durable server that is removed at the end; beside what the same rows cost as plain inserts.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { migrateUp } from '../platform/database/migrate.ts';
import { createOrm } from '../platform/database/orm.ts';
import { StartupError } from '../platform/errors/startup-error.ts';
import { createInbox } from '../platform/events/inbox/inbox.ts';
import { startRelay } from '../platform/events/relay/relay.ts';
import { createWaker } from '../platform/events/waker.ts';
import { createLog } from '../platform/log/log.ts';
import { type Opened, refuse, runProcess } from '../platform/process/run.ts';
import { type DatabaseUrls, startEmbeddedDatabases } from '../platform/service/embedded-databases.ts';
import { audit } from '../subgraphs/audit/service.ts';
import { logEvents } from '../subgraphs/audit/services/log-events.ts';
import { samples } from '../subgraphs/samples/service.ts';

const AT_ONCE = 500;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function readOptions(): { events: number; rounds: number } {
  const { values } = parseArgs({
    options: { events: { type: 'string', default: '50000' }, rounds: { type: 'string', default: '3' } },
  });
  const [events, rounds] = [Number(values.events), Number(values.rounds)];
  if (!(Number.isInteger(events) && events >= AT_ONCE) || !(Number.isInteger(rounds) && rounds > 0)) {
    throw new StartupError(`--events takes a whole number from ${AT_ONCE} on, --rounds one above 0.`);
  }
  return { events, rounds };
}

async function databases(opened: Opened): Promise<Map<string, DatabaseUrls>> {
  const log = createLog({ level: 'warn', name: 'bench' });
  const dataDir = await mkdtemp(join(tmpdir(), 'nanopore-bench-'));
  opened.add('data', () => rm(dataDir, { recursive: true, force: true }));
  const { cluster, urls } = await startEmbeddedDatabases([samples, audit], { dataDir, reader: 'bench_reader', log });
  opened.add('server', () => cluster.stop());
  for (const definition of [samples, audit]) {
    const { ownerUrl, dbUrl } = urls.get(definition.name) as DatabaseUrls;
    await migrateUp(definition, ownerUrl, decodeURIComponent(new URL(dbUrl).username));
  }
  return urls;
}

const connected = async (url: string, opened: Opened): Promise<Client> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  opened.add('connection', () => client.end());
  return client;
};

const perSecond = (events: number, ms: number): number => Math.round((events * 1_000) / ms);

/** As many changes, in transactions of some rows each: the outbox has an event for every row. */
async function makeChanges(writer: Client, events: number): Promise<number> {
  const started = performance.now();
  for (let made = 0; made < events; made += AT_ONCE) {
    await writer.query(
      `insert into projects (name, description) select 'project ' || n, repeat('x', 200) from generate_series(1, $1) as n`,
      [Math.min(AT_ONCE, events - made)],
    );
  }
  return perSecond(events, performance.now() - started);
}

/** The same entries again, under other ids, by statements of as many rows: what the log itself costs. */
async function insertPlainly(auditor: Client, events: number): Promise<number> {
  const started = performance.now();
  for (let done = 0; done < events; done += AT_ONCE) {
    await auditor.query(
      `insert into audit_logs (id, event_type, action, outcome, actor_name, actor_kind, resource_type, resource_id, details, "timestamp")
       select new_id(), event_type, action, outcome, actor_name, actor_kind, resource_type, resource_id, details, "timestamp"
       from audit_logs order by "timestamp", id limit $1`,
      [Math.min(AT_ONCE, events - done)],
    );
  }
  return perSecond(events, performance.now() - started);
}

try {
  const { events, rounds } = readOptions();
  await runProcess(createLog({ level: 'warn', name: 'bench' }), async (opened) => {
    const urls = await databases(opened);
    const [from, to] = [samples, audit].map(({ name }) => (urls.get(name) as DatabaseUrls).dbUrl) as [string, string];
    const orm = await createOrm(audit, { url: to, pool: { min: 1, max: 2 } });
    opened.add('audit database', () => orm.close(true));
    const [writer, auditor] = [await connected(from, opened), await connected(to, opened)];
    await writer.query("select act_as('bench')");
    const inbox = createInbox(orm, 'audit', logEvents);
    let taken = 0;
    const waker = createWaker();
    const relay = () =>
      startRelay({
        service: 'samples',
        url: from,
        log: createLog({ level: 'warn', name: 'bench' }),
        subscribers: [
          {
            name: 'audit',
            wants: () => true,
            deliver: async (batch) => {
              const refusals = await inbox.receive(batch);
              taken += batch.events.length;
              waker.wake();
              return refusals;
            },
          },
        ],
      });
    const allTaken = async (count: number): Promise<void> => {
      while (taken < count && !opened.signal.aborted) await waker.wait(1_000, opened.signal);
    };
    say(`${events} events a round, by ${AT_ONCE}; events per second`);
    say(['plain inserts', 'changes alone', 'backlog to log', 'ratio', 'changes and log at once', 'ratio'].join(' | '));
    for (let round = 0; round <= rounds; round++) {
      const changes = await makeChanges(writer, events);
      taken = 0;
      let started = performance.now();
      const first = relay();
      await allTaken(events);
      const backlog = perSecond(events, performance.now() - started);
      taken = 0;
      started = performance.now();
      await Promise.all([makeChanges(writer, events), allTaken(events)]);
      const live = perSecond(events, performance.now() - started);
      await first.close();
      const plain = await insertPlainly(auditor, events);
      if (round > 0) {
        const cells = [plain, changes, backlog, (backlog / plain).toFixed(2), live, (live / plain).toFixed(2)];
        say(cells.join(' | '));
      }
    }
    await opened.close();
  });
} catch (error) {
  refuse(error);
}
