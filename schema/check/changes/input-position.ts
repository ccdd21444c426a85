import { type GraphQLInputType, isNonNullType, isTypeSubTypeOf, typeFromAST, valueFromAST, visit } from 'graphql';
import type { Use } from '../operations/uses.ts';
import type { Schemas } from './change.ts';

/** Whether what an operation sends is still taken where this type is expected now. */
export function isStillTaken({ value, variable, within }: Use, type: GraphQLInputType, { after }: Schemas): boolean {
  if (variable !== undefined) {
    const declared = typeFromAST(after, variable.type as Parameters<typeof typeFromAST>[1]);
    return declared !== undefined && isTypeSubTypeOf(after, declared, type);
  }
  if (within !== undefined || value === undefined || holdsVariables(value)) {
    return false;
  }
  return valueFromAST(value, type) !== undefined;
}

/** Has to be given: it may not be null, and nothing stands in for it. */
export const isRequired = ({ type, defaultValue }: { type: GraphQLInputType; defaultValue?: unknown }): boolean =>
  isNonNullType(type) && defaultValue === undefined;

function holdsVariables(value: NonNullable<Use['value']>): boolean {
  let found = false;
  visit(value, {
    Variable: () => {
      found = true;
    },
  });
  return found;
}
