/** One event as CloudEvents 1.0 has it: required attributes, optional ones, and extensions in lower case. */
export type CloudEvent = {
  specversion: '1.0';
  id: string;
  /** `/services/samples`, `/gateway`: with `id` it names the event in the whole world. */
  source: string;
  type: string;
  /** `<resource>/<id>`: events of one subject are taken in one after the other. */
  subject: string;
  /** RFC 3339 in UTC, to the microsecond where the database wrote it. */
  time: string;
  datacontenttype: 'application/json';
  data: Readonly<Record<string, unknown>>;
  roottype?: string;
  rootid?: string;
  actorkind?: string;
  actorname?: string;
  actoruserid?: string;
  requestid?: string;
  clientaddress?: string;
  useragent?: string;
  /** How it ended; absent where it was done. */
  outcome?: string;
  /** Grows within a source, as texts are compared. */
  sequence?: string;
};

/** What is handed over at once, in the order of the source. */
export type Batch = {
  source: string;
  events: readonly CloudEvent[];
  /** Every event of the source before this moment is among these or was delivered before; undefined: nothing new. */
  completeUntil: string | undefined;
};

/** An event that a consumer did not take in. */
export type Refusal = {
  id: string;
  reason: string;
  /** Nothing is wrong with it: an earlier one of its subject was refused. */
  waits?: boolean;
};

/** Hands a batch over. Rejects when the consumer is away: then nothing is known of any of the events. */
export type Deliver = (batch: Batch, signal: AbortSignal) => Promise<Refusal[]>;

/** Splits off those that wait for an earlier event of their subject. */
export function withoutSubjects(
  events: readonly CloudEvent[],
  subjects: ReadonlySet<string>,
): { free: CloudEvent[]; waiting: Refusal[] } {
  const free: CloudEvent[] = [];
  const waiting: Refusal[] = [];
  for (const event of events) {
    if (subjects.has(event.subject)) {
      waiting.push(waitsFor(event));
    } else {
      free.push(event);
    }
  }
  return { free, waiting };
}

export const waitsFor = ({ id, subject }: CloudEvent): Refusal => ({
  id,
  reason: `an earlier event of ${subject} was refused`,
  waits: true,
});
