import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';

/** The value as it is answered; undefined where that takes a closer look, or an error. */
export type Serialize = (value: unknown) => unknown;

/** What is already as GraphQL's own scalars give it back, and which of a custom scalar's values are only looked at. */
const AS_THEY_ARE: Record<string, Serialize> = {
  String: (value) => (typeof value === 'string' ? value : undefined),
  ID: (value) => (typeof value === 'string' ? value : undefined),
  Int: (value) => (typeof value === 'number' && (value | 0) === value ? value : undefined),
  Float: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
};

/** The same as the type's own `serialize`, without a call of it for values that are what they have to be. */
export function serializeOf(type: GraphQLLeafType): Serialize {
  if (isEnumType(type)) {
    const names = new Map<unknown, string>(type.getValues().map(({ name, value }) => [value, name]));
    return (value) => names.get(value) ?? type.serialize(value);
  }
  const asItIs = isSpecifiedScalarType(type) ? AS_THEY_ARE[type.name] : undefined;
  return asItIs === undefined ? (value) => type.serialize(value) : (value) => asItIs(value) ?? type.serialize(value);
}
