import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
} from 'graphql';
import { type Requirement, requirementsIn } from '../../platform/graphql/requirements.ts';
import type { Actor } from '../../platform/identity/actor.ts';
import { eachField, valueType } from './fields.ts';
import { type Refusals, refusalsOf } from './refusals.ts';

/** Who may see what of a supergraph, as its directives say. */
export type Access = {
  /** Names of all that an operation wants of whoever asks. */
  requirementsOf(document: DocumentNode): string[];
  /** Undefined when there is no requirement of that name. */
  isMet(name: string, actor: Actor): boolean | undefined;
  /**
   * What is refused of an operation; undefined when nothing is.
   * @param document as the answer is made of it
   */
  refusalsOf(document: DocumentNode, isMet: (name: string) => boolean): Refusals | undefined;
};

/**
 * @param supergraph whole
 * @param schema what clients see of it
 */
export function accessOf(supergraph: DocumentNode, schema: GraphQLSchema): Access {
  const { all, ofType, ofField } = requirementsIn(supergraph);
  if (all.size === 0) {
    return { requirementsOf: () => [], isMet: () => undefined, refusalsOf: () => undefined };
  }
  const wanted: Wanted = {
    ofType,
    ofField: (type, field) => {
      const value = valueType(type, field);
      return [...ofType(type.name), ...ofField(type.name, field), ...(value === undefined ? [] : ofType(value.name))];
    },
  };
  const requirementsOf = (document: DocumentNode): string[] => {
    const names = new Set<string>();
    const add = (requirements: readonly Requirement[]): void => {
      for (const { name } of requirements) {
        names.add(name);
      }
    };
    const seen = new Set<string>();
    eachField(document, schema, ({ name: { value: field } }, parent) => {
      const coordinate = `${parent.name}.${field}`;
      if (seen.has(coordinate)) {
        return undefined;
      }
      seen.add(coordinate);
      for (const type of withPossibleTypes(parent, schema)) {
        add(wanted.ofField(type, field));
      }
      const value = valueType(parent, field);
      for (const { name } of value === undefined ? [] : withPossibleTypes(value, schema)) {
        add(ofType(name));
      }
      return undefined;
    });
    return [...names];
  };
  return {
    requirementsOf,
    isMet: (name, actor) => all.get(name)?.isMet(actor),
    refusalsOf: (document, isMet) =>
      requirementsOf(document).every(isMet) ? undefined : refusalsOf(document, schema, wanted, isMet),
  };
}

/** What is wanted of those who ask for a type's objects, and for a field: for its object and for its value as well. */
export type Wanted = {
  ofType(type: string): readonly Requirement[];
  ofField(type: GraphQLCompositeType, field: string): readonly Requirement[];
};

/** Which type an object has is known only when it is there. */
function withPossibleTypes<T extends GraphQLNamedType>(type: T, schema: GraphQLSchema): (T | GraphQLObjectType)[] {
  return isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
}
