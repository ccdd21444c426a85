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

/**
 * The selection of everything that can be asked for below a type, so many objects deep. Fields of a union's members go
 * by names of their own, since members may have fields of one name and different types.
 */
export function everyField(schema: GraphQLSchema, typeName: string, depth: number, prefix = ''): string {
  const type = schema.getType(typeName) as GraphQLNamedType;
  if (isUnionType(type)) {
    const members = type.getTypes().map(({ name }) => `... on ${name} ${everyField(schema, name, depth, `${name}_`)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return `{ __typename ${fields.flatMap((field) => selected(schema, field, depth, prefix)).join(' ')} }`;
}

function selected(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  depth: number,
  prefix: string,
): string[] {
  const name = prefix === '' ? field.name : `${prefix}${field.name}: ${field.name}`;
  const type = getNamedType(field.type);
  if (field.args.some(isRequiredArgument)) {
    return [];
  }
  if (isScalarType(type) || isEnumType(type)) {
    return [name];
  }
  return depth <= 1 ? [] : [`${name} ${everyField(schema, type.name, depth - 1)}`];
}
