import type { MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../../platform/identity/actor.ts';
import { actingUser } from './acting-user.ts';

/** So many people are remembered to be in the directory; whoever was forgotten is only looked for once more. */
const MOST_REMEMBERED = 10_000;

export type Directory = {
  /** Sees to it that somebody who signed in has a row; resolves when it is there. */
  enter(actor: Actor): Promise<void>;
};

/** The directory learns of people by their first request. A process asks the database once for each of them. */
export function directoryOf(orm: MikroORM): Directory {
  const entries = new Map<string, Promise<void>>();
  const write = async (actor: Actor): Promise<void> => void (await actingUser(orm.em.fork(), actor));
  return {
    enter: (actor) => {
      const { userId, account } = actor;
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
      const entry = write(actor);
      entries.set(userId, entry);
      // Tried again with the next request. Whoever waits for it gets the failure; nothing else of a request needs it.
      entry.catch(() => entries.delete(userId));
      return entry;
    },
  };
}
