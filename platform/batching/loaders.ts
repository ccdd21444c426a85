import DataLoader from 'dataloader';
import { type Properties, propertiesReadBy, type Queryable } from '../database/columns.ts';
import {
  ASKED,
  type Asking,
  type Connection,
  connection,
  type PageArguments,
  type PageRequest,
  pageRequest,
} from '../paging/connection.ts';
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

export type ListLoader<T> = { load(parentId: string, args?: Asking): Promise<T[]> };

/**
 * Short lists below a parent, whole: the steps of a sample. Those who ask for the same of each row share a statement.
 * @param read gives back at least the properties that are asked for, where they are said
 */
export function listLoaderOf<T extends object>(
  read: (keys: readonly string[], asked: Properties | undefined) => Promise<readonly T[]>,
  parentOf: (row: T) => string,
): ListLoader<T> {
  const loaders = new Map<Properties | undefined, DataLoader<string, T[]>>();
  const loaderFor = (asked: Properties | undefined): DataLoader<string, T[]> => {
    const needed = asked?.union(propertiesReadBy(parentOf));
    const loader = new DataLoader<string, T[]>(async (keys) => {
      const found = Map.groupBy(await read(keys, needed), parentOf);
      return keys.map((key) => found.get(key) ?? []);
    });
    loaders.set(asked, loader);
    return loader;
  };
  return {
    load: (parentId, args) => (loaders.get(args?.[ASKED]) ?? loaderFor(args?.[ASKED])).load(parentId),
  };
}

export type PageLoader<T> = (parentId: string, args: PageArguments) => Promise<Connection<T>>;

/** Connections below a parent: parents that ask for the same page of theirs, and for the same of each row, share a statement. */
export function pageLoaderOf<T extends { id: string }>(em: Queryable, list: () => NestedList<T>): PageLoader<T> {
  let load: PageLoader<T> | undefined;
  // Of the many kinds of lists most requests want none.
  return (parentId, args) => {
    load ??= loadingPages(em, list());
    return load(parentId, args);
  };
}

function loadingPages<T extends { id: string }>(em: Queryable, list: NestedList<T>): PageLoader<T> {
  const pages = new Map<Properties | undefined, Map<number | string, DataLoader<string, T[]>>>();
  const counts = new DataLoader<string, number>(async (parentIds) => {
    const found = await countNested(em, list, parentIds);
    return parentIds.map((id) => found.get(id) ?? 0);
  });
  const loaderFor = (request: PageRequest, asked: Properties | undefined): DataLoader<string, T[]> => {
    const alike = pages.get(asked) ?? new Map<number | string, DataLoader<string, T[]>>();
    pages.set(asked, alike);
    const key = request.after === null ? request.size : JSON.stringify([request.size, request.after]);
    let loader = alike.get(key);
    if (loader === undefined) {
      loader = new DataLoader(async (parentIds: readonly string[]) => {
        const found = await readNestedPages(em, list, parentIds, request, asked);
        return parentIds.map((id) => found.get(id) ?? []);
      });
      alike.set(key, loader);
    }
    return loader;
  };
  return async (parentId, args) => {
    const request = pageRequest(args, () => nestedScope(list, parentId), [list.order.kind, 'uuid']);
    const rows = request.size === 0 ? [] : await loaderFor(request, args[ASKED]).load(parentId);
    return connection(
      rows,
      request,
      (row) => [list.order.keyOf(row), row.id],
      () => counts.load(parentId),
    );
  };
}
