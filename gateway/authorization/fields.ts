import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** The type of a field's value; undefined where the type has no such field. */
export const valueType = (type: GraphQLCompositeType, field: string): GraphQLNamedType | undefined =>
  isObjectType(type) || isInterfaceType(type) ? getNamedType(type.getFields()[field]?.type) : undefined;

/**
 * Visits an operation's fields with the types that they are asked of.
 * @param visitor null takes the field out of the document that is returned
 */
export function eachField(
  document: DocumentNode,
  schema: GraphQLSchema,
  visitor: (node: FieldNode, parent: GraphQLCompositeType) => null | undefined,
): DocumentNode {
  const types = new TypeInfo(schema);
  const Field = (node: FieldNode): null | undefined => {
    const parent = types.getParentType();
    return parent != null && visitor(node, parent) === null ? null : undefined;
  };
  return visit(document, visitWithTypeInfo(types, { Field }));
}
