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
    const asked = found.filter(({ isAsked }) => isAsked);
    // What the client asked for nowhere is the gateway's own question, on the way to something that it did ask for.
    return (asked.length > 0 ? asked : found.slice(0, 1)).map((each) => each.path);
  };
}

const asNamed = (element: string | number) => (typeof element === 'string' ? withoutMark(element) : element);

type Found = { path: ResponsePath; isAsked: boolean };

const below = (key: string | number, found: readonly Found[]): Found[] =>
  found.map(({ path, isAsked }) => ({ path: [key, ...path], isAsked }));

function follow(
  selections: readonly SelectionSetNode[],
  [element, ...rest]: ResponsePath,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  keyOf: (field: FieldNode) => string,
): Found[] {
  if (element === undefined) {
    return [{ path: [], isAsked: true }];
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
    ? [{ path: [element, ...rest].map(asNamed), isAsked: false }]
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
