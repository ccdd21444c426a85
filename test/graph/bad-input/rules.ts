/** What a service accepts in a field, as far as the schema does not say it. */
export type FieldRules =
  /** `blankIsFine` for texts that are kept to the letter, `malformed` for those of a form. */
  | { kind: 'text'; longest: number; blankIsFine?: boolean; also: Also }
  | { kind: 'number'; min: number; max: number; step: number; also: Also }
  | { kind: 'bytes' }
  | { kind: 'json'; longest: number; also: Also }
  /** `elsewhere`: in the database of another service, which nobody can ask. */
  | { kind: 'reference'; to: 'ours' | 'elsewhere' }
  /** What the schema says is all there is to say: enums, booleans, instants, whole numbers without bounds. */
  | { kind: 'given'; also: Also }
  | { kind: 'object'; fields: InputRules }
  | { kind: 'list'; most: number; fewest: number; item: FieldRules };

export type InputRules = Readonly<Record<string, FieldRules>>;

/** Further values that are refused, and with which code. */
type Also = readonly (readonly [value: unknown, code: string])[];

const malformed = (values: readonly string[]): Also => values.map((value) => [value, 'INVALID_FORMAT'] as const);

export const text = (longest: number, ...bad: string[]): FieldRules => ({
  kind: 'text',
  longest,
  also: malformed(bad),
});
export const verbatim = (longest: number): FieldRules => ({ kind: 'text', longest, blankIsFine: true, also: [] });
export const nameOf = (longest: number, nobody: string, ...bad: string[]): FieldRules => ({
  kind: 'text',
  longest,
  also: [[nobody, 'NOT_FOUND'], ...malformed(bad)],
});
export const email = text(320, 'nobody', 'ada@', 'a b@example.org');
/** `step` is by how much a value has to miss the bounds to be outside. */
export const number = (min: number, max: number, step = 1, also: Also = []): FieldRules => ({
  ...{ kind: 'number', min, max, step, also },
});
export const bytes: FieldRules = { kind: 'bytes' };
export const json = (longest: number, ...also: Also): FieldRules => ({ kind: 'json', longest, also });
export const reference: FieldRules = { kind: 'reference', to: 'ours' };
export const elsewhere: FieldRules = { kind: 'reference', to: 'elsewhere' };
export const given = (...also: Also): FieldRules => ({ kind: 'given', also });
export const object = (fields: InputRules): FieldRules => ({ kind: 'object', fields });
export const listOf = (item: FieldRules, most: number, fewest = 0): FieldRules => ({
  ...{ kind: 'list', item, most, fewest },
});
