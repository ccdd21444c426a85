import {
  type DocumentNode,
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from 'graphql';
import { Fault } from '../errors/fault.ts';
import { type Actor, ANONYMOUS } from '../identity/actor.ts';
import { type Requirement, refusalOf, requirementsIn } from './requirements.ts';

/** What every request's context has. */
type Context = { actor?: Actor } | undefined;

/**
 * Has a subgraph's schema keep to the directives of its SDL, whoever asks and by whichever way: a field is resolved,
 * and an object is answered, for those only who may see it.
 */
export function guarded(schema: GraphQLSchema, typeDefs: DocumentNode): GraphQLSchema {
  const requirements = requirementsIn(typeDefs);
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    guardObjects(type, requirements.ofType(type.name));
    for (const field of Object.values(type.getFields())) {
      const own = requirements.ofField(type.name, field.name);
      const ofValue = requirements.ofType(getNamedType(field.type).name);
      guardField(`${type.name}.${field.name}`, field, [...new Set([...own, ...ofValue])]);
    }
  }
  return schema;
}

/** Throws where the actor does not meet what is wanted. */
function guardOf(what: string, requirements: readonly Requirement[]): (context: unknown) => void {
  // A list asks for the same actor again and again.
  let last: Actor | undefined;
  return (context) => {
    const actor = (context as Context)?.actor ?? ANONYMOUS;
    if (actor === last) {
      return;
    }
    const unmet = requirements.find((requirement) => !requirement.isMet(actor));
    if (unmet !== undefined) {
      throw new Fault('UNAUTHORIZED_FIELD_OR_TYPE', refusalOf(what, unmet));
    }
    last = actor;
  };
}

/** Asked once for each object, also for those that come as references or in a union. */
function guardObjects(type: GraphQLObjectType, requirements: readonly Requirement[]): void {
  if (requirements.length > 0) {
    const { isTypeOf } = type;
    const insist = guardOf(type.name, requirements);
    type.isTypeOf = (value, context, info) => {
      insist(context);
      return isTypeOf?.(value, context, info) ?? true;
    };
  }
}

/** The field's own resolver stays known, as `unguarded`. */
function guardField(what: string, field: GraphQLField<unknown, unknown>, requirements: readonly Requirement[]): void {
  if (requirements.length > 0) {
    const resolve = field.resolve ?? defaultFieldResolver;
    const insist = guardOf(what, requirements);
    field.extensions = { ...field.extensions, unguarded: field.resolve };
    field.resolve = (source, args, context, info) => {
      insist(context);
      return resolve(source, args, context, info);
    };
  }
}
