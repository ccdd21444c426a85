import {
  type ArgumentNode,
  type ASTNode,
  type ASTVisitor,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  type NameNode,
  TypeInfo,
  type ValueNode,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { KnownOperation } from './known.ts';

/** That an operation has to do with something of the schema. */
export type Use = {
  operation: KnownOperation;
  line: number | undefined;
  /** Of a field, a directive or an input object: the names of what is given with it. */
  names?: ReadonlySet<string> | undefined;
  /** What an argument or an input field is given. */
  value?: ValueNode | undefined;
  /** The variable that it is given. */
  variable?: VariableDefinitionNode | undefined;
  /** A variable that may hold it somewhere inside; the document does not say. */
  within?: VariableDefinitionNode | undefined;
};

/**
 * Who uses what, by coordinate: `Sample.status`, `Query.samples.first`, `SampleFilter.ids`, `Priority.HIGH`, `@skip`,
 * `@skip.if`. A type by itself (`Priority`) stands for its values in answers, `Priority{}` for what is sent of it, `AuditedResource/Sample` for a fragment
 * on one type among objects of another, `mutation` for operations of that kind.
 */
export type Uses = { of(coordinate: string): readonly Use[] };

/** @param schema in which the operations are valid; what is not in it is left out */
export function usesOf(operations: readonly KnownOperation[], schema: GraphQLSchema): Uses {
  const found = new Map<string, Use[]>();
  for (const operation of operations) {
    collect(operation, schema, (coordinate, use) => {
      found.set(coordinate, [...(found.get(coordinate) ?? []), use]);
    });
  }
  return { of: (coordinate) => found.get(coordinate) ?? [] };
}

type Add = (coordinate: string, use: Use) => void;

const lineOf = ({ loc }: ASTNode): number | undefined => loc?.startToken.line;

/** What is known at each node of an operation. */
type Within = {
  operation: KnownOperation;
  schema: GraphQLSchema;
  types: TypeInfo;
  variables: Map<string, VariableDefinitionNode>;
  add: Add;
  at(node: ASTNode): Use;
};

function collect(operation: KnownOperation, schema: GraphQLSchema, add: Add): void {
  const types = new TypeInfo(schema);
  const at = (node: ASTNode): Use => ({ operation, line: lineOf(node) });
  const within: Within = { operation, schema, types, variables: new Map(), add, at };
  const visitor = { ...inOperation(within), ...inSelections(within), ...inValues(within) };
  visit(operation.document, visitWithTypeInfo(types, visitor));
}

const inOperation = ({ schema, variables, add, at }: Within): ASTVisitor => ({
  OperationDefinition: (node) => {
    add(node.operation, at(node));
    const root = schema.getRootType(node.operation);
    if (root != null) {
      add(root.name, at(node));
    }
    for (const each of node.variableDefinitions ?? []) {
      variables.set(each.variable.name.value, each);
      const type = schema.getType(namedIn(each));
      if (type !== undefined) {
        addWithin(type, { ...at(each), within: each }, add);
      }
    }
  },
  Directive: (node) => {
    const name = `@${node.name.value}`;
    add(name, { ...at(node), names: namesOf(node.arguments) });
    for (const each of node.arguments ?? []) {
      add(`${name}.${each.name.value}`, given(each, at(each), variables));
    }
  },
});

function inSelections({ operation, types, variables, add, at }: Within): ASTVisitor {
  const conditions = new Map(
    operation.document.definitions.flatMap((node) =>
      node.kind === 'FragmentDefinition' ? [[node.name.value, node.typeCondition.name.value] as const] : [],
    ),
  );
  const fragmentOn = (name: string | undefined, node: ASTNode): void => {
    const parent = types.getParentType();
    if (name !== undefined && parent != null) {
      add(`${parent.name}/${name}`, at(node));
      add(name, at(node));
    }
  };
  return {
    FragmentSpread: (node) => fragmentOn(conditions.get(node.name.value), node),
    InlineFragment: (node) => fragmentOn(node.typeCondition?.name.value, node),
    Field: (node) => {
      const parent = types.getParentType();
      const type = types.getType();
      if (parent == null || type == null) {
        return;
      }
      const coordinate = `${parent.name}.${node.name.value}`;
      add(coordinate, { ...at(node), names: namesOf(node.arguments) });
      add(getNamedType(type).name, at(node));
      for (const each of node.arguments ?? []) {
        add(`${coordinate}.${each.name.value}`, given(each, at(each), variables));
      }
    },
  };
}

function inValues({ types, variables, add, at }: Within): ASTVisitor {
  const expected = (): string | undefined => inputNameOf(types.getInputType());
  return {
    ObjectField: (node) => {
      const named = inputNameOf(types.getParentInputType());
      if (named !== undefined) {
        add(`${named}.${node.name.value}`, given(node, at(node), variables));
      }
    },
    ObjectValue: (node) => {
      const named = expected();
      if (named !== undefined) {
        add(`${named}{}`, { ...at(node), names: namesOf(node.fields) });
      }
    },
    EnumValue: (node) => {
      const named = expected();
      if (named !== undefined) {
        add(`${named}.${node.value}`, at(node));
        add(`${named}{}`, at(node));
      }
    },
  };
}

const namesOf = (given: readonly { name: NameNode }[] = []): ReadonlySet<string> =>
  new Set(given.map(({ name }) => name.value));

const inputNameOf = (type: GraphQLInputType | null | undefined): string | undefined =>
  type == null ? undefined : getNamedType(type).name;

function given(
  { value }: Pick<ArgumentNode, 'value'>,
  use: Use,
  variables: ReadonlyMap<string, VariableDefinitionNode>,
): Use {
  return value.kind === 'Variable' ? { ...use, variable: variables.get(value.name.value) } : { ...use, value };
}

const namedIn = ({ type }: VariableDefinitionNode): string => {
  let at = type;
  while (at.kind !== 'NamedType') {
    at = at.type;
  }
  return at.name.value;
};

/** Whatever a variable may hold, its operation may send. */
function addWithin(type: GraphQLNamedType, use: Use, add: Add, seen = new Set<string>()): void {
  if (seen.has(type.name)) {
    return;
  }
  seen.add(type.name);
  add(`${type.name}{}`, use);
  if (isEnumType(type)) {
    for (const { name } of type.getValues()) {
      add(`${type.name}.${name}`, use);
    }
  }
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) {
      add(`${type.name}.${field.name}`, use);
      addWithin(getNamedType(field.type), use, add, seen);
    }
  }
}
