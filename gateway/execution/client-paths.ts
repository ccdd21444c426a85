import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { withoutMark } from '../supergraph/required-arguments.ts';
import type { ResponsePath } from './fetch/targets.ts';

/** Finds the client's paths of a place in the data: a field may have been asked for under several names. */
export type ClientPaths = (path: ResponsePath) => ResponsePath[];

export function clientPathsOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  keyOf: (field: FieldNode) => string,
): ClientPaths {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  return (path) => {
    const found = follow([operation.selectionSet], path, fragments, keyOf);
    const furthest = found.reduce((one, other) => (other.asked > one.asked ? other : one));
    // What the client asked for nowhere is the gateway's own question, on the way to something that it did ask for.
    return furthest.asked < path.length
      ? [furthest.path]
      : found.filter(({ asked }) => asked === path.length).map((each) => each.path);
  };
}

const asNamed = (element: string | number) => (typeof element === 'string' ? withoutMark(element) : element);

/** `asked`: of how much of the path the client asked for. */
type Found = { path: ResponsePath; asked: number };

const below = (key: string | number, found: readonly Found[]): Found[] =>
  found.map(({ path, asked }) => ({ path: [key, ...path], asked: asked + 1 }));

function follow(
  selections: readonly SelectionSetNode[],
  [element, ...rest]: ResponsePath,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  keyOf: (field: FieldNode) => string,
): Found[] {
  if (element === undefined) {
    return [{ path: [], asked: 0 }];
  }
  if (typeof element === 'number') {
    return below(element, follow(selections, rest, fragments, keyOf));
  }
  const asked = new Map<string, SelectionSetNode[]>();
  for (const field of selections.flatMap((each) => [...fieldsOf(each, fragments)])) {
    if (keyOf(field) === element) {
      const key = field.alias?.value ?? field.name.value;
      asked.set(key, [...(asked.get(key) ?? []), ...(field.selectionSet === undefined ? [] : [field.selectionSet])]);
    }
  }
  return asked.size === 0
    ? [{ path: [element, ...rest].map(asNamed), asked: 0 }]
    : [...asked].flatMap(([key, nested]) => below(key, follow(nested, rest, fragments, keyOf)));
}

function* fieldsOf(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Generator<FieldNode> {
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      yield node;
    } else {
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      if (fragment !== undefined) {
        yield* fieldsOf(fragment.selectionSet, fragments);
      }
    }
  }
}
