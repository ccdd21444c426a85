import { z } from 'zod';
import { Refusal, type UserError } from '../errors/refusal.ts';
import type { UserErrorCode } from '../errors/registry.ts';

type Issue = z.core.$ZodIssue;

/** Checks a verb's input against its rules. Throws a `Refusal` that lists every field in need of mending. */
export function validInput<T extends z.ZodType>(rules: T, input: unknown): z.output<T> {
  const result = rules.safeParse(input);
  if (result.success) {
    return result.data;
  }
  throw new Refusal(result.error.issues.map(userErrorOf));
}

function userErrorOf(issue: Issue): UserError {
  const field = issue.path.map(String);
  return { code: codeOf(issue), message: `${field.join('.') || 'input'}: ${issue.message}`, field };
}

function codeOf(issue: Issue): UserErrorCode {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'TOO_LONG' : 'OUT_OF_RANGE';
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'REQUIRED' : 'OUT_OF_RANGE';
    case 'custom':
      return (issue.params?.code as UserErrorCode | undefined) ?? 'INVALID_FORMAT';
    default:
      return issue.input === undefined && issue.code === 'invalid_type' ? 'REQUIRED' : 'INVALID_FORMAT';
  }
}

/** A text of the lab: trimmed, not blank, without NUL (PostgreSQL stores none), at most `longest` characters. */
export const text = (longest: number) =>
  z
    .string('must be a text')
    .max(longest, `must have at most ${longest} characters`)
    .refine((value) => !value.includes('\0'), 'must not contain NUL characters')
    .trim()
    .min(1, 'must not be blank');

export const optional = <T extends z.ZodType>(rules: T) => rules.nullish().transform((value) => value ?? null);

export const id = z
  .string('must be an id')
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be an id (a UUID)')
  .toLowerCase();

export const email = z
  .string('must be an e-mail address')
  .max(320, 'must have at most 320 characters')
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'must be an e-mail address such as ada@example.org');

/** A number within hard bounds; `unit` goes into the message. */
export const measured = (min: number, max: number, unit: string) =>
  z
    .number('must be a number')
    .min(min, `must be between ${min} and ${max} ${unit}`.trim())
    .max(max, `must be between ${min} and ${max} ${unit}`.trim());

/** A JSON object of bounded size. */
export const jsonObject = (mostCharacters: number) =>
  z
    .record(z.string(), z.unknown(), 'must be a JSON object')
    .refine((value) => JSON.stringify(value).length <= mostCharacters, {
      message: `must have at most ${mostCharacters} characters as JSON`,
      params: { code: 'TOO_LONG' },
    })
    .refine((value) => !JSON.stringify(value).includes('\\u0000'), 'must not contain NUL characters');
