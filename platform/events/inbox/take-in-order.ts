import { type CloudEvent, type Refusal, withoutSubjects } from '../cloud-event.ts';
import { isOfTheEvent } from './refused-event.ts';

/** Takes some events in, all or none. `isAll`: they are the whole batch. */
export type TakeSome = (events: readonly CloudEvent[], isAll: boolean) => Promise<void>;

/**
 * Takes a batch in at once, or in halves where something in it cannot be taken in, until what is wrong stands alone.
 * Later events of a subject that has a refused one wait; all others are taken in, in their order.
 */
export async function takeInOrder(batch: readonly CloudEvent[], take: TakeSome): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  const refusedSubjects = new Set<string>();
  const work = async (events: readonly CloudEvent[]): Promise<void> => {
    const { free, waiting } = withoutSubjects(events, refusedSubjects);
    refusals.push(...waiting);
    if (free.length === 0 && batch.length > 0) {
      return;
    }
    const error = await take(free, free.length === batch.length).then(
      () => undefined,
      (thrown: unknown) => ({ thrown }),
    );
    if (error === undefined) {
      return;
    }
    if (!isOfTheEvent(error.thrown)) {
      throw error.thrown;
    }
    const [only] = free;
    if (free.length === 1 && only !== undefined) {
      refusals.push({ id: only.id, reason: (error.thrown as Error).message });
      refusedSubjects.add(only.subject);
      return;
    }
    const middle = free.length >> 1;
    await work(free.slice(0, middle));
    await work(free.slice(middle));
  };
  await work(batch);
  return refusals;
}
