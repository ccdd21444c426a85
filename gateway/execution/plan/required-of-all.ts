import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { requiringFields, selectionsOf } from '../../supergraph/required-arguments.ts';

/** By interface and field, what a subgraph that knows objects by the interface alone requires to answer the field. */
export type InterfaceRequirements = ReadonlyMap<string, ReadonlyMap<string, SelectionSetNode>>;

/** @param supergraph a supergraph */
export function interfaceRequirementsOf(supergraph: DocumentNode): InterfaceRequirements {
  const interfaces = new Set(
    supergraph.definitions.flatMap((each) => (each.kind === Kind.INTERFACE_TYPE_DEFINITION ? [each.name.value] : [])),
  );
  const found = new Map<string, Map<string, SelectionSetNode>>();
  for (const { type, field, selections } of requiringFields(supergraph)) {
    if (interfaces.has(type)) {
      found.set(type, (found.get(type) ?? new Map<string, SelectionSetNode>()).set(field, selectionsOf(selections)));
    }
  }
  return found;
}

/** What fields at one place require by their interfaces, and all selections of the objects there. */
type Place = { roots: SelectionSetNode[]; required: Map<string, SelectionNode> };

type Looking = {
  schema: GraphQLSchema;
  requirements: InterfaceRequirements;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  places: Map<string, Place>;
};

/**
 * Asks for what such fields require of all objects of a place, where the client asks for the fields of some alone. The
 * planner tells the subgraph of all of them by the interface, and those of which something is missing are not told of
 * at all, whatever else the subgraph was to say of them.
 */
export function requiredOfAll(
  document: DocumentNode,
  schema: GraphQLSchema,
  requirements: InterfaceRequirements,
): DocumentNode {
  const operation = getOperationAST(document);
  const root = operation && schema.getRootType(operation.operation);
  if (requirements.size === 0 || !operation || !root) {
    return document;
  }
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const looking: Looking = { schema, requirements, fragments, places: new Map() };
  look(operation.selectionSet, root, '', looking);
  const added = new Map<SelectionSetNode, SelectionNode[]>();
  for (const { roots, required } of looking.places.values()) {
    for (const each of required.size === 0 ? [] : roots) {
      added.set(each, [...(added.get(each) ?? []), ...required.values()]);
    }
  }
  return added.size === 0
    ? document
    : visit(document, {
        SelectionSet: (node) => {
          const more = added.get(node);
          return more && { ...node, selections: [...node.selections, ...more] };
        },
      });
}

/** @param path response keys of the place; its objects are of `type` as far as is known here */
function look(selectionSet: SelectionSetNode, type: GraphQLCompositeType, path: string, looking: Looking): void {
  for (const node of selectionSet.selections) {
    if (node.kind !== Kind.FIELD) {
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : looking.fragments.get(node.name.value);
      const condition = fragment?.typeCondition && looking.schema.getType(fragment.typeCondition.name.value);
      if (fragment !== undefined) {
        look(fragment.selectionSet, isCompositeType(condition) ? condition : type, path, looking);
      }
      continue;
    }
    noteRequired(node.name.value, type, path, looking);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    const below = field && getNamedType(field.type);
    if (node.selectionSet !== undefined && isCompositeType(below)) {
      const here = `${path}.${node.alias?.value ?? node.name.value}`;
      placeAt(here, looking).roots.push(node.selectionSet);
      look(node.selectionSet, below, here, looking);
    }
  }
}

function noteRequired(field: string, type: GraphQLCompositeType, path: string, looking: Looking): void {
  const interfaces = isObjectType(type) || isInterfaceType(type) ? [type, ...type.getInterfaces()] : [];
  for (const { name } of interfaces) {
    const selectionSet = looking.requirements.get(name)?.get(field);
    if (selectionSet !== undefined) {
      const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } } as const;
      placeAt(path, looking).required.set(`${name}.${field}`, {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition,
        selectionSet,
      });
    }
  }
}

function placeAt(path: string, { places }: Looking): Place {
  let place = places.get(path);
  if (place === undefined) {
    place = { roots: [], required: new Map() };
    places.set(path, place);
  }
  return place;
}
