import { type Dispatcher, Pool } from 'undici';
import { connecting, type LiveTls } from '../../http/live-tls.ts';
import type { Deliver, Refusal } from '../cloud-event.ts';
import { BATCH_TYPE } from '../wire.ts';
import { sendInBodies } from './bodies.ts';

export type HttpDeliveryOptions = {
  /** Of the consumer's `/events`. */
  url: string;
  /** The `authorization` header for these very bytes; undefined: there is none. */
  authorize(body: string): string | undefined;
  tls?: LiveTls | undefined;
  timeoutMs?: number;
  /** A body is no longer than this, unless one event is. */
  bodyBytes?: number;
};

export type OpenDelivery = { deliver: Deliver; close(): Promise<void> };

const CONNECT_MS = 5_000;
const TIMEOUT_MS = 30_000;
const BODY_BYTES = 1024 * 1024;
const TOO_LARGE = 413;

/**
 * Pushes CloudEvents to another process, in JSON batches over HTTP. The consumer answers 200 with those that it refuses;
 * whatever else it answers means that it is away.
 */
export function httpDelivery(options: HttpDeliveryOptions): OpenDelivery {
  const { origin, pathname } = new URL(options.url);
  const pool = new Pool(origin, { connections: 2, connect: connecting(CONNECT_MS, options.tls) });
  const send = (body: string, signal: AbortSignal): Promise<Refusal[] | 'too large'> =>
    post(pool, pathname, body, options, signal);
  return {
    deliver: (batch, signal) => sendInBodies(batch, options.bodyBytes ?? BODY_BYTES, (body) => send(body, signal)),
    close: () => pool.destroy(),
  };
}

async function post(
  pool: Dispatcher,
  path: string,
  body: string,
  { authorize, timeoutMs = TIMEOUT_MS }: HttpDeliveryOptions,
  signal: AbortSignal,
): Promise<Refusal[] | 'too large'> {
  const authorization = authorize(body);
  const answer = await pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': BATCH_TYPE, ...(authorization === undefined ? {} : { authorization }) },
    body,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    signal,
  });
  const text = await answer.body.text();
  if (answer.statusCode === TOO_LARGE) {
    return 'too large';
  }
  if (answer.statusCode < 200 || answer.statusCode >= 300) {
    throw new Error(`The consumer answered ${answer.statusCode}: ${text.slice(0, 200)}`);
  }
  return refusalsIn(text);
}

/** A consumer that is none of ours need not answer anything: then it took all. */
function refusalsIn(text: string): Refusal[] {
  if (text.trim() === '') {
    return [];
  }
  const { refused = [] } = JSON.parse(text) as { refused?: Refusal[] };
  return refused;
}
