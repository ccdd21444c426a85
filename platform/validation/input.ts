import { z } from 'zod';
import { Refusal, type UserError } from '../errors/refusal.ts';
import type { UserErrorCode } from '../errors/registry.ts';

/** PostgreSQL stores no NUL, and no half of a character. */
const isStorable = (value: string): boolean => !value.includes('\0') && value.isWellFormed();
const UNSTORABLE = 'must not contain NUL or broken characters';

type Issue = z.core.$ZodIssue;

/** Checks a verb's input against its rules. Throws a `Refusal` that lists every field in need of mending. */
export function validInput<T extends z.ZodType>(rules: T, input: unknown): z.output<T> {
  const result = rules.safeParse(input);
  if (result.success) {
    return result.data;
  }
  const errors = result.error.issues.map((issue) => userErrorOf(issue, input));
  // One thing at a time for each field: what is blank has no form either.
  const byField = new Map(errors.toReversed().map((error) => [error.field?.join('.'), error]));
  throw new Refusal([...byField.values()].toReversed());
}

function userErrorOf(issue: Issue, input: unknown): UserError {
  const field = issue.path.map(String);
  return {
    code: codeOf(issue, valueAt(input, issue.path)),
    message: `${field.join('.') || 'input'}: ${issue.message}`,
    field,
  };
}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input);

function codeOf(issue: Issue, value: unknown): UserErrorCode {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'TOO_LONG' : 'OUT_OF_RANGE';
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'REQUIRED' : 'OUT_OF_RANGE';
    case 'custom':
      return (issue.params?.code as UserErrorCode | undefined) ?? 'INVALID_FORMAT';
    default:
      return value == null ? 'REQUIRED' : 'INVALID_FORMAT';
  }
}

/** Zero-width blanks and control characters show nothing: a name of them could be neither read nor searched for. */
const isVisible = (value: string): boolean => /[^\s\p{Cc}\p{Cf}]/u.test(value);
const NOT_BLANK = { message: 'must not be blank', params: { code: 'REQUIRED' } };

/** A text of the lab: trimmed, not blank, storable, at most `longest` characters. */
export const text = (longest: number) =>
  z
    .string('must be a text')
    .max(longest, `must have at most ${longest} characters`)
    .refine(isStorable, UNSTORABLE)
    .trim()
    .refine(isVisible, NOT_BLANK);

export const optional = <T extends z.ZodType>(rules: T) => rules.nullish().transform((value) => value ?? null);

export const id = z
  .string('must be an id')
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be an id (a UUID)')
  .toLowerCase();

export const email = z
  .string('must be an e-mail address')
  .max(320, 'must have at most 320 characters')
  .refine(isStorable, UNSTORABLE)
  .trim()
  .refine(isVisible, NOT_BLANK)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'must be an e-mail address such as ada@example.org');

/** A number within hard bounds; `unit` goes into the message. */
export const measured = (min: number, max: number, unit: string) =>
  z
    .number('must be a number')
    .min(min, `must be between ${min} and ${max} ${unit}`.trim())
    .max(max, `must be between ${min} and ${max} ${unit}`.trim());

const MOST_LEVELS = 50;

/** A JSON object of bounded size and depth, with texts that PostgreSQL can store. */
export const jsonObject = (mostCharacters: number) =>
  z
    .record(z.string(), z.unknown(), 'must be a JSON object')
    // First of all, and without recursion: what follows recurses.
    .refine((value) => !isDeeperThan(value, MOST_LEVELS), {
      message: `must have at most ${MOST_LEVELS} levels`,
      params: { code: 'TOO_LONG' },
      abort: true,
    })
    .refine((value) => JSON.stringify(value).length <= mostCharacters, {
      message: `must have at most ${mostCharacters} characters as JSON`,
      params: { code: 'TOO_LONG' },
    })
    .refine((value) => everyText(value, isStorable), UNSTORABLE);

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

function isDeeperThan(value: unknown, most: number): boolean {
  let level: object[] = [value].filter(isContainer);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= most) {
      return true;
    }
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return false;
}

const everyText = (value: unknown, holds: (text: string) => boolean): boolean =>
  typeof value === 'string'
    ? holds(value)
    : !isContainer(value) || Object.entries(value).every(([key, inner]) => holds(key) && everyText(inner, holds));
