import { expect, test } from '@jest/globals';
import { createOrm } from '../../../platform/database/orm.ts';
import { localExecutor } from '../../../platform/graphql/in-process.ts';
import { EVERY_SCOPE } from '../../../platform/identity/actor.ts';
import { nameBased } from '../../../platform/identity/uuid.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { eventually, sql } from '../../platform/postgres/support.ts';
import { seriesValue } from '../../support/naps.ts';
import { primaryAndReplica } from '../../support/replica.ts';
import { LAB, TEST_IDENTITY } from '../../support/service.ts';

test('whoever comes for the first time sees who they are although the replica has not heard of them', async () => {
  await using pair = await primaryAndReplica(samples);
  const metrics = createMetrics();
  const orm = await createOrm(
    samples,
    {
      url: pair.primaryUrl,
      pool: { min: 0, max: 3 },
      replicaUrls: [pair.replicaUrl],
      // The clock of the replica's lag stands still.
      replicas: { pollMs: 20, maxLagMs: 1_000, now: () => 0 },
    },
    { log: silentLog(), metrics: metrics.database, limits: { slowStatementMs: 30_000, heldConnectionMs: 30_000 } },
  );
  try {
    const execute = localExecutor(samples.build(orm, { lab: LAB, secrets: {} }), silentLog());
    const replica = 'nanopore_replica_in_use{service="samples",server="replica1"}';
    await eventually(async () => seriesValue(await metrics.text(), replica) === 1, 'the replica is in use');
    await sql(pair.replicaAdminUrl, 'select pg_wal_replay_pause()');
    await eventually(async () => {
      const [row] = await sql<{ state: string }>(
        pair.replicaAdminUrl,
        'select pg_get_wal_replay_pause_state() as state',
      );
      return row?.state === 'paused';
    }, 'the replica replays nothing');
    const account = { issuer: 'https://id.example.org/', subject: 'ada' };
    const userId = nameBased([account.issuer, account.subject]);
    const actor = { userId, name: 'Ada', email: null, kind: 'person', scopes: EVERY_SCOPE, account } as const;
    const me = () => execute({ query: '{ me { id name } users { nodes { id } } }' }, { ...TEST_IDENTITY, actor });
    // The list is the replica's, which shows that it is asked.
    expect(await me()).toEqual({ data: { me: { id: userId, name: 'Ada' }, users: { nodes: [] } } });
  } finally {
    await sql(pair.replicaAdminUrl, 'select pg_wal_replay_resume()');
    await orm.close(true);
  }
});
