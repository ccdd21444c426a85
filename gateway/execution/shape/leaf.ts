import { type GraphQLLeafType, type GraphQLSchema, isEnumType, isSpecifiedScalarType } from 'graphql';

/** What a leaf's values have to be. */
export type Leaf = {
  isValid(value: unknown): boolean;
  /** Whether it is one that clients are not to see. */
  isHidden(value: unknown): boolean;
  /** The same as JavaScript over a variable's name, and over that of the enum's values. */
  source(variable: string, values: string): string;
  /** JavaScript that makes the JSON of a valid value in a variable, which holds nothing to be escaped if it is a text. */
  json(variable: string): string;
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

const QUOTED = (v: string): string => `'"' + ${v} + '"'`;
const JSON_OF: Record<string, (variable: string) => string> = {
  String: QUOTED,
  ID: (v) => `(typeof ${v} === 'string' ? ${QUOTED(v)} : '' + ${v})`,
  Int: (v) => `'' + ${v}`,
  Float: (v) => `'' + ${v}`,
  Boolean: (v) => `'' + ${v}`,
};

const CHECKS: Record<string, (value: unknown) => boolean> = {
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
  Int: (value) => ((value as number) | 0) === value,
  Float: Number.isFinite,
  Boolean: (value) => typeof value === 'boolean',
};

/**
 * Values of custom scalars are whatever a subgraph says: only it knows their form.
 * @param supergraph knows everything there is, also what clients do not see
 */
export function leafOf(type: GraphQLLeafType, supergraph: GraphQLSchema): Leaf {
  if (isEnumType(type)) {
    const values = new Set<unknown>(type.getValues().map(({ name }) => name));
    const whole = supergraph.getType(type.name);
    return {
      isValid: (value) => values.has(value),
      isHidden: (value) => !values.has(value) && isEnumType(whole) && whole.getValue(String(value)) !== undefined,
      source: (v, set) => `${set}.has(${v})`,
      json: QUOTED,
      values,
    };
  }
  const name = isSpecifiedScalarType(type) ? type.name : '';
  return {
    isValid: CHECKS[name] ?? (() => true),
    isHidden: () => false,
    source: SOURCES[name] ?? (() => 'true'),
    // Whatever it may be: also an object, whose keys are no business of ours.
    json: JSON_OF[name] ?? ((v) => `JSON.stringify(${v})`),
    values: undefined,
  };
}
