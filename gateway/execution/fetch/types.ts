import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';

/** What fetches ask of the supergraph's types. */
export type Types = {
  /** Whether a type condition holds for an object of that type's name, which may be an interface's. */
  isA(typename: string, condition: string): boolean;
  isConcrete(typename: string): boolean;
  isKnown(typename: string): boolean;
};

export function typesOf(schema: GraphQLSchema): Types {
  return {
    isA: (typename, condition) => {
      if (typename === condition) {
        return true;
      }
      const type = schema.getType(typename);
      const wanted = schema.getType(condition);
      return isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
    },
    isConcrete: (typename) => isObjectType(schema.getType(typename)),
    isKnown: (typename) => schema.getType(typename) !== undefined,
  };
}
