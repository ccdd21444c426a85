import { v7 } from '../identity/uuid.ts';
import type { Batch, CloudEvent } from './cloud-event.ts';

/** The media type of several CloudEvents in one body. */
export const BATCH_TYPE = 'application/cloudevents-batch+json';
/** And of one in one message. */
export const EVENT_TYPE = 'application/cloudevents+json';

/** Says between processes up to when everything of a source has been sent: an event about events, which no consumer sees. */
const COMPLETE = 'events.complete';

/** A batch as it goes to another process. */
export const toWire = ({ source, events, completeUntil }: Batch): readonly CloudEvent[] =>
  completeUntil === undefined ? events : [...events, completion(source, completeUntil)];

/** What came from another process, by its sources; a batch ends where somebody says that it is complete. */
export function fromWire(events: readonly CloudEvent[]): Batch[] {
  const batches: (Batch & { events: CloudEvent[] })[] = [];
  for (const event of events) {
    let last = batches.at(-1);
    if (last === undefined || last.source !== event.source || last.completeUntil !== undefined) {
      last = { source: event.source, events: [], completeUntil: undefined };
      batches.push(last);
    }
    if (isCompletion(event)) {
      last.completeUntil = event.time;
    } else {
      last.events.push(event);
    }
  }
  return batches;
}

/** Not to be sent where something before it was refused. */
export const isCompletion = ({ type }: CloudEvent): boolean => type === COMPLETE;

const completion = (source: string, until: string): CloudEvent => ({
  specversion: '1.0',
  id: v7(),
  source,
  type: COMPLETE,
  subject: `source${source}`,
  time: until,
  datacontenttype: 'application/json',
  data: {},
});
