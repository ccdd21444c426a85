import type { ValueType } from '../entities/app-config.entity.ts';

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const MOST_LEVELS = 50;

/** A text as what it stands for; undefined when it is none of that type. */
export function typedValue(value: string, type: ValueType): unknown {
  switch (type) {
    case 'string':
      return value;
    case 'boolean':
      return value === 'true' || value === 'false' ? value === 'true' : undefined;
    case 'number':
      return NUMBER.test(value) ? exactNumber(value) : undefined;
    case 'json':
      return parsed(value);
  }
}

/** What is wrong with a value of a type, in a sentence that follows the field's name; null for a good one. */
export const valueProblem = (value: string, type: ValueType): string | null =>
  typedValue(value, type) === undefined ? MUST_BE[type] : null;

const MUST_BE: Record<ValueType, string> = {
  string: 'must be a text',
  boolean: 'must be true or false',
  number: 'must be a number as JSON writes it, such as 0.7, and a whole one within ±9007199254740991',
  json: `must be JSON of at most ${MOST_LEVELS} levels, whole numbers within ±9007199254740991`,
};

/** A whole number that a double cannot hold would be read as another one. */
function exactNumber(value: string): number | undefined {
  const number = Number(value);
  const exact = Number.isFinite(number) && (!/^-?\d+$/.test(value) || Number.isSafeInteger(number));
  return exact ? number : undefined;
}

function parsed(value: string): unknown {
  try {
    return levels(value) > MOST_LEVELS ? undefined : (JSON.parse(value, exactly) as unknown);
  } catch {
    return undefined;
  }
}

/** Numbers within JSON are held to what a number by itself is. */
function exactly(_key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  if (typeof value === 'number' && exactNumber(source ?? String(value)) === undefined) {
    throw new RangeError('a number that would be read as another one');
  }
  return value;
}

/** How deep the brackets of a JSON text go, those in its texts left aside. */
function levels(json: string): number {
  let [level, deepest] = [0, 0];
  for (const [bracket] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/g)) {
    if (bracket === '[' || bracket === '{') level++;
    if (bracket === ']' || bracket === '}') level--;
    deepest = Math.max(deepest, level);
  }
  return deepest;
}
