import { readComparisons, satisfies } from './semver.ts';

/**
 * What a caller must fulfil. Every entry of the object has to hold:
 *
 *     { "role": "technician", "lab.country": ["DE", "FR"], "appVersion": { "semver": ">=2.1.0 <3.0.0" },
 *       "or": [{ "now": { "after": "2026-11-01" } }, { "not": { "teams": { "contains": "beta" } } }] }
 *
 * `and` and `or` take a list of conditions, `not` takes one; every other name is an attribute of the context, with
 * dots into objects. A value means `equals`, a list means `in`. The context has `now`, the time of the server,
 * unless it brings its own.
 */
export type Conditions = Record<string, unknown>;

export type ConditionProblem = { path: string[]; problem: string };

const MOST_CONDITIONS = 100;
const ATTRIBUTE = /^[A-Za-z_$][\w$-]*(\.[A-Za-z_$][\w$-]*)*$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

type Scalar = string | number | boolean | null;
const isScalar = (value: unknown): value is Scalar =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Milliseconds of a day or of an instant with its zone; NaN for what is neither, also for 30 February. */
function instantOf(value: unknown): number {
  const [, day] = (typeof value === 'string' ? INSTANT.exec(value) : null) ?? [];
  const isDay = day !== undefined && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  return isDay ? Date.parse(value as string) : Number.NaN;
}

/** One way to test a value: what is wrong with what it is compared to, and whether a value of the context passes. */
type Test = { problem(operand: unknown): string | null; holds(actual: unknown, operand: never): boolean };

const isInstant = (operand: unknown): string | null =>
  Number.isNaN(instantOf(operand))
    ? 'must be a day such as 2026-11-01 or an instant such as 2026-11-01T09:00:00Z'
    : null;
const isPlain = (operand: unknown): string | null =>
  isScalar(operand) ? null : 'must be a text, a number, true, false or null';

const TESTS: Record<string, Test> = {
  // What a caller does not say is null.
  equals: { problem: isPlain, holds: (actual, operand: Scalar) => (actual ?? null) === operand },
  in: {
    problem: (operand) =>
      Array.isArray(operand) && operand.length > 0 && operand.every(isScalar)
        ? null
        : 'must be a list of texts, numbers, true, false or null, and not empty',
    holds: (actual, operand: Scalar[]) => {
      const values = Array.isArray(actual) ? actual : [actual ?? null];
      return values.some((value) => operand.includes(value));
    },
  },
  contains: {
    problem: (operand) => (operand === '' ? 'must not be empty' : isPlain(operand)),
    holds: (actual, operand: Scalar) =>
      Array.isArray(actual)
        ? actual.includes(operand)
        : typeof actual === 'string' && typeof operand === 'string' && actual.includes(operand),
  },
  semver: {
    problem: (operand) =>
      typeof operand === 'string' && readComparisons(operand) !== null
        ? null
        : 'must be comparisons of versions such as >=2.1.0 <3.0.0',
    holds: (actual, operand: string) => typeof actual === 'string' && satisfies(actual, readComparisons(operand) ?? []),
  },
  before: { problem: isInstant, holds: (actual, operand: string) => instantOf(actual) < instantOf(operand) },
  after: { problem: isInstant, holds: (actual, operand: string) => instantOf(actual) > instantOf(operand) },
};
const KNOWN_TESTS = Object.keys(TESTS).join(', ');

/** What is wrong with conditions, each with its path in them; empty for good ones. */
export function conditionProblems(conditions: unknown): ConditionProblem[] {
  const entries = countEntries(conditions);
  return entries > MOST_CONDITIONS
    ? [{ path: [], problem: `must have at most ${MOST_CONDITIONS} conditions, got ${entries}` }]
    : problemsOf(conditions, []);
}

const countEntries = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, inner) => sum + (isObject(value) ? 1 : 0) + countEntries(inner), 0)
    : 0;

function problemsOf(conditions: unknown, path: string[]): ConditionProblem[] {
  if (!isObject(conditions)) {
    return [{ path, problem: 'must be an object of conditions' }];
  }
  return Object.entries(conditions).flatMap(([name, operand]): ConditionProblem[] => {
    const at = [...path, name];
    if (name === 'not') {
      return problemsOf(operand, at);
    }
    if (name === 'and' || name === 'or') {
      return Array.isArray(operand) && operand.length > 0
        ? operand.flatMap((each, i) => problemsOf(each, [...at, String(i)]))
        : [{ path: at, problem: 'must be a list of conditions, and not empty' }];
    }
    return ATTRIBUTE.test(name)
      ? testProblems(operand, at)
      : [{ path: at, problem: 'must be an attribute of the context, such as role or lab.country' }];
  });
}

function testProblems(operand: unknown, path: string[]): ConditionProblem[] {
  if (isObject(operand) && Object.keys(operand).length === 0) {
    return [{ path, problem: `must have one of ${KNOWN_TESTS}` }];
  }
  return Object.entries(testsOf(operand)).flatMap(([test, compared]) => {
    const at = isObject(operand) ? [...path, test] : path;
    const problem = Object.hasOwn(TESTS, test)
      ? (TESTS[test] as Test).problem(compared)
      : `is no test; there are ${KNOWN_TESTS}`;
    return problem === null ? [] : [{ path: at, problem }];
  });
}

/** A value by itself is short for `equals`, a list for `in`. */
const testsOf = (operand: unknown): Record<string, unknown> =>
  isObject(operand) ? operand : Array.isArray(operand) ? { in: operand } : { equals: operand };

/** Whether a context fulfils conditions that have no problems. */
export function fulfils(context: Record<string, unknown>, conditions: Conditions): boolean {
  return Object.entries(conditions).every(([name, operand]) => {
    switch (name) {
      case 'not':
        return !fulfils(context, operand as Conditions);
      case 'and':
        return (operand as Conditions[]).every((each) => fulfils(context, each));
      case 'or':
        return (operand as Conditions[]).some((each) => fulfils(context, each));
      default: {
        const actual = attributeOf(context, name);
        return Object.entries(testsOf(operand)).every(([test, compared]) =>
          (TESTS[test] as Test).holds(actual, compared as never),
        );
      }
    }
  });
}

/** The attribute by its whole name if the context has that, else along its dots. What is inherited counts for nothing. */
function attributeOf(context: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(context, name)) {
    return context[name];
  }
  return name
    .split('.')
    .reduce<unknown>((value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), context);
}
