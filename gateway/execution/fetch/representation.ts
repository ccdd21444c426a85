import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { entry, isObject, own, readOwn, type Values } from '../own.ts';
import type { Types } from './types.ts';

/**
 * Makes what a subgraph has to know of an entity; null where the object is of another type or something is missing.
 * Equal representations have equal texts in `identity`.
 */
export type Representation = { of(object: Values): Values | null; identity(representation: Values): string };

/** What is taken of an object of one type: keys, and what is taken below them. */
type Taken = Map<string, QueryPlanSelectionNode[] | undefined>;

/** @param requires the selection that a query plan says of a fetch's inputs */
export function representationOf(requires: readonly QueryPlanSelectionNode[], types: Types): Representation {
  const readers = new Map<string | undefined, Reader>();
  const readerOf = (typename: string): Reader => {
    let reader = readers.get(typename);
    if (reader === undefined) {
      reader = compileReader(takenOf(requires, typename, types), types);
      keepKnown(readers, typename, reader, types);
    }
    return reader;
  };
  return {
    of: (object) => {
      const typename = own(object, '__typename');
      return typeof typename === 'string' ? readerOf(typename).read(object) : null;
    },
    identity: (representation) => {
      const { scalar } = readerOf(representation.__typename as string);
      const value = scalar === undefined ? undefined : representation[scalar];
      return typeof value === 'string' ? `${representation.__typename} ${value}` : JSON.stringify(representation);
    },
  };
}

function takenOf(selections: readonly QueryPlanSelectionNode[], typename: string | undefined, types: Types): Taken {
  const taken: Taken = new Map();
  const add = (nodes: readonly QueryPlanSelectionNode[]): void => {
    for (const node of nodes) {
      if (node.kind === 'Field') {
        const key = node.alias ?? node.name;
        taken.set(key, node.selections && [...(taken.get(key) ?? []), ...node.selections]);
      } else if (
        node.typeCondition === undefined ||
        (typename !== undefined && types.isA(typename, node.typeCondition))
      ) {
        add(node.selections);
      }
    }
  };
  add(selections);
  return taken;
}

/** Subgraphs may make names up without end. */
function keepKnown<T>(
  readers: Map<string | undefined, T>,
  typename: string | undefined,
  reader: T,
  types: Types,
): void {
  if (typename === undefined || types.isKnown(typename)) {
    readers.set(typename, reader);
  }
}

type Read = (value: Values) => Values | null;
type Reader = {
  read: Read;
  /** The only key besides the type's name, where there is just one and it is no object. */
  scalar: string | undefined;
};

const NOTHING: Read = () => null;

function compileReader(taken: Taken, types: Types): Reader {
  if (!taken.has('__typename')) {
    return { read: NOTHING, scalar: undefined };
  }
  const keys = [...taken.keys()].filter((key) => key !== '__typename');
  const only = keys[0];
  const scalar = keys.length === 1 && only !== undefined && taken.get(only) === undefined ? only : undefined;
  return { read: compile(taken, types), scalar };
}

/** Compiles what reads one object of one type. */
function compile(taken: Taken, types: Types): Read {
  const nested: ((value: unknown) => unknown)[] = [];
  const lines: string[] = [];
  const entries: string[] = [];
  for (const [i, [key, selections]] of [...taken].entries()) {
    lines.push(`${selections === undefined ? 'const' : 'let'} v${i} = ${readOwn('o', key)};`);
    lines.push(`if (v${i} === undefined) return null;`);
    if (selections !== undefined) {
      lines.push(`v${i} = nested[${nested.length}](v${i});`);
      nested.push(nestedReader(selections, types));
    }
    entries.push(entry(key, `v${i}`));
  }
  const source = `return (o) => { ${lines.join('\n')} return { ${entries.join(', ')} }; };`;
  return new Function('nested', source)(nested) as Read;
}

function nestedReader(selections: QueryPlanSelectionNode[], types: Types): (value: unknown) => unknown {
  const readers = new Map<string | undefined, Read>();
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(read);
    }
    if (!isObject(value)) {
      return null;
    }
    const typename = own(value, '__typename') as string | undefined;
    let reader = readers.get(typename);
    if (reader === undefined) {
      reader = compile(takenOf(selections, typename, types), types);
      keepKnown(readers, typename, reader, types);
    }
    return reader(value);
  };
  return read;
}
