import {
  type DocumentNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getOperationAST,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Asked, collected } from './collected.ts';

/** Whether data are what the specification lets an operation answer: the fields asked for in their order, of their types. */
export function isWellFormed(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
  data: unknown,
): boolean {
  const operation = getOperationAST(document, operationName) as OperationDefinitionNode;
  const root = schema.getRootType(operation.operation) as GraphQLObjectType;
  return data === null || isObject({ schema, document, variables }, root, data, [operation.selectionSet]);
}

function isObject(
  asked: Asked,
  type: GraphQLObjectType | GraphQLInterfaceType,
  value: unknown,
  selections: SelectionSetNode[],
): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  if (isUnionType(type)) {
    return false;
  }
  const asFields = collected(asked, type, selections);
  const given = Object.entries(value);
  return (
    given.length === asFields.size &&
    [...asFields].every(([key, nodes], i) => {
      const [givenKey, givenValue] = given[i] as [string, unknown];
      const name = nodes[0]?.name.value as string;
      if (givenKey !== key) {
        return false;
      }
      if (name === '__typename') {
        return isObjectType(type) && givenValue === type.name;
      }
      const field = type.getFields()[name];
      const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      return field === undefined ? name.startsWith('__') : isOf(asked, field.type, givenValue, below);
    })
  );
}

function isOf(asked: Asked, type: GraphQLOutputType, value: unknown, below: SelectionSetNode[]): boolean {
  if (isNonNullType(type)) {
    return value !== null && isOf(asked, type.ofType, value, below);
  }
  if (value === null) {
    return true;
  }
  if (isListType(type)) {
    return Array.isArray(value) && value.every((each) => isOf(asked, type.ofType, each, below));
  }
  if (isLeafType(type)) {
    return isEnumType(type) ? type.getValue(String(value)) !== undefined : isScalar(type.name, value);
  }
  // Of an object whose type no subgraph has told, what all objects of its interface have may be answered.
  const possible = isAbstractType(type) ? [...asked.schema.getPossibleTypes(type), type] : [type];
  return possible.some((each) => isObject(asked, each as GraphQLObjectType | GraphQLInterfaceType, value, below));
}

function isScalar(name: string, value: unknown): boolean {
  switch (name) {
    case 'Int':
      return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
    case 'Float':
      return typeof value === 'number';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value);
    case 'String':
      return typeof value === 'string';
    default:
      return true;
  }
}
