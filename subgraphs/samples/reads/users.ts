import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { textArgument } from '../../../platform/graphql/arguments.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { type KeysetOrder, readPage } from '../../../platform/paging/keyset.ts';
import { User } from '../entities/user.entity.ts';
import type { UserRow } from './rows.ts';
import { and, seenUsers, type Viewer } from './visibility.ts';

/** Relies on users_name_idx. */
const BY_NAME: KeysetOrder<UserRow> = {
  name: 'name',
  direction: 'asc',
  key: sql`coalesce(u.name, '')`,
  kind: 'text',
  keyOf: (row) => row.name ?? '',
};

type FoundUser = UserRow & { score: string };

/** Names less like what was typed than this are somebody else's. */
const ALIKE = sql.lit(0.4);

/** The best match first: by whole names, addresses and aliases, then beginnings of words, parts, and what is spelt alike. */
const BY_SCORE: KeysetOrder<FoundUser> = {
  name: 'score',
  direction: 'desc',
  key: sql`found.score`,
  kind: 'numeric',
  keyOf: (row) => row.score,
};

/** How well each person matches: the best of what he is called, the kind of match before the likeness. */
const scored = (search: string) => sql`
  users as u cross join lateral (
    select round(max(
      case
        when term = typed then 3
        when strpos(' ' || term, ' ' || typed) > 0 then 2
        when strpos(term, typed) > 0 then 1
        else 0
      end + word_similarity(typed, term))::numeric, 6) as score
    from unnest(array[u.name, u.email] || u.aliases) as called(name)
    cross join lateral (select lower(called.name) as term, lower(${search}) as typed) as compared
  ) as found`;

/** Everybody by name; or whom `search` finds, in any case, by name, e-mail address or alias. */
export function readUsers(
  em: Queryable,
  viewer: Viewer,
  search: string | null,
  page: PageArguments,
): Promise<Connection<UserRow>> {
  const typed = textArgument('search', search ?? '', 200).trim();
  const columns = columnsOf(em, User, 'u');
  const list = { name: 'users', id: sql`u.id`, scope: search };
  if (typed === '') {
    return readPage(em, { ...list, columns, from: sql`users as u`, conditions: seenUsers(viewer) }, BY_NAME, page);
  }
  const found = {
    columns: sql`${columns}, found.score::text as score`,
    from: scored(typed),
    conditions: [sql`found.score >= ${ALIKE}`, ...seenUsers(viewer)],
  };
  return readPage(em, { ...list, ...found }, BY_SCORE, page);
}

export const readUsersById = (em: Queryable, viewer: Viewer, ids: readonly string[]): Promise<UserRow[]> =>
  rowsOf(
    em,
    sql<UserRow>`select ${columnsOf(em, User, 'u')} from users as u where u.id = any(${ids}::uuid[])${and(seenUsers(viewer))}`,
  );

/** For ids out of rows that the viewer sees. */
export const readPeopleById = (em: Queryable, ids: readonly string[]): Promise<UserRow[]> =>
  rowsOf(em, sql<UserRow>`select ${columnsOf(em, User, 'u')} from users as u where u.id = any(${ids}::uuid[])`);

/** As the primary has it: reads of a transaction are never sent to a replica. */
export const readUserNow = (em: EntityManager, id: string): Promise<UserRow | null> =>
  em.transactional(async (tx) => (await readPeopleById(tx, [id]))[0] ?? null);
