import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql';

/** How much an operation is, with each fragment wherever it is spread. */
export type Measures = {
  /** Fields below each other, or values inside each other, whichever is deeper. */
  depth: number;
  /** Fields, spreads and inline fragments. */
  selections: number;
  aliases: number;
  directives: number;
  /** Of the operation that has the most. */
  rootFields: number;
};

export type Measured = Measures | { circle: string };

type Part = Omit<Measures, 'rootFields'> & { fields: number };
type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

class Circle extends Error {}

/**
 * Measures a document without unfolding it: each fragment is measured once, so a few that double each other thirty times
 * cost as little as thirty that do not. Numbers may become Infinity. The schema is not looked at.
 */
export function measure(document: DocumentNode): Measured {
  const fragments = fragmentsOf(document);
  const measured = new Map<string, Part | 'under way'>();
  const ofFragment = (name: string): Part | undefined => {
    const known = measured.get(name);
    if (known === 'under way') {
      throw new Circle(name);
    }
    const fragment = fragments.get(name);
    if (known !== undefined || fragment === undefined) {
      return known;
    }
    measured.set(name, 'under way');
    const part = partOf(fragment, ofFragment);
    measured.set(name, part);
    return part;
  };
  try {
    // Those that nothing uses as well, for they are validated, too.
    for (const name of fragments.keys()) {
      ofFragment(name);
    }
    const total: Part = { ...NOTHING };
    let rootFields = 0;
    for (const definition of topsOf(document)) {
      const part = partOf(definition, ofFragment);
      add(total, part);
      rootFields = Math.max(rootFields, definition.kind === Kind.OPERATION_DEFINITION ? part.fields : 0);
    }
    const { fields: _, ...sums } = total;
    return { ...sums, rootFields };
  } catch (error) {
    if (error instanceof Circle) {
      return { circle: error.message };
    }
    throw error;
  }
}

/**
 * How many pairs of selections stand at the same place of the answer, which validation has to compare with each other.
 * Unfolds fragments: for documents whose selections were found to be few.
 */
export function pairsToMerge(document: DocumentNode): number {
  const fragments = fragmentsOf(document);
  return topsOf(document).reduce((sum, { selectionSet }) => sum + pairsBelow([selectionSet], fragments), 0);
}

function pairsBelow(selectionSets: readonly SelectionSetNode[], fragments: Fragments): number {
  const places = new Map<string, { times: number; below: SelectionSetNode[] }>();
  const collect = (node: SelectionNode): void => {
    if (node.kind !== Kind.FIELD) {
      const inside = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      inside?.selectionSet.selections.forEach(collect);
      return;
    }
    const name = (node.alias ?? node.name).value;
    const place = places.get(name) ?? { times: 0, below: [] };
    places.set(name, place);
    place.times += 1;
    if (node.selectionSet !== undefined) {
      place.below.push(node.selectionSet);
    }
  };
  for (const { selections } of selectionSets) {
    selections.forEach(collect);
  }
  let pairs = 0;
  for (const { times, below } of places.values()) {
    pairs += (times * (times - 1)) / 2 + (below.length > 0 ? pairsBelow(below, fragments) : 0);
  }
  return pairs;
}

const NOTHING: Part = { depth: 0, selections: 0, fields: 0, aliases: 0, directives: 0 };

function add(total: Part, part: Part, deeper = 0): void {
  total.depth = Math.max(total.depth, part.depth + deeper);
  total.selections += part.selections;
  total.aliases += part.aliases;
  total.directives += part.directives;
  // Those of a field stand below it; those of a fragment stand beside it.
  total.fields += deeper === 0 ? part.fields : 0;
}

function partOf(
  definition: OperationDefinitionNode | FragmentDefinitionNode,
  ofFragment: (name: string) => Part | undefined,
): Part {
  const part = selected(definition.selectionSet, ofFragment);
  part.directives += definition.directives?.length ?? 0;
  for (const { defaultValue, directives = [] } of definition.variableDefinitions ?? []) {
    part.directives += directives.length;
    part.depth = Math.max(part.depth, defaultValue === undefined ? 0 : depthOf(defaultValue));
  }
  return part;
}

function selected({ selections }: SelectionSetNode, ofFragment: (name: string) => Part | undefined): Part {
  const part: Part = { ...NOTHING };
  for (const node of selections) {
    part.selections += 1;
    part.directives += node.directives?.length ?? 0;
    part.depth = Math.max(part.depth, depthOfValues(node.directives));
    if (node.kind === Kind.FIELD) {
      part.fields += 1;
      part.aliases += node.alias === undefined ? 0 : 1;
      part.depth = Math.max(part.depth, 1, depthOfArguments(node.arguments));
    }
    const below =
      node.kind === Kind.FRAGMENT_SPREAD
        ? ofFragment(node.name.value)
        : node.selectionSet && selected(node.selectionSet, ofFragment);
    if (below !== undefined) {
      add(part, below, node.kind === Kind.FIELD ? 1 : 0);
    }
  }
  return part;
}

const depthOfArguments = (given: readonly ArgumentNode[] = []): number =>
  given.reduce((deepest, { value }) => Math.max(deepest, depthOf(value)), 0);

const depthOfValues = (directives: readonly DirectiveNode[] = []): number =>
  directives.reduce((deepest, each) => Math.max(deepest, depthOfArguments(each.arguments)), 0);

function depthOf(value: ValueNode): number {
  switch (value.kind) {
    case Kind.LIST:
      return 1 + value.values.reduce((deepest, each) => Math.max(deepest, depthOf(each)), 0);
    case Kind.OBJECT:
      return 1 + value.fields.reduce((deepest, each) => Math.max(deepest, depthOf(each.value)), 0);
    default:
      return 0;
  }
}

/** Where unfolding begins: at the operations, and at the fragments that nothing spreads. */
function topsOf(document: DocumentNode): (OperationDefinitionNode | FragmentDefinitionNode)[] {
  const spread = new Set<string>();
  visit(document, { FragmentSpread: ({ name }) => void spread.add(name.value) });
  return document.definitions.filter(
    (each) =>
      each.kind === Kind.OPERATION_DEFINITION ||
      (each.kind === Kind.FRAGMENT_DEFINITION && !spread.has(each.name.value)),
  ) as (OperationDefinitionNode | FragmentDefinitionNode)[];
}

const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  new Map(
    definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])),
  );
