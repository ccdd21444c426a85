import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import type { FieldRules, InputRules } from './rules.ts';

/** In place of a value: the field is left out. */
export const MISSING = Symbol('missing');

/**
 * What becomes of an input with this value in this place: `refused by the schema`, a code of a user error, or
 * `as it may be`, for fields that are optional: accepted, or refused with a user error that names a field.
 */
export type Case = { path: readonly string[]; value: unknown; outcome: string };

export const BY_SCHEMA = 'refused by the schema';
export const AS_IT_MAY_BE = 'as it may be';

export const NOBODY = '00000000-0000-7000-8000-000000000000';
const TEXT_OF_20_000 = 'x'.repeat(20_000);
const DEEP = JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`) as object;

/** Everything that can be wrong with the fields of an input, each in turn. */
export function casesOf(type: GraphQLInputObjectType, rules: InputRules, path: readonly string[] = []): Case[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const at = [...path, field.name];
    const rule = rules[field.name];
    if (rule === undefined) {
      throw new Error(`${type.name}.${field.name} has no rules`);
    }
    return [...ofAbsence(field, at), ...ofValue(field.type, rule, at)];
  });
}

function ofAbsence(field: GraphQLInputField, path: readonly string[]): Case[] {
  const missing = isRequiredInputField(field) ? BY_SCHEMA : AS_IT_MAY_BE;
  const isNull = isNonNullType(field.type) ? BY_SCHEMA : AS_IT_MAY_BE;
  return [
    { path, value: MISSING, outcome: missing },
    { path, value: null, outcome: isNull },
  ];
}

function ofValue(type: GraphQLInputType, rule: FieldRules, path: readonly string[]): Case[] {
  const bare = getNullableType(type);
  const is = (value: unknown, outcome: string): Case => ({ path, value, outcome });
  if (isListType(bare) !== (rule.kind === 'list') || isInputObjectType(bare) !== (rule.kind === 'object')) {
    throw new Error(`${path.join('.')}: the rules say ${rule.kind}, the schema says ${String(type)}`);
  }
  if (isListType(bare) && rule.kind === 'list') {
    const item = ofValue(bare.ofType, rule.item, [...path, '0']);
    const tooFew = rule.fewest > 0 ? [is([], 'REQUIRED')] : [];
    return [is([null], BY_SCHEMA), is(repeated(rule.most + 1), 'TOO_LONG'), ...tooFew, ...item];
  }
  if (isInputObjectType(bare) && rule.kind === 'object') {
    return [is('text', BY_SCHEMA), is({ noSuchField: 1 }, BY_SCHEMA), ...casesOf(bare, rule.fields, path)];
  }
  const name = isEnumType(bare) ? 'enum' : String(bare);
  const expected = KINDS[name];
  if (expected === undefined || !expected.kinds.includes(rule.kind)) {
    throw new Error(`${path.join('.')}: the rules say ${rule.kind}, the schema says ${String(type)}`);
  }
  const wrongKind = expected.wrong.map((value) => is(value, BY_SCHEMA));
  return [...wrongKind, ...refusedValues(rule).map(([value, code]) => is(value, code))];
}

/** Of each type of the schema, values of the wrong kind, and by which rules it is described. */
const KINDS: Record<string, { wrong: readonly unknown[]; kinds: readonly FieldRules['kind'][] }> = {
  String: { wrong: [5, true, { a: 1 }, ['a', 'b']], kinds: ['text'] },
  ID: { wrong: [{ id: 1 }, true, 1.5], kinds: ['reference'] },
  Int: { wrong: ['many', 1.5, 2 ** 31, true], kinds: ['number', 'given'] },
  Float: { wrong: ['many', true, [1, 2]], kinds: ['number'] },
  Boolean: { wrong: ['yes', 1], kinds: ['given'] },
  enum: { wrong: ['NO_SUCH_THING', 3, 'low'], kinds: ['given'] },
  DateTime: { wrong: ['yesterday', '2026-02-30T00:00:00Z', true], kinds: ['given'] },
  BigInt: { wrong: ['many', 1.5, true, '1'.repeat(40)], kinds: ['bytes'] },
  JSON: { wrong: [], kinds: ['json'] },
};

type Refused = readonly (readonly [value: unknown, code: string])[];

function refusedValues(rule: FieldRules): Refused {
  switch (rule.kind) {
    case 'text':
      return [
        ['x'.repeat(rule.longest + 1), 'TOO_LONG'],
        ['a\0b', 'INVALID_FORMAT'],
        ['\ud800', 'INVALID_FORMAT'],
        ...(rule.blankIsFine
          ? []
          : ([
              ['', 'REQUIRED'],
              [' \t\n', 'REQUIRED'],
              ['\u200b\u2060', 'REQUIRED'],
            ] as const)),
        ...rule.also,
      ];
    case 'number':
      return [[rule.min - rule.step, 'OUT_OF_RANGE'], [rule.max + rule.step, 'OUT_OF_RANGE'], ...rule.also];
    case 'bytes':
      return [
        ['-1', 'OUT_OF_RANGE'],
        ['9007199254740993', 'OUT_OF_RANGE'],
      ];
    case 'json':
      return [
        [[1], 'INVALID_FORMAT'],
        ['text', 'INVALID_FORMAT'],
        [5, 'INVALID_FORMAT'],
        [{ a: 'x'.repeat(rule.longest) }, 'TOO_LONG'],
        [DEEP, 'TOO_LONG'],
        [{ a: 'b\0c' }, 'INVALID_FORMAT'],
        ...rule.also,
      ];
    case 'reference':
      return [
        ['x', 'INVALID_FORMAT'],
        ['', 'INVALID_FORMAT'],
        [TEXT_OF_20_000, 'INVALID_FORMAT'],
        ["'; drop table users --", 'INVALID_FORMAT'],
        ...(rule.to === 'ours' ? ([[NOBODY, 'NOT_FOUND']] as const) : []),
      ];
    case 'given':
      return rule.also;
    default:
      return [];
  }
}

/** A list that is too long, made of the first item of the good input. */
const repeated = (times: number) => new Repeated(times);
export class Repeated {
  readonly times: number;
  constructor(times: number) {
    this.times = times;
  }
  toJSON(): string {
    return `${this.times} items`;
  }
}

/** The input with the case's value in its place. */
export function withValue(input: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    return value instanceof Repeated ? Array(value.times).fill((input as unknown[])[0]) : value;
  }
  const copy = (Array.isArray(input) ? [...input] : { ...(input as object) }) as Record<string, unknown>;
  if (rest.length === 0 && value === MISSING) {
    delete copy[key];
  } else {
    copy[key] = withValue(copy[key], rest, value);
  }
  return copy;
}

/** Which fields of an input type, those of the types within included, a good input leaves out. */
export function fieldsLeftOut(type: GraphQLInputType, input: unknown, path: string): string[] {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    const items = input as unknown[];
    return items.length === 0 ? [`${path}.0`] : fieldsLeftOut(bare.ofType, items[0], `${path}.0`);
  }
  if (!isInputObjectType(bare)) {
    return [];
  }
  return Object.values(bare.getFields()).flatMap((field) => {
    const value = (input as Record<string, unknown>)[field.name];
    const at = `${path}.${field.name}`;
    return value == null ? [at] : fieldsLeftOut(field.type, value, at);
  });
}
