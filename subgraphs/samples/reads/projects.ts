import { sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { type KeysetOrder, readPage } from '../../../platform/paging/keyset.ts';
import { Project } from '../entities/project.entity.ts';
import type { ProjectRow } from './rows.ts';
import { and, listName, seenProjects, type Viewer } from './visibility.ts';

/** Relies on projects_created_at_idx. */
const NEWEST_FIRST: KeysetOrder<ProjectRow> = {
  name: 'created_at',
  direction: 'desc',
  key: sql`p.created_at`,
  kind: 'timestamptz',
  keyOf: (row) => row.createdAt,
};

export const readProjects = (em: Queryable, viewer: Viewer, page: PageArguments): Promise<Connection<ProjectRow>> =>
  readPage(
    em,
    {
      name: listName('projects', viewer),
      columns: columnsOf(em, Project, 'p'),
      from: sql`projects as p`,
      id: sql`p.id`,
      conditions: seenProjects(viewer),
      scope: null,
    },
    NEWEST_FIRST,
    page,
  );

export const readProjectsById = (em: Queryable, viewer: Viewer, ids: readonly string[]): Promise<ProjectRow[]> =>
  rowsOf(
    em,
    sql<ProjectRow>`select ${columnsOf(em, Project, 'p')} from projects as p where p.id = any(${ids}::uuid[])${and(seenProjects(viewer))}`,
  );
