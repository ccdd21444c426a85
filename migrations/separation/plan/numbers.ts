import type { Column } from '../catalogue/relation.ts';
import { type Conversion, isText, lossless, lossy, onlyLike, throughText } from './wire.ts';

/** Digits before and after the decimal point. */
function digits({ modifier }: Column): { whole: number; scale: number } | null {
  if (modifier < 4) {
    return null;
  }
  const scale = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
  return { whole: (((modifier - 4) >> 16) & 0xffff) - scale, scale };
}

/** Bytes of each. */
const INTEGERS: Readonly<Record<string, number>> = { int2: 2, int4: 4, int8: 8 };

/** Numbers as any PostgreSQL reads them: newer ones also know `0x1f` and `1_000`. */
const NUMBER = '^\\s*[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?\\s*$';
const INTEGER = '^\\s*[+-]?[0-9]+\\s*$';

export function toNumeric(from: Column, to: Column): Conversion {
  const there = digits(to);
  const through = throughText(from, to);
  if (from.base === 'numeric') {
    const here = digits(from);
    const fits = there === null || (here !== null && here.scale <= there.scale && here.whole <= there.whole);
    const back = (value: string): string =>
      here === null
        ? there === null
          ? `(${value})::text`
          : `trim_scale(${value})::text`
        : // What a service wrote with more digits is not rounded here, where nobody would notice.
          `round(${value}, greatest(${here.scale}, min_scale(${value})))::text`;
    return fits ? lossless((value) => `(${value})::${to.type}`, back) : lossy((value) => rounded(value, to), back);
  }
  if (FLOATS.has(from.base)) {
    return lossy(through.forward, (value) => floatText(value, from));
  }
  const plain = lossy(through.forward, (value) => `trim_scale(${value})::text`);
  return isText(from) ? onlyLike(NUMBER, from, plain) : plain;
}

/** As the type rounds it, unless it has more digits before the point than the type holds. */
function rounded(value: string, to: Column): string {
  const { whole, scale } = digits(to) as { whole: number; scale: number };
  return `case when ${value} = 'NaN' or abs(round(${value}, ${scale})) < 1e${whole}::numeric then (${value})::${to.type} end`;
}

const FLOATS = new Set(['float4', 'float8']);
/** Beyond these a cast to the type would raise. */
const FLOAT_LIMITS: Readonly<Record<string, readonly [string, string]>> = {
  float4: ['1e-37', '3e38'],
  float8: ['1e-307', '1e308'],
};

function floatText(value: string, from: Column): string {
  const [least, most] = FLOAT_LIMITS[from.base] as readonly [string, string];
  const fits = `${value} in (0, 'NaN', 'Infinity', '-Infinity') or abs(${value}) between ${least} and ${most}`;
  return `case when ${fits} then (${value})::${from.base}::text else (${value})::text end`;
}

export function toInteger(from: Column, to: Column): Conversion | undefined {
  const [here, there] = [INTEGERS[from.base], INTEGERS[to.base]];
  if (there === undefined) {
    return undefined;
  }
  if (here !== undefined && here <= there) {
    return lossless(
      (value) => `(${value})::${to.type}`,
      (value) => `(${value})::text`,
    );
  }
  if (from.base === 'numeric' || FLOATS.has(from.base)) {
    const limit = 2n ** BigInt(there * 8 - 1);
    const whole = (value: string): string =>
      `${value} = trunc(${value}) and ${value} >= -${limit} and ${value} < ${limit}`;
    const scale = digits(from)?.scale ?? 0;
    return lossy(
      (value) => `case when ${whole(value)} then (${value})::${to.type} end`,
      (value) =>
        from.base === 'numeric' ? `round((${value})::numeric, ${scale})::text` : `(${value})::${from.base}::text`,
    );
  }
  const through = throughText(from, to);
  return isText(from) ? onlyLike(INTEGER, from, through) : through;
}

export const toBoolean = (from: Column): Conversion | undefined =>
  INTEGERS[from.base] === undefined
    ? undefined
    : lossy(
        (value) => `case ${value} when 1 then true when 0 then false end`,
        (value) => `(${value})::int::text`,
      );
