import type { Properties } from '../database/columns.ts';
import { badInput } from '../errors/fault.ts';
import { decodeCursor, encodeCursor, type KeyKind } from './cursor.ts';

/** A page of a Relay connection. What costs something is a function, called only when the client asks for it. */
export type Connection<T> = {
  nodes: T[];
  edges: () => Edge<T>[];
  pageInfo: PageInfo;
  totalCount: () => Promise<number>;
};
export type Edge<T> = { cursor: string; node: T };
export type PageInfo = {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
};

export const DEFAULT_PAGE_SIZE = 25;
export const LARGEST_PAGE = 100;

/** Under this name arguments say what is asked of each row of a list: no client can use it. */
export const ASKED = Symbol('asked');

/** Without `ASKED` everything is. */
export type Asking = { readonly [ASKED]?: Properties | undefined };

export type PageArguments = Asking & { first?: number | null; after?: string | null };

/** What a statement needs: how many rows, and the keys of the row before the first one. The scope costs something. */
export type PageRequest = { scope: () => string; size: number; after: string[] | null };

export function pageRequest(args: PageArguments, scope: () => string, kinds: readonly KeyKind[]): PageRequest {
  const size = args.first ?? DEFAULT_PAGE_SIZE;
  if (size < 0 || size > LARGEST_PAGE) {
    throw badInput('first', `must be between 0 and ${LARGEST_PAGE}, got ${size}.`);
  }
  return { scope, size, after: args.after == null ? null : decodeCursor(args.after, scope(), kinds) };
}

/** `rows` has one row more than the page when there is a next page. `keysOf` names the row's place in the order. */
export function connection<T>(
  rows: T[],
  request: PageRequest,
  keysOf: (row: T) => string[],
  totalCount: () => Promise<number>,
): Connection<T> {
  const nodes = rows.length > request.size ? rows.slice(0, request.size) : rows;
  const cursorOf = (row: T | undefined): string | null =>
    row === undefined ? null : encodeCursor(request.scope(), keysOf(row));
  return {
    nodes,
    edges: () => {
      const scope = request.scope();
      return nodes.map((node) => ({ cursor: encodeCursor(scope, keysOf(node)), node }));
    },
    pageInfo: {
      hasNextPage: rows.length > request.size,
      hasPreviousPage: request.after !== null,
      get startCursor() {
        return cursorOf(nodes[0]);
      },
      get endCursor() {
        return cursorOf(nodes.at(-1));
      },
    },
    totalCount,
  };
}
