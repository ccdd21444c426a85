import DataLoader from 'dataloader';
import type { Queryable } from '../database/columns.ts';
import { type Connection, connection, type PageArguments, pageRequest } from '../paging/connection.ts';
import { countNested, type NestedList, nestedScope, readNestedPages } from '../paging/keyset.ts';

/** Things by key, one statement for all keys of a tick; what is missing is null. Made anew for each request. */
export function loaderOf<T>(
  read: (keys: readonly string[]) => Promise<readonly T[]>,
  keyOf: (row: T) => string,
): DataLoader<string, T | null> {
  return new DataLoader(async (keys) => {
    const found = new Map((await read(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => found.get(key) ?? null);
  });
}

/** Short lists below a parent, whole: the steps of a sample. */
export function listLoaderOf<T>(
  read: (keys: readonly string[]) => Promise<readonly T[]>,
  parentOf: (row: T) => string,
): DataLoader<string, T[]> {
  return new DataLoader(async (keys) => {
    const found = Map.groupBy(await read(keys), parentOf);
    return keys.map((key) => found.get(key) ?? []);
  });
}

export type PageLoader<T> = (parentId: string, args: PageArguments) => Promise<Connection<T>>;

/** Connections below a parent: parents that ask for the same page of theirs share one statement. */
export function pageLoaderOf<T extends { id: string }>(em: Queryable, list: NestedList<T>): PageLoader<T> {
  const pages = new Map<string, DataLoader<string, T[]>>();
  const counts = new DataLoader<string, number>(async (parentIds) => {
    const found = await countNested(em, list, parentIds);
    return parentIds.map((id) => found.get(id) ?? 0);
  });
  return async (parentId, args) => {
    const request = pageRequest(args, nestedScope(list, parentId), [list.order.kind, 'uuid']);
    const key = JSON.stringify([request.size, request.after]);
    let loader = pages.get(key);
    if (loader === undefined) {
      loader = new DataLoader(async (parentIds: readonly string[]) => {
        const found = await readNestedPages(em, list, parentIds, request);
        return parentIds.map((id) => found.get(id) ?? []);
      });
      pages.set(key, loader);
    }
    const rows = request.size === 0 ? [] : await loader.load(parentId);
    return connection(
      rows,
      request,
      (row) => [list.order.keyOf(row), row.id],
      () => counts.load(parentId),
    );
  };
}
