import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';

/** Thrown for an operation that is left to graphql-js. */
export class NotCompiled extends Error {}

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

export const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  Object.assign(
    Object.create(null),
    Object.fromEntries(
      definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
    ),
  );

/**
 * The fields that selections have of an object of one type, by response key.
 * @throws NotCompiled where variables decide which those are
 */
export function collectFields(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const applies = (condition: FragmentDefinitionNode['typeCondition'] | undefined): boolean => {
    const wanted = condition && typeFromAST(schema, condition);
    return wanted === undefined || wanted === type || (isAbstractType(wanted) && schema.isSubType(wanted, type));
  };
  const add = ({ selections: nodes }: SelectionSetNode): void => {
    for (const node of nodes) {
      if (node.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include')) {
        throw new NotCompiled('It has conditions.');
      }
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        found.set(key, [...(found.get(key) ?? []), node]);
        continue;
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(node.name.value)) {
          continue;
        }
        seen.add(node.name.value);
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value];
      if (fragment !== undefined && applies(fragment.typeCondition)) {
        add(fragment.selectionSet);
      }
    }
  };
  selections.forEach(add);
  return found;
}
