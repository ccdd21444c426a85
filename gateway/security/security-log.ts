import { type BackOff, delayAfter } from '../../platform/events/back-off.ts';
import type { CloudEvent, Deliver } from '../../platform/events/cloud-event.ts';
import { GATEWAY_SOURCE } from '../../platform/events/graph.ts';
import { createWaker } from '../../platform/events/waker.ts';
import { v7 } from '../../platform/identity/uuid.ts';
import type { Log } from '../../platform/log/log.ts';
import type { EventMetrics } from '../../platform/metrics/events.ts';

/** Something that concerns security, as it happened once. */
export type Incident = Pick<CloudEvent, 'type' | 'subject'> &
  Partial<CloudEvent> & {
    /** Incidents of one kind within a minute are told together. */
    kind: string;
    data: Readonly<Record<string, unknown>>;
  };

export type SecurityLog = {
  happened(incident: Incident): void;
  /** Tells what is still to be told, as far as that is possible soon. */
  close(): Promise<void>;
};

export type SecurityLogOptions = {
  deliver: Deliver;
  log: Log;
  metrics: EventMetrics;
  /** How long incidents of one kind are told together. */
  windowMs?: number;
  /** Events that wait for the audit service. */
  mostWaiting?: number;
  /** Kinds within one window: those beyond are told as one. */
  mostKinds?: number;
  away?: BackOff;
};

type Repeats = { first: Incident; count: number; lastAt: string };

const DEFAULTS = {
  windowMs: 60_000,
  mostWaiting: 10_000,
  mostKinds: 1_000,
  away: { firstMs: 250, mostMs: 30_000 },
};
const DELIVERED_AT_ONCE = 200;
/** A stop does not wait longer for an audit service that is away. */
const LAST_WORDS_MS = 3_000;

/**
 * Tells the audit log what the gateway has seen. The first incident of a kind is told at once, its repeats together when
 * the window is over: however much somebody tries, there are a bounded number of events a minute. They wait in memory
 * while the audit service is away, and are lost with the process, or when too many wait: then the oldest go, and how many
 * went is told as well.
 */
export function createSecurityLog(options: SecurityLogOptions): SecurityLog {
  const { deliver, log, metrics, windowMs, mostWaiting, mostKinds, away } = { ...DEFAULTS, ...options };
  const waiting: CloudEvent[] = [];
  const kinds = new Map<string, Repeats>();
  const waker = createWaker();
  const stopping = new AbortController();
  let dropped = 0;

  const tell = (event: CloudEvent): void => {
    waiting.push(event);
    if (waiting.length > mostWaiting) {
      waiting.shift();
      dropped++;
      metrics.securityEvents('dropped', 1);
    }
    waker.wake();
  };
  const endWindow = (): void => {
    for (const { first, count, lastAt } of kinds.values()) {
      if (count > 1) {
        tell(eventOf({ ...first, data: { ...first.data, repeats: count - 1, lastAt } }, lastAt));
      }
    }
    kinds.clear();
  };
  const timer = setInterval(endWindow, windowMs).unref();

  const deliverSome = async (signal: AbortSignal): Promise<void> => {
    const missed = dropped;
    const events = waiting.slice(0, DELIVERED_AT_ONCE);
    if (missed > 0) {
      events.push(
        eventOf({ kind: '', type: 'security.events_dropped', subject: `source${GATEWAY_SOURCE}`, data: { missed } }),
      );
    }
    const refusals = await deliver({ source: GATEWAY_SOURCE, events, completeUntil: undefined }, signal);
    for (const { id, reason } of refusals) {
      log.error({ id, reason }, 'the audit service refused a security event');
    }
    // While they were delivered, the oldest may have been dropped: those are told of as dropped, and are there.
    const told = new Set(events.map(({ id }) => id));
    waiting.splice(0, waiting.length, ...waiting.filter(({ id }) => !told.has(id)));
    dropped -= missed;
    metrics.securityEvents('recorded', events.length);
  };
  const run = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      if (waiting.length === 0) {
        await waker.wait(windowMs, stopping.signal);
        continue;
      }
      try {
        await deliverSome(stopping.signal);
        failures = 0;
      } catch (error) {
        failures++;
        if (failures % 20 === 1) {
          log.warn({ reason: (error as Error).message, waiting: waiting.length }, 'security events cannot be told');
        }
        await createWaker().wait(delayAfter(failures, away), stopping.signal);
      }
    }
  };
  const ended = run();

  return {
    happened: (incident) => {
      const kind = kinds.has(incident.kind) || kinds.size < mostKinds ? incident.kind : `${incident.type} of others`;
      const known = kinds.get(kind);
      if (known !== undefined) {
        known.count++;
        known.lastAt = new Date().toISOString();
        metrics.securityEvents('joined', 1);
        return;
      }
      const first = kind === incident.kind ? incident : withoutWho(incident);
      kinds.set(kind, { first, count: 1, lastAt: '' });
      tell(eventOf(first));
    },
    close: async () => {
      clearInterval(timer);
      endWindow();
      stopping.abort();
      await ended;
      const signal = AbortSignal.timeout(LAST_WORDS_MS);
      while (waiting.length > 0 && !signal.aborted) {
        await Promise.race([
          deliverSome(signal).catch(() => createWaker().wait(away.firstMs, signal)),
          createWaker().wait(LAST_WORDS_MS, signal),
        ]);
      }
      if (waiting.length > 0) {
        log.error({ events: waiting.length }, 'security events are lost: the audit service is away');
      }
    },
  };
}

/** Stands for many: it says nothing of one. */
const withoutWho = ({ kind, type, data }: Incident): Incident => ({
  kind,
  type,
  subject: `source${GATEWAY_SOURCE}`,
  outcome: 'denied',
  data: { codes: data.codes, others: true },
});

const eventOf = ({ kind: _, ...incident }: Incident, time = new Date().toISOString()): CloudEvent => ({
  specversion: '1.0',
  id: v7(),
  source: GATEWAY_SOURCE,
  time,
  datacontenttype: 'application/json',
  ...incident,
});
