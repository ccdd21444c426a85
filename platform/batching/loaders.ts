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
 * Short lists below a parent, whole: the steps of a sample.
 * @param read gives back at least the properties that are asked for, where they are said
 */
export function listLoaderOf<T extends object>(
  read: (keys: readonly string[], asked: Properties | undefined) => Promise<readonly T[]>,
  parentOf: (row: T) => string,
): ListLoader<T> {
  const loader = askingLoader(async (keys, asked) =>
    Map.groupBy(await read(keys, asked?.union(propertiesReadBy(parentOf))), parentOf),
  );
  return { load: (parentId, args) => loader.load({ parentId, asked: args?.[ASKED] }) };
}

type Wish = { parentId: string; asked: Properties | undefined };

/** The rows of parents: one statement for all that is asked in a tick, whoever asks for what of each row. */
function askingLoader<T>(
  read: (parentIds: readonly string[], asked: Properties | undefined) => Promise<Map<string, T[]>>,
): DataLoader<Wish, T[], string> {
  const kinds = new Map<Properties | undefined, number>();
  return new DataLoader<Wish, T[], string>(
    async (wishes) => {
      const found = await read([...new Set(wishes.map(({ parentId }) => parentId))], allAsked(wishes));
      return wishes.map(({ parentId }) => found.get(parentId) ?? []);
    },
    {
      cacheKeyFn: ({ parentId, asked }) => {
        const kind = kinds.get(asked) ?? kinds.size;
        kinds.set(asked, kind);
        return `${kind} ${parentId}`;
      },
    },
  );
}

/** Undefined as soon as one of them does not say what it asks for. */
function allAsked(wishes: readonly Wish[]): Properties | undefined {
  const kinds = [...new Set(wishes.map(({ asked }) => asked))];
  return kinds.reduce((all, asked) => (all === undefined || asked === undefined ? undefined : all.union(asked)));
}

export type PageLoader<T> = (parentId: string, args: PageArguments) => Promise<Connection<T>>;

/** Connections below a parent: parents that ask for the same page of theirs share one statement. */
export function pageLoaderOf<T extends { id: string }>(em: Queryable, list: () => NestedList<T>): PageLoader<T> {
  let load: PageLoader<T> | undefined;
  // Of the many kinds of lists most requests want none.
  return (parentId, args) => {
    load ??= loadingPages(em, list());
    return load(parentId, args);
  };
}

function loadingPages<T extends { id: string }>(em: Queryable, list: NestedList<T>): PageLoader<T> {
  const pages = new Map<number | string, DataLoader<Wish, T[], string>>();
  const counts = new DataLoader<string, number>(async (parentIds) => {
    const found = await countNested(em, list, parentIds);
    return parentIds.map((id) => found.get(id) ?? 0);
  });
  const loaderOfPage = (request: PageRequest): DataLoader<Wish, T[], string> => {
    const key = request.after === null ? request.size : JSON.stringify([request.size, request.after]);
    let loader = pages.get(key);
    if (loader === undefined) {
      loader = askingLoader((parentIds, asked) => readNestedPages(em, list, parentIds, request, asked));
      pages.set(key, loader);
    }
    return loader;
  };
  return async (parentId, args) => {
    const request = pageRequest(args, () => nestedScope(list, parentId), [list.order.kind, 'uuid']);
    const rows = request.size === 0 ? [] : await loaderOfPage(request).load({ parentId, asked: args[ASKED] });
    return connection(
      rows,
      request,
      (row) => [list.order.keyOf(row), row.id],
      () => counts.load(parentId),
    );
  };
}
