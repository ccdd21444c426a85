import type { MikroORM } from '@mikro-orm/postgresql';
import { writingAs } from '../../../platform/events/writer.ts';
import type { RequestIdentity } from '../../../platform/identity/actor.ts';
import { actingUser } from './acting-user.ts';

/** So many people are remembered to be in the directory; whoever was forgotten is only looked for once more. */
const MOST_REMEMBERED = 10_000;

export type Directory = {
  /** Sees to it that somebody who signed in has a row; resolves when it is there. */
  enter(identity: RequestIdentity): Promise<void>;
};

/** The directory learns of people by their first request. A process asks the database once for each of them. */
export function directoryOf(orm: MikroORM): Directory {
  const entries = new Map<string, Promise<void>>();
  const write = (identity: RequestIdentity): Promise<void> =>
    writingAs(identity, () => orm.em.fork().transactional(async (tx) => void (await actingUser(tx, identity.actor))));
  return {
    enter: (identity) => {
      const { userId, account } = identity.actor;
      if (userId === null || account === undefined) {
        return Promise.resolve();
      }
      const known = entries.get(userId);
      if (known !== undefined) {
        return known;
      }
      if (entries.size >= MOST_REMEMBERED) {
        entries.delete(entries.keys().next().value as string);
      }
      const entry = write(identity);
      entries.set(userId, entry);
      // Tried again with the next request. Whoever waits for it gets the failure; nothing else of a request needs it.
      entry.catch(() => entries.delete(userId));
      return entry;
    },
  };
}
