import type { Log } from '../log/log.ts';
import type { ReplicaState } from '../metrics/database.ts';
import { currentRequest, keyOfActor } from '../request/scope.ts';
import { recentWriters } from './recent-writers.ts';
import { PrimaryPositions } from './replication-lag.ts';
import { type ServerProbe, serverProbe } from './server-probe.ts';
import type { EndedStatement } from './statements.ts';

export type ReplicaSettings = {
  /** Further behind than this a replica is not read from. Together with `pollMs` well below `primaryAfterWriteMs`. */
  maxLagMs: number;
  pollMs: number;
  /** So long after a mutation its identity reads the primary. */
  primaryAfterWriteMs: number;
  now: () => number;
};

export const REPLICA_DEFAULTS: ReplicaSettings = {
  maxLagMs: 2_000,
  pollMs: 1_000,
  primaryAfterWriteMs: 5_000,
  now: () => performance.now(),
};

/** The replicas of one service, and who may read from them. */
export type Replicas = {
  /** The index of the replica that the current request may read from; undefined: the primary. */
  choose(): number | undefined;
  /** A read found the replica away: left out until a look finds it well. */
  failed(index: number): void;
  /** Statements of the primary, for who writes. */
  observe(ended: EndedStatement): void;
  states(): ReplicaState[];
  /** Looks at once, and not only when it is time. */
  look(): Promise<void>;
  close(): Promise<void>;
};

type Replica = { server: string; probe: ServerProbe; inUse: boolean; lagMs: number };

const PRIMARY_POSITION = `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as position`;
const REPLICA_POSITION = `
  select pg_is_in_recovery() as standby, pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::text as position`;

/**
 * Looks at the primary and its replicas every now and then. A replica is read from as long as it answers, is still a
 * standby and is not too far behind. Only queries of identities that wrote nothing for a while are sent there; the
 * process's own work, mutations and whoever is unknown stay on the primary.
 */
export function watchReplicas(
  about: { service: string; primaryUrl: string; replicaUrls: readonly string[]; log: Log },
  { maxLagMs, pollMs, primaryAfterWriteMs, now }: ReplicaSettings,
): Replicas {
  const { service, log } = about;
  const primary = serverProbe(about.primaryUrl, service);
  const replicas = about.replicaUrls.map(
    (url, i): Replica => ({
      server: `replica${i + 1}`,
      probe: serverProbe(url, service),
      inUse: false,
      lagMs: Number.POSITIVE_INFINITY,
    }),
  );
  const positions = new PrimaryPositions();
  const writers = recentWriters(primaryAfterWriteMs, now);
  let turn = 0;

  const use = (replica: Replica, inUse: boolean, reason: string): void => {
    if (replica.inUse !== inUse) {
      replica.inUse = inUse;
      const details = { service, server: replica.server, lagMs: Math.round(replica.lagMs), reason };
      inUse ? log.info(details, 'a replica is read from') : log.warn(details, 'a replica is left out');
    }
  };

  const lookAtPrimary = async (): Promise<boolean> => {
    const at = now();
    try {
      const { position } = await primary.ask<{ position: string }>(PRIMARY_POSITION);
      positions.add(at, BigInt(position));
      return true;
    } catch {
      return false; // whoever writes will hear of it
    }
  };

  const lookAt = async (replica: Replica, primaryAnswered: boolean): Promise<void> => {
    try {
      const { standby, position } = await replica.probe.ask<Position>(REPLICA_POSITION);
      if (!standby || position === null) {
        replica.lagMs = Number.POSITIVE_INFINITY;
        use(replica, false, 'it is no standby');
      } else if (primaryAnswered) {
        replica.lagMs = positions.lagOf(BigInt(position), now());
        use(replica, replica.lagMs <= maxLagMs, replica.lagMs <= maxLagMs ? 'it has caught up' : 'it lags');
      }
      // Without a primary nothing is written, and so a replica that was well gets no worse.
    } catch (error) {
      replica.lagMs = Number.POSITIVE_INFINITY;
      use(replica, false, (error as Error).message);
    }
  };

  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    const primaryAnswered = await lookAtPrimary();
    await Promise.all(replicas.map((replica) => lookAt(replica, primaryAnswered)));
  };
  const lookOnce = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
  void lookOnce();
  const timer = setInterval(() => void lookOnce(), pollMs).unref();

  return {
    choose: () => {
      const request = currentRequest();
      if (request?.kind !== 'query' || request.actor === undefined || writers.has(keyOfActor(request.actor))) {
        return undefined;
      }
      for (let i = 0; i < replicas.length; i++) {
        turn = (turn + 1) % replicas.length;
        if (replicas[turn]?.inUse) {
          return turn;
        }
      }
      return undefined;
    },
    failed: (index) => use(replicas[index] as Replica, false, 'a read failed'),
    observe: ({ request }) => {
      if (request?.kind === 'mutation' && request.actor !== undefined) {
        writers.wrote(keyOfActor(request.actor));
      }
    },
    states: () => replicas.map(({ server, inUse, lagMs }) => ({ service, server, inUse, lagSeconds: lagMs / 1000 })),
    look: lookOnce,
    close: async () => {
      clearInterval(timer);
      await looking;
      await Promise.all([primary, ...replicas.map(({ probe }) => probe)].map((probe) => probe.close()));
    },
  };
}

type Position = { standby: boolean; position: string | null };
