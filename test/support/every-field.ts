import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
  isScalarType,
  isUnionType,
} from 'graphql';

/** The selection of everything that can be asked for below a type, so many objects deep. */
export function everyField(schema: GraphQLSchema, typeName: string, depth: number): string {
  const type = schema.getType(typeName) as GraphQLNamedType;
  if (isUnionType(type)) {
    const members = type.getTypes().map(({ name }) => `... on ${name} ${everyField(schema, name, depth)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return `{ __typename ${fields.flatMap((field) => selected(schema, field, depth)).join(' ')} }`;
}

function selected(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>, depth: number): string[] {
  const type = getNamedType(field.type);
  if (field.args.some(isRequiredArgument)) {
    return [];
  }
  if (isScalarType(type) || isEnumType(type)) {
    return [field.name];
  }
  return depth <= 1 ? [] : [`${field.name} ${everyField(schema, type.name, depth - 1)}`];
}
