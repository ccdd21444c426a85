import {
  DiscardPolicy,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';

export type NatsSettings = {
  url: string;
  /** A stream takes no more than this: then its publishers wait. */
  streamBytes: number;
};

export type OpenStream = {
  connection: NatsConnection;
  client: JetStreamClient;
  manager: JetStreamManager;
  name: string;
  /** Another one for each time that the stream is made. */
  madeAt: string;
};

const TIMEOUT_MS = 5_000;

/** A stream for each subscriber, so that one that stays away is in nobody's way. */
export const streamOf = (subscriber: string): string => `events-${subscriber}`;
export const topicOf = (subscriber: string, source: string): string =>
  `events.${subscriber}.${source.replace(/[^\w]+/g, '-').replace(/^-/, '')}`;

/**
 * Connects, and makes the stream unless it is there. What it has stays until its subscriber took it in and removed it:
 * nothing grows too old, and when there is no more room the publisher is refused.
 */
export async function openStream(
  { url, streamBytes }: NatsSettings,
  subscriber: string,
  who: string,
): Promise<OpenStream> {
  // Sent anew over a new connection, messages could get out of order: whoever uses this begins again.
  const connection = await connect({ servers: url, name: who, reconnect: false, timeout: TIMEOUT_MS });
  try {
    const manager = await jetstreamManager(connection, { timeout: TIMEOUT_MS });
    const name = streamOf(subscriber);
    const { created: madeAt } = await manager.streams.add({
      name,
      subjects: [`events.${subscriber}.>`],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.New,
      max_bytes: streamBytes,
    });
    return { connection, client: jetstream(connection, { timeout: TIMEOUT_MS }), manager, name, madeAt };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Rejects as soon as the connection is gone, whatever else is waited for. */
export async function whileConnected<T>(connection: NatsConnection, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  const lost = connection.closed().then(() => {
    throw new Error('The connection to NATS is lost.');
  });
  return Promise.race([work, lost]);
}
