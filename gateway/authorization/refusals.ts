import type { DocumentNode, FieldNode, GraphQLCompositeType, GraphQLSchema } from 'graphql';
import { type Requirement, refusalOf } from '../../platform/graphql/requirements.ts';
import type { Wanted } from './access.ts';
import { eachField } from './fields.ts';

/** What is refused of an operation, in the words that whoever asks is told; undefined where nothing is. */
export type Refusals = {
  /**
   * Of fields that stand under one name in an object.
   * @param type the object's own, as far as it is known
   */
  ofFields(nodes: readonly FieldNode[], type: GraphQLCompositeType): string | undefined;
  ofType(typename: string): string | undefined;
  /** The operation without what is refused, whatever its fields are called there; selections may be empty then. */
  cut(document: DocumentNode): DocumentNode;
};

/** @param isMet whether a requirement is met, by its name */
export function refusalsOf(
  document: DocumentNode,
  schema: GraphQLSchema,
  wanted: Wanted,
  isMet: (name: string) => boolean,
): Refusals {
  const refusal = (what: string, requirements: readonly Requirement[]): string | undefined => {
    const unmet = requirements.find(({ name }) => !isMet(name));
    return unmet && refusalOf(what, unmet);
  };
  const ofField = ({ name: { value: field } }: FieldNode, type: GraphQLCompositeType): string | undefined =>
    refusal(`${type.name}.${field}`, wanted.ofField(type, field));
  // A field may be asked of an interface, which wants more than the object's own type.
  const asAsked = new Map<FieldNode, string>();
  eachField(document, schema, (node, parent) => {
    const refused = ofField(node, parent);
    if (refused !== undefined) {
      asAsked.set(node, refused);
    }
    return undefined;
  });
  return {
    ofFields: (nodes, type) =>
      nodes.map((node) => asAsked.get(node) ?? ofField(node, type)).find((refused) => refused !== undefined),
    ofType: (typename) => refusal(typename, wanted.ofType(typename)),
    cut: (own) => eachField(own, schema, (node, parent) => (ofField(node, parent) === undefined ? undefined : null)),
  };
}
