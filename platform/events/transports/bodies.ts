import { type Batch, type CloudEvent, type Refusal, withoutSubjects } from '../cloud-event.ts';
import { isCompletion, toWire } from '../wire.ts';

/** Sends one body. `too large`: whoever gets it takes none so long. */
export type SendBody = (body: string) => Promise<Refusal[] | 'too large'>;

/**
 * Sends a batch as JSON, in several bodies where one would be too long. What comes after a refused event in its subject is
 * not sent.
 */
export async function sendInBodies(batch: Batch, bodyBytes: number, send: SendBody): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  const refusedSubjects = new Set<string>();
  for (const part of inBodies(toWire(batch), bodyBytes)) {
    const { free, waiting } = withoutSubjects(part.events, refusedSubjects);
    refusals.push(...waiting);
    const isComplete = part.isLast && batch.completeUntil !== undefined;
    // A moment before which all is delivered there is only where all was.
    const events = isComplete && refusals.length > 0 ? free.slice(0, -1) : free;
    if (events.length === 0) {
      continue;
    }
    const text = events.length === part.events.length ? part.text : JSON.stringify(events);
    const refused = await sendOrSplit(events, text, send);
    refusals.push(...refused);
    const ids = new Set(refused.map(({ id }) => id));
    for (const { id, subject } of events) {
      if (ids.has(id)) refusedSubjects.add(subject);
    }
  }
  return refusals;
}

/** What is too large is sent in halves, until it is one event. */
async function sendOrSplit(events: readonly CloudEvent[], text: string, send: SendBody): Promise<Refusal[]> {
  const answer = await send(text);
  if (answer !== 'too large') {
    return answer;
  }
  if (events.length === 1) {
    return events.map(tooLarge);
  }
  const middle = events.length >> 1;
  const first = events.slice(0, middle);
  const refused = await sendOrSplit(first, JSON.stringify(first), send);
  const refusedIds = new Set(refused.map(({ id }) => id));
  const subjects = new Set(first.filter(({ id }) => refusedIds.has(id)).map(({ subject }) => subject));
  const { free, waiting } = withoutSubjects(events.slice(middle), subjects);
  const next = refused.length === 0 ? free : free.filter((event) => !isCompletion(event));
  const rest = next.length === 0 ? [] : await sendOrSplit(next, JSON.stringify(next), send);
  return [...refused, ...waiting, ...rest];
}

const tooLarge = ({ id }: CloudEvent): Refusal => ({ id, reason: 'larger than what can be sent at once' });

type Part = { events: readonly CloudEvent[]; text: string; isLast: boolean };

/** A body is longer than it may be only where one event is. */
function* inBodies(events: readonly CloudEvent[], bodyBytes: number): Generator<Part> {
  let [from, size] = [0, 0];
  const texts = events.map((event) => JSON.stringify(event));
  for (const [i, text] of texts.entries()) {
    const bytes = Buffer.byteLength(text) + 1;
    if (i > from && size + bytes > bodyBytes) {
      yield { events: events.slice(from, i), text: `[${texts.slice(from, i).join()}]`, isLast: false };
      [from, size] = [i, 0];
    }
    size += bytes;
  }
  yield { events: events.slice(from), text: `[${texts.slice(from).join()}]`, isLast: true };
}
