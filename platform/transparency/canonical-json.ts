/**
 * JSON in the one form that RFC 8785 (JSON Canonicalization Scheme) gives it: no spaces, members sorted by the UTF-16 code
 * units of their names, numbers and strings as ECMAScript prints them. What is undefined is left out.
 *
 * @throws TypeError for what JSON cannot say: NaN, infinities, and halves of a surrogate pair.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${members.map(([name, member]) => `${text(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  if (typeof value === 'string') {
    return text(value);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`${value} has no form in JSON`);
  }
  return JSON.stringify(value);
}

function text(value: string): string {
  if (!value.isWellFormed()) {
    throw new TypeError('half of a surrogate pair has no form in JSON');
  }
  return JSON.stringify(value);
}

/** As long a number as this may not be what a double holds. */
const MAY_BE_LOSSY = /[\d.]{16}/;

/**
 * Reads JSON without losing a digit: a number that a double does not hold becomes `{"$number": "<as it was written>"}`,
 * for two entries that differ must never have the same canonical form.
 */
export const losslessJson = (json: string): unknown =>
  MAY_BE_LOSSY.test(json)
    ? JSON.parse(json, exactNumber as (key: string, value: unknown) => unknown)
    : JSON.parse(json);

function exactNumber(_: string, value: unknown, { source }: { source?: string }): unknown {
  return typeof value === 'number' && source !== undefined && plain(String(value)) !== plain(source)
    ? { $number: source }
    : value;
}

/** A number's digits and where its point stands, whichever way it is written. */
function plain(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  const zeros = digits.length - significant.length;
  return significant === '' ? '0' : `${sign}${significant}e${Number(exponent) - fraction.length + zeros}`;
}
