import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';

/** What a leaf's values have to be. */
export type Leaf = {
  isValid(value: unknown): boolean;
  /** The same as JavaScript over a variable's name, and over that of the enum's values. */
  source(variable: string, values: string): string;
  /** The values of an enum. */
  values: ReadonlySet<unknown> | undefined;
};

/** An Int has 32 bits: nothing else is what it is as a number of 32 bits. */
const SOURCES: Record<string, (variable: string) => string> = {
  String: (v) => `typeof ${v} === 'string'`,
  ID: (v) => `(typeof ${v} === 'string' || Number.isInteger(${v}))`,
  Int: (v) => `(${v} | 0) === ${v}`,
  Float: (v) => `Number.isFinite(${v})`,
  Boolean: (v) => `typeof ${v} === 'boolean'`,
};

const CHECKS: Record<string, (value: unknown) => boolean> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
  Int: (value) => ((value as number) | 0) === value,
  Float: Number.isFinite,
  Boolean: (value) => typeof value === 'boolean',
};

/** Values of custom scalars are whatever a subgraph says: only it knows their form. */
export function leafOf(type: GraphQLLeafType): Leaf {
  if (isEnumType(type)) {
    const values = new Set<unknown>(type.getValues().map(({ name }) => name));
    return { isValid: (value) => values.has(value), source: (v, set) => `${set}.has(${v})`, values };
  }
  const name = isSpecifiedScalarType(type) ? type.name : '';
  return { isValid: CHECKS[name] ?? (() => true), source: SOURCES[name] ?? (() => 'true'), values: undefined };
}
