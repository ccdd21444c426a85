import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { Use, Uses } from '../operations/uses.ts';
import type { Change, Schemas } from './change.ts';

/** What a rule says of a change, from what the comparison found. */
export type Rule = (meta: Meta, schemas: Schemas) => Omit<Change, 'rule'>;
export type Meta = Record<string, unknown>;

export const text = (meta: Meta, name: string): string => String(meta[name]);

export const REFUSED = 'asks for it: the whole operation is refused.';
export const SENDS = 'sends it: the whole operation is refused.';
export const LACKS = 'does not send it: the whole operation is refused.';

export const DEPRECATE = 'Keep it and mark it @deprecated(reason: "…"); remove it when nobody asks for it any more.';

export const fieldOf = (
  schema: GraphQLSchema,
  type: string,
  field: string,
): GraphQLField<unknown, unknown> | undefined => {
  const named = schema.getType(type);
  return isObjectType(named) || isInterfaceType(named) ? named.getFields()[field] : undefined;
};

export const argumentOf = (
  schema: GraphQLSchema,
  type: string,
  field: string,
  name: string,
): GraphQLArgument | undefined => fieldOf(schema, type, field)?.args.find((argument) => argument.name === name);

export const inputFieldOf = (schema: GraphQLSchema, type: string, field: string): GraphQLInputField | undefined => {
  const named = schema.getType(type);
  return isInputObjectType(named) ? named.getFields()[field] : undefined;
};

/** Uses of a field, a directive or an input object that go without one of its arguments or fields. */
export const without = (uses: Uses, whole: string, part: string): Use[] =>
  uses.of(whole).filter(({ names }) => !names?.has(part));

/** Whoever uses one of these. */
export const anyOf =
  (...coordinates: string[]) =>
  (uses: Uses): Use[] =>
    coordinates.flatMap((coordinate) => uses.of(coordinate));

export const nobody = (): Use[] => [];

export const harmless = (coordinate: string, message: string): Omit<Change, 'rule'> => ({
  coordinate,
  message,
  effect: 'harmless',
  met: nobody,
  consequence: '',
});

/** Of what is safe nobody has to hear. */
export const unlessSafe = (isSafe: unknown, change: Omit<Change, 'rule'>): Omit<Change, 'rule'> =>
  isSafe ? harmless(change.coordinate, change.message) : change;
