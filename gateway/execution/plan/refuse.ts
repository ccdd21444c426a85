import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { rootSelections } from './locations.ts';

/** What fetches write at one place: a key's fields with their arguments, by the type whose they are. */
type Written = { typename: string | undefined; field: string };

/**
 * Refuses operations whose plan would answer wrongly: one that leaves out what was asked for because no service can say
 * it, and one in which services require the same field with different arguments, of which one value would win.
 * @throws GraphQLError that says which field
 */
export function refuseWrongPlans(
  plan: QueryPlan,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): void {
  const written = new Map<string, Written[]>();
  for (const { node, path } of fetchesOf(plan.node?.kind === 'Subscription' ? undefined : plan.node, [])) {
    const selections = rootSelections(node.operationDocumentNode as DocumentNode);
    note(selections, path, undefined, node.operationDocumentNode as DocumentNode, written, node.requires !== undefined);
  }
  for (const [place, fields] of written) {
    const other = fields.find((each) => fields.some((one) => differ(one, each, schema)));
    if (other !== undefined) {
      throw refused(`Services require ${other.field} at ${place} with other arguments as well.`);
    }
  }
  const missing = unwritten(operation.selectionSet, schema.getRootType(operation.operation), [], {
    document,
    written,
    schema,
  });
  if (missing !== undefined) {
    throw refused(`No service can say ${missing} of what may stand there.`);
  }
}

const refused = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'OPERATION_NOT_PLANNED' } });

type FetchNode = Extract<PlanNode, { kind: 'Fetch' }>;

function* fetchesOf(
  node: PlanNode | undefined,
  path: readonly string[],
): Generator<{ node: FetchNode; path: readonly string[] }> {
  switch (node?.kind) {
    case 'Fetch':
      yield { node, path };
      break;
    case 'Sequence':
    case 'Parallel':
      for (const each of node.nodes) {
        yield* fetchesOf(each, path);
      }
      break;
    case 'Flatten':
      yield* fetchesOf(node.node, [...path, ...node.path.map(String).filter((element) => element !== '@')]);
  }
}

function note(
  selections: SelectionSetNode,
  path: readonly string[],
  typename: string | undefined,
  document: DocumentNode,
  written: Map<string, Written[]>,
  isEntities = false,
): void {
  for (const node of selections.selections) {
    if (node.kind !== Kind.FIELD) {
      const fragment =
        node.kind === Kind.INLINE_FRAGMENT
          ? node
          : document.definitions.find(
              (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === node.name.value,
            );
      if (fragment !== undefined && 'selectionSet' in fragment) {
        const condition = 'typeCondition' in fragment ? fragment.typeCondition?.name.value : undefined;
        note(fragment.selectionSet, path, condition ?? typename, document, written, isEntities);
      }
      continue;
    }
    const key = node.alias?.value ?? node.name.value;
    const here = isEntities ? path : [...path, key];
    if (!isEntities) {
      const place = here.join('.');
      const given = (node.arguments ?? []).map(print).sort().join(', ');
      const field = given === '' ? node.name.value : `${node.name.value}(${given})`;
      written.set(place, [...(written.get(place) ?? []), { typename, field }]);
    }
    if (node.selectionSet !== undefined) {
      note(node.selectionSet, here, undefined, document, written);
    }
  }
}

/** Two fields under one key, in an object that may be of both types. */
function differ(a: Written, b: Written, schema: GraphQLSchema): boolean {
  if (a.field === b.field) {
    return false;
  }
  const [one, other] = [a.typename, b.typename].map((name) => name && schema.getType(name));
  return !(isObjectType(one) && isObjectType(other) && one !== other);
}

type Asked = { document: DocumentNode; written: ReadonlyMap<string, unknown>; schema: GraphQLSchema };

/** The first field that the client asks for whatever the object's type, and that no fetch brings. */
function unwritten(
  { selections }: SelectionSetNode,
  parent: GraphQLNamedType | null | undefined,
  path: readonly string[],
  asked: Asked,
): string | undefined {
  for (const node of selections) {
    const missing = unwrittenOf(node, parent, path, asked);
    if (missing !== undefined) {
      return missing;
    }
  }
  return undefined;
}

function unwrittenOf(
  node: SelectionNode,
  parent: GraphQLNamedType | null | undefined,
  path: readonly string[],
  asked: Asked,
): string | undefined {
  if (node.kind !== Kind.FIELD) {
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragmentNamed(node.name.value, asked.document);
    return fragment !== undefined && holdsForAll(fragment.typeCondition?.name.value, parent, asked.schema)
      ? unwritten(fragment.selectionSet, parent, path, asked)
      : undefined;
  }
  if (node.name.value.startsWith('__')) {
    return undefined;
  }
  const here = [...path, node.alias?.value ?? node.name.value];
  if (node.selectionSet === undefined) {
    return asked.written.has(here.join('.')) ? undefined : here.join('.');
  }
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
  return unwritten(node.selectionSet, field && getNamedType(field.type), here, asked);
}

const fragmentNamed = (name: string, { definitions }: DocumentNode): FragmentDefinitionNode | undefined =>
  definitions.find(
    (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name,
  );

/** Whether every object of a type is of the type that a fragment is for. */
function holdsForAll(
  condition: string | undefined,
  parent: GraphQLNamedType | null | undefined,
  schema: GraphQLSchema,
): boolean {
  if (condition === undefined || condition === parent?.name) {
    return true;
  }
  const type = schema.getType(condition);
  return isAbstractType(type) && (isObjectType(parent) || isInterfaceType(parent)) && schema.isSubType(type, parent);
}
