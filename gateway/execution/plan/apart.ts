import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { type StandIns, withoutMark } from '../../supergraph/required-arguments.ts';

/** Paths of stand-ins below an entity, by themselves and by the proper names of what they stand for. */
type Group = { needs: Map<string, string>; fields: Set<FieldNode> };

const SEPARATOR = '.';

/** A fetch of entities as several, where its fields need different stand-ins of the same field; else as it is. */
export function apartByNeeds(fetch: FetchNode, { needs }: StandIns): FetchNode[] {
  if (fetch.requires === undefined) {
    return [fetch];
  }
  const document = fetch.operationDocumentNode as DocumentNode;
  const groups: Group[] = [];
  for (const { type, field } of entityFields(entitySelections(document), undefined)) {
    const own = new Map(
      needs(fetch.serviceName, type, withoutMark(field.name.value)).map((path) => {
        const place = [type, ...path];
        return [place.join(SEPARATOR), place.map(withoutMark).join(SEPARATOR)] as const;
      }),
    );
    const group = groups.find((each) => [...own].every(([path, proper]) => hasRoom(each.needs, path, proper)));
    if (group === undefined) {
      groups.push({ needs: own, fields: new Set([field]) });
    } else {
      group.fields.add(field);
      for (const [path, proper] of own) {
        group.needs.set(path, proper);
      }
    }
  }
  return groups.length < 2 ? [fetch] : groups.map((group) => only(fetch, document, group, groups));
}

const hasRoom = (taken: ReadonlyMap<string, string>, path: string, proper: string): boolean =>
  [...taken].every(([other, otherProper]) => other === path || otherProper !== proper);

function entitySelections(document: DocumentNode): SelectionSetNode {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const entities = (operation as OperationDefinitionNode).selectionSet.selections.find(
    (node) => node.kind === Kind.FIELD && node.name.value === '_entities',
  );
  return (entities as { selectionSet: SelectionSetNode }).selectionSet;
}

function* entityFields(
  { selections }: SelectionSetNode,
  type: string | undefined,
): Generator<{ type: string; field: FieldNode }> {
  for (const node of selections) {
    if (node.kind === Kind.INLINE_FRAGMENT) {
      yield* entityFields(node.selectionSet, node.typeCondition?.name.value ?? type);
    } else if (node.kind === Kind.FIELD && type !== undefined) {
      yield { type, field: node };
    }
  }
}

/** The part of a fetch that is about one group's fields. */
function only(fetch: FetchNode, document: DocumentNode, group: Group, groups: readonly Group[]): FetchNode {
  const others = new Set(groups.flatMap((each) => (each === group ? [] : [...each.fields])));
  const kept = withoutUnusedVariables(withoutFields(document, others));
  const variables = new Set(operationOf(kept).variableDefinitions?.map(({ variable }) => variable.name.value));
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print(kept)),
    operationDocumentNode: kept,
    variableUsages: (fetch.variableUsages ?? []).filter((name) => variables.has(name)),
    requires: withoutPaths(fetch.requires ?? [], undefined, [], unneeded(group, groups)),
  } as FetchNode;
}

/** Whether what stands at a path of an entity of a type is there for other groups alone. */
type Unneeded = (type: string | undefined, path: readonly string[]) => boolean;

function unneeded(group: Group, groups: readonly Group[]): Unneeded {
  const all = groups.flatMap((each) => [...each.needs.keys()]);
  const types = new Set(all.map((path) => path.split(SEPARATOR)[0]));
  const withoutType = (path: string): string => path.slice(path.indexOf(SEPARATOR) + 1);
  const needed = [...group.needs.keys()];
  return (type, path) => {
    const place = path.join(SEPARATOR);
    // To a service that knows objects by their interface alone, each of their types is asked for as that.
    const isSame = (other: string): boolean =>
      type !== undefined && types.has(type) ? other === `${type}.${place}` : withoutType(other) === place;
    return all.some(isSame) && !needed.some(isSame);
  };
}

const operationOf = (document: DocumentNode): OperationDefinitionNode =>
  document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode;

function withoutFields(document: DocumentNode, fields: ReadonlySet<FieldNode>): DocumentNode {
  const kept = (node: SelectionNode): SelectionNode[] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      return [node];
    }
    if (node.kind === Kind.FIELD) {
      return fields.has(node) ? [] : [node];
    }
    const selections = node.selectionSet.selections.flatMap(kept);
    return selections.length === 0 ? [] : [{ ...node, selectionSet: { ...node.selectionSet, selections } }];
  };
  const entities = entitySelections(document);
  return visit(document, {
    SelectionSet: (node) => (node === entities ? { ...node, selections: node.selections.flatMap(kept) } : undefined),
  });
}

/** Services refuse operations that declare what they do not use. */
function withoutUnusedVariables(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => void used.add(node.name.value),
  });
  return visit(document, {
    VariableDefinition: (node) => (used.has(node.variable.name.value) ? undefined : null),
  });
}

function withoutPaths(
  selections: readonly QueryPlanSelectionNode[],
  type: string | undefined,
  path: readonly string[],
  isUnneeded: Unneeded,
): QueryPlanSelectionNode[] {
  return selections.flatMap((node): QueryPlanSelectionNode[] => {
    if (node.kind === 'InlineFragment') {
      // The first condition is the entity's own type; those below do not count in paths.
      return [{ ...node, selections: withoutPaths(node.selections, type ?? node.typeCondition, path, isUnneeded) }];
    }
    const here = [...path, node.name];
    if (isUnneeded(type, here)) {
      return [];
    }
    if (node.selections === undefined) {
      return [node];
    }
    const below = withoutPaths(node.selections, type, here, isUnneeded);
    return below.length === 0 ? [] : [{ ...node, selections: below }];
  });
}
