import { headers } from '@nats-io/transport-node';
import type { Refusal } from '../cloud-event.ts';
import { sendInBodies } from '../transports/bodies.ts';
import type { OpenDelivery } from '../transports/http.ts';
import { BATCH_TYPE } from '../wire.ts';
import { type NatsSettings, type OpenStream, openStream, topicOf, whileConnected } from './stream.ts';

/** Room for the subject and the headers of a message. */
const BESIDES_THE_BODY = 4_096;
const MOST_BYTES = 512 * 1024;
const ACKNOWLEDGED_WITHIN_MS = 10_000;

/**
 * Publishes batches to a subscriber's stream, each once the one before is stored. That one event is refused by whoever
 * reads the stream is not known here: it is held back there.
 */
export function natsDelivery(settings: NatsSettings, subscriber: string, who: string): OpenDelivery {
  let open: OpenStream | undefined;
  const stream = async (): Promise<OpenStream> => {
    if (open === undefined || open.connection.isClosed()) {
      open = await openStream(settings, subscriber, who);
    }
    return open;
  };
  const letGo = async (): Promise<void> => {
    const closing = open?.connection.close();
    open = undefined;
    await closing?.catch(() => undefined);
  };
  return {
    deliver: async (batch, signal) => {
      try {
        const { connection, client } = await stream();
        const mostBytes = (connection.info?.max_payload ?? MOST_BYTES) - BESIDES_THE_BODY;
        const topic = topicOf(subscriber, batch.source);
        return await sendInBodies(
          batch,
          Math.min(MOST_BYTES, mostBytes),
          async (body): Promise<Refusal[] | 'too large'> => {
            signal.throwIfAborted();
            if (Buffer.byteLength(body) > mostBytes) {
              return 'too large';
            }
            const publishing = client.publish(topic, body, { headers: typed(), timeout: ACKNOWLEDGED_WITHIN_MS });
            await whileConnected(connection, publishing);
            return [];
          },
        );
      } catch (error) {
        // Whether the message is stored is not known. Over a new connection it is sent again before any other.
        await letGo();
        throw error;
      }
    },
    close: letGo,
  };
}

function typed() {
  const given = headers();
  given.set('content-type', BATCH_TYPE);
  return given;
}
