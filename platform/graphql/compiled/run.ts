import { type FieldNode, type GraphQLError, type GraphQLResolveInfo, locatedError } from 'graphql';

/** An object or a list of the answer. */
export type Holder = Record<string | number, unknown>;

/**
 * Where an object or a list of the answer stands: what of it is there says at any time whether it still counts, and
 * paths are only put together when something asks for one.
 */
export type Frame = {
  /** Undefined for the answer's data itself. */
  up: Frame | undefined;
  /** What it stands in, and under which key. */
  holder: Holder;
  key: string | number;
  /** The type whose field the key is; undefined for a place in a list. */
  typename: string | undefined;
  /** Itself. */
  value: Holder;
  nonNull: boolean;
};

/** A place for a value, which may be there only later. */
export type Place = Pick<Frame, 'holder' | 'key' | 'nonNull'> & { up: Frame; nodes: readonly FieldNode[] };

/** One execution. */
export type Run = {
  data: unknown;
  errors: GraphQLError[];
  context: unknown;
  /** What of `info` is the same for every field. */
  about: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'rootValue' | 'operation' | 'variableValues'>;
  /** Arguments by the number of their field. */
  args: (Record<string, unknown> | undefined)[];
  /** Something happened of which graphql-js has to tell. */
  irregular: boolean;
  pending: number;
  finished: (() => void) | undefined;
};

/** Thrown, and noted in the run, for what should never be: the whole is executed anew by graphql-js, which says what is wrong. */
export function irregular(run: Run): Error {
  run.irregular = true;
  return IRREGULAR;
}

const IRREGULAR = new Error('The operation has to be executed by graphql-js.');

export function pathTo(up: Frame | undefined, key: string | number): (string | number)[] {
  const path = [key];
  for (let frame = up; frame?.up !== undefined; frame = frame.up) {
    path.push(frame.key);
  }
  return path.reverse();
}

/** Notes an error and gives back the null that stands for the value; where that may not be, throws. */
export function caught(run: Run, raw: unknown, { up, key, nonNull, nodes }: Place): null {
  if (run.irregular) {
    throw IRREGULAR;
  }
  const error = locatedError(raw, nodes, pathTo(up, key));
  if (nonNull) {
    throw error;
  }
  run.errors.push(error);
  return null;
}

/** Puts a value into its place when it is there. What stands there until then holds the place in the order of keys. */
export function later(
  run: Run,
  promise: PromiseLike<unknown>,
  place: Place,
  complete: (value: unknown) => unknown,
): undefined {
  run.pending += 1;
  const { up, holder, key } = place;
  const settled = (): void => {
    run.pending -= 1;
    if (run.pending === 0 || run.irregular || run.data === null) {
      run.finished?.();
    }
  };
  // Whatever is thenable may call back at once, or twice.
  const native = promise instanceof Promise ? promise : Promise.resolve(promise);
  native.then(
    (value) => {
      if (counts(up)) {
        try {
          holder[key] = complete(value);
        } catch (raw) {
          lost(run, raw, place);
        }
      }
      settled();
    },
    (raw: unknown) => {
      if (counts(up)) {
        lost(run, raw, place);
      }
      settled();
    },
  );
  return undefined;
}

/** Whether nothing above has become null in the meantime. */
function counts(frame: Frame | undefined): boolean {
  let each = frame;
  while (each !== undefined && each.holder[each.key] === each.value) {
    each = each.up;
  }
  return each === undefined;
}

/** An error that comes when what is around it stands already: null is the nearest that may be null. */
function lost(run: Run, raw: unknown, { up, holder, key, nonNull, nodes }: Place): void {
  if (run.irregular) {
    return;
  }
  run.errors.push(locatedError(raw, nodes, pathTo(up, key)));
  if (!nonNull) {
    holder[key] = null;
    return;
  }
  let frame = up;
  while (frame.nonNull && frame.up !== undefined) {
    frame = frame.up;
  }
  frame.holder[frame.key] = null;
}
