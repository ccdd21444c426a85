import { expect, test } from '@jest/globals';
import { migrateUp } from '../../platform/database/migrate.ts';
import { createOrm, poolState } from '../../platform/database/orm.ts';
import { createInbox } from '../../platform/events/inbox/inbox.ts';
import { startRelay } from '../../platform/events/relay/relay.ts';
import { silentLog } from '../../platform/log/log.ts';
import { type Cluster, provision, startCluster } from '../../platform/postgres/index.ts';
import { audit } from '../../subgraphs/audit/service.ts';
import { logEvents } from '../../subgraphs/audit/services/log-events.ts';
import { samples } from '../../subgraphs/samples/service.ts';
import { eventually, sql } from '../platform/postgres/support.ts';
import { planOf } from '../support/databases.ts';
import { temporaryFolder } from '../support/process.ts';
import { killedAtEveryStep } from './support/kills.ts';
import { eventLab } from './support/lab.ts';
import { FAST } from './support/settings.ts';

test('a relay and its consumer are killed at one step after the other: everything is there once, in order', async () => {
  await using lab = await eventLab();
  await killedAtEveryStep(lab);
});

test('PostgreSQL is killed at one step after the other: everything that was committed is there once, in order', async () => {
  await using folder = await temporaryFolder();
  const start = (): Promise<Cluster> => startCluster({ dataDir: folder.path, settings: { fsync: false } });
  let cluster = await start();
  const open: (() => Promise<unknown>)[] = [() => cluster.stop()];
  try {
    const plans = [samples, audit].map(planOf);
    await provision(cluster.adminUrl, { databases: plans });
    const [from, to] = plans.map(({ owner, runtime, name }) => ({
      owner: cluster.url(owner, name),
      url: cluster.url(runtime, name),
      role: runtime.user,
    })) as [Place, Place];
    await migrateUp(samples, from.owner, from.role);
    await migrateUp(audit, to.owner, to.role);
    const orm = await createOrm(audit, { url: to.url, pool: { min: 0, max: 2 } });
    open.push(() => orm.close(true));
    const inbox = createInbox(orm, 'audit', async (em, events) => {
      at();
      await logEvents(em, events);
      at();
    });
    let [steps, wanted, killed] = [0, Number.POSITIVE_INFINITY, false];
    const at = (): void => {
      steps++;
      if (steps === wanted) {
        process.kill(cluster.pid, 'SIGKILL');
        killed = true;
      }
    };
    const relay = startRelay({
      service: 'samples',
      url: from.url,
      subscribers: [{ name: 'audit', wants: () => true, deliver: (batch) => inbox.receive(batch) }],
      settings: { ...FAST, pageSize: 2 },
      log: silentLog(),
      onStep: at,
    });
    open.push(() => relay.close());
    const change = (name: string): Promise<unknown> =>
      sql(from.url, `select act_as('Ada Lane'); insert into projects (name) values ('${name}')`);
    const logged = async (): Promise<string[]> =>
      (
        await sql<{ name: string }>(
          to.url,
          `select details -> 'after' ->> 'name' as name from audit_logs order by "timestamp"`,
        )
      ).map(({ name }) => name);
    const names: string[] = [];
    for (let step = 1; step <= 8; step++) {
      await change(`change ${names.length}`);
      names.push(`change ${names.length}`);
      [steps, wanted, killed] = [0, step, false];
      await eventually(() => killed, `step ${step} is reached`);
      wanted = Number.POSITIVE_INFINITY;
      await cluster.exited;
      await cluster.stop();
      cluster = await start();
      await change(`change ${names.length}`);
      names.push(`change ${names.length}`);
      await eventually(
        async () => (await logged()).length >= names.length,
        `all are logged after a kill at step ${step}`,
      );
    }
    expect(await logged()).toEqual(names);
    // Transactions that died with the server hold no connection of the pool.
    await eventually(() => poolState(orm).idle === poolState(orm).total, 'all connections are back');
  } finally {
    for (const close of open.reverse()) await close();
  }
});

type Place = { owner: string; url: string; role: string };
