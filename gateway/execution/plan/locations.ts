import type { FetchDataKeyRenamer, FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** Response keys from the root, without the places in lists. */
type Location = readonly string[];

const SEPARATOR = '.';
const named = (location: Location): string => location.join(SEPARATOR);
const isTypeCondition = (element: string): boolean => element.startsWith('... on ');

/** The fields of an operation at its root; fragments are followed wherever they are spread. */
export function rootSelections(document: DocumentNode): SelectionSetNode {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  return (operation as { selectionSet: SelectionSetNode }).selectionSet;
}

function* locationsOf(selections: SelectionSetNode, base: Location, document: DocumentNode): Generator<Location> {
  for (const node of selections.selections) {
    if (node.kind === Kind.FIELD) {
      const location = [...base, node.alias?.value ?? node.name.value];
      yield location;
      if (node.selectionSet !== undefined) {
        yield* locationsOf(node.selectionSet, location, document);
      }
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      yield* locationsOf(node.selectionSet, base, document);
    } else {
      const fragment = document.definitions.find(
        (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === node.name.value,
      );
      yield* locationsOf((fragment as { selectionSet: SelectionSetNode }).selectionSet, base, document);
    }
  }
}

function* requiredLocations(selections: readonly QueryPlanSelectionNode[], base: Location): Generator<Location> {
  for (const node of selections) {
    const location = node.kind === 'Field' ? [...base, node.alias ?? node.name] : base;
    if (node.kind === 'Field') {
      yield location;
    }
    yield* requiredLocations(node.selections ?? [], location);
  }
}

const withoutPlaces = (path: readonly (string | number)[]): string[] =>
  path.filter((element): element is string => typeof element === 'string' && element !== '@');

/** Where a context's value stands: each `..` is an object further up. */
function contextLocation({ path }: FetchDataKeyRenamer, base: Location): Location {
  const up = path.filter((element) => element === '..').length;
  return [
    ...base.slice(0, base.length - up),
    ...path.filter((element) => element !== '..' && !isTypeCondition(element)),
  ];
}

/** Everything that a fetch adds to the data: its own fields, and what these are renamed to. */
export function writesOf(fetch: FetchNode, path: readonly (string | number)[]): Set<string> {
  const base = withoutPlaces(path);
  const document = fetch.operationDocumentNode as DocumentNode;
  const drop = fetch.requires === undefined ? 0 : 1;
  const found = new Set<string>();
  for (const location of locationsOf(rootSelections(document), [], document)) {
    if (location.length > drop) {
      found.add(named([...base, ...location.slice(drop)]));
    }
  }
  for (const rewrite of fetch.outputRewrites ?? []) {
    const parents = rewrite.path.slice(0, -1).filter((element) => !isTypeCondition(element));
    if (rewrite.kind === 'KeyRenamer') {
      found.add(named([...base, ...parents, rewrite.renameKeyTo]));
    }
  }
  return found;
}

/** Everything that has to be there before a fetch can be made. */
export function readsOf(fetch: FetchNode, path: readonly (string | number)[]): Set<string> {
  const base = withoutPlaces(path);
  const found = new Set(base.map((_, i) => named(base.slice(0, i + 1))));
  for (const location of requiredLocations(fetch.requires ?? [], base)) {
    found.add(named(location));
  }
  for (const rewrite of fetch.contextRewrites ?? []) {
    const location = contextLocation(rewrite, base);
    for (let i = 1; i <= location.length; i++) {
      found.add(named(location.slice(0, i)));
    }
  }
  return found;
}

/** A type's name is the same whoever writes it: see `merge`. */
export const conflicts = (written: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  [...written].some((location) => others.has(location) && !location.endsWith(`__typename`));

/** The same, of what is read: an object whose type is asked for has to have it. */
export const provides = (written: ReadonlySet<string>, read: ReadonlySet<string>): boolean =>
  [...written].some((location) => read.has(location));

/** Whether an operation asks for what stands at response keys from the root. */
export function asksFor(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (keys: readonly string[]) => boolean {
  let known: Set<string> | undefined;
  return (keys) => {
    known ??= new Set([...locationsOf(operation.selectionSet, [], document)].map(named));
    return known.has(named(keys));
  };
}
