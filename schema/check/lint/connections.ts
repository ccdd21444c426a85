import { Kind, type ObjectTypeDefinitionNode, print } from 'graphql';
import type { Element } from '../coordinates.ts';
import type { LintRule, Violation } from './violation.ts';

type Given = { types: ReadonlyMap<string, ObjectTypeDefinitionNode>; elements: readonly Element[] };

/** The connections of Relay's specification: whoever pages one list of the graph can page them all. */
export const CONNECTIONS: Readonly<Record<string, LintRule>> = {
  CONNECTION_SHAPE: {
    why: 'Clients page every list with the same code: edges, cursor, node, pageInfo, first and after.',
    look: ({ elements }) => {
      const objects = elements.flatMap(({ node }) => (node.kind === Kind.OBJECT_TYPE_DEFINITION ? [node] : []));
      const given = { elements, types: new Map(objects.map((node) => [node.name.value, node])) };
      return elements.flatMap((element) => [
        ...(isNamed(element, 'Connection') ? ofConnection(element, given) : []),
        ...(isNamed(element, 'Edge') ? ofEdge(element, given) : []),
        ...ofField(element),
      ]);
    },
  },
};

const isNamed = ({ node, coordinate }: Element, ending: string): boolean =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION && coordinate.endsWith(ending) && coordinate !== ending;

const typeOf = (type: string, field: string, { types }: Given): string | undefined => {
  const found = types.get(type)?.fields?.find(({ name }) => name.value === field);
  return found === undefined ? undefined : print(found.type);
};

const violation = ({ coordinate, line }: Element, message: string, remedy: string): Violation => ({
  coordinate,
  line,
  message: `${coordinate} ${message}.`,
  remedy,
});

function ofConnection(element: Element, given: Given): Violation[] {
  const { coordinate } = element;
  const edge = /^\[(\w+)!?\]!?$/.exec(typeOf(coordinate, 'edges', given) ?? '')?.[1];
  return [
    ...(edge === undefined || !edge.endsWith('Edge')
      ? [violation(element, 'has no list of edges', 'Give it edges: [XEdge!]!, each with cursor and node.')]
      : []),
    ...(typeOf(coordinate, 'pageInfo', given) === 'PageInfo!'
      ? []
      : [violation(element, 'does not say where its page lies', 'Give it pageInfo: PageInfo!.')]),
  ];
}

function ofEdge(element: Element, given: Given): Violation[] {
  const { coordinate } = element;
  const node = typeOf(coordinate, 'node', given);
  return [
    ...(node === undefined || node.startsWith('[')
      ? [violation(element, 'has no node', 'Give it node, which is no list.')]
      : []),
    ...(/^String!?$/.test(typeOf(coordinate, 'cursor', given) ?? '')
      ? []
      : [violation(element, 'has no cursor', 'Give it cursor: String!.')]),
  ];
}

/** A field that leads to a connection pages forward, backward or both. */
function ofField(element: Element): Violation[] {
  const { node } = element;
  if (node.kind !== Kind.FIELD_DEFINITION || !/^\w+Connection!?$/.test(print(node.type))) {
    return [];
  }
  const named = new Set(node.arguments?.map(({ name }) => name.value));
  const pages =
    ['first', 'after'].every((name) => named.has(name)) || ['last', 'before'].every((name) => named.has(name));
  return pages ? [] : [violation(element, 'cannot be paged', 'Give it the arguments first: Int and after: String.')];
}
