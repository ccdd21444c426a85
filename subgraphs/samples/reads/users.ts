import { sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { textArgument } from '../../../platform/graphql/arguments.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { containing } from '../../../platform/paging/containing.ts';
import { type KeysetOrder, readPage } from '../../../platform/paging/keyset.ts';
import { User } from '../entities/user.entity.ts';
import type { UserRow } from './rows.ts';

/** Relies on users_name_idx. */
const BY_NAME: KeysetOrder<UserRow> = {
  name: 'name',
  direction: 'asc',
  key: sql`coalesce(u.name, '')`,
  kind: 'text',
  keyOf: (row) => row.name ?? '',
};

/** `search` looks into names, e-mail addresses and aliases, in any case. */
export function readUsers(em: Queryable, search: string | null, page: PageArguments): Promise<Connection<UserRow>> {
  const found = search === null ? null : containing(textArgument('search', search, 200));
  const list = { name: 'users', columns: columnsOf(em, User, 'u'), from: sql`users as u`, id: sql`u.id` };
  const conditions =
    found === null
      ? []
      : [sql`(u.name ilike ${found} or u.email ilike ${found} or array_to_string(u.aliases, ' ') ilike ${found})`];
  return readPage(em, { ...list, conditions, scope: search }, BY_NAME, page);
}

export const readUsersById = (em: Queryable, ids: readonly string[]): Promise<UserRow[]> =>
  rowsOf(em, sql<UserRow>`select ${columnsOf(em, User, 'u')} from users as u where u.id = any(${ids}::uuid[])`);
