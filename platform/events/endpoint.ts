import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Fault } from '../errors/fault.ts';
import type { RequestIdentity } from '../identity/actor.ts';
import type { Refusal } from './cloud-event.ts';
import { readBatch } from './inbox/batch-json.ts';
import type { Consumer } from './inbox/inbox.ts';
import { fromWire } from './wire.ts';

export const EVENTS_PATH = '/events';

/** One event may be as large as a row. */
const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Where other processes push events to a consumer: a JSON batch of CloudEvents, of the sender's own source. Answered by
 * those that were refused; any status but 200 means that nothing is known of any of them, and that they have to come again.
 */
export function serveEvents(
  fastify: FastifyInstance,
  consumer: Consumer,
  identityOf: (request: FastifyRequest) => RequestIdentity | Promise<RequestIdentity>,
): void {
  fastify.post(EVENTS_PATH, { bodyLimit: BODY_LIMIT_BYTES }, async (request): Promise<{ refused: Refusal[] }> => {
    const { actor } = await identityOf(request);
    const events = readBatch(request.body);
    if (events === undefined) {
      throw new Fault('BAD_USER_INPUT', 'The body must be a JSON batch of CloudEvents 1.0.');
    }
    // Whoever could send events of another source could write what others are believed to have done.
    if (events.some(({ source }) => source !== actor.name)) {
      throw new Fault('CALLER_NOT_TRUSTED', `${actor.name} has sent events of another source.`);
    }
    const refused: Refusal[] = [];
    for (const batch of fromWire(events)) {
      refused.push(...(await consumer.receive(refused.length === 0 ? batch : { ...batch, completeUntil: undefined })));
    }
    return { refused };
  });
}
