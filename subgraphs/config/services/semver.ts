/** major.minor.patch[-prerelease][+build]. https://semver.org/spec/v2.0.0.html */
const VERSION =
  /^v?(?<core>(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2})(?:-(?<pre>(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*))?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;
const COMPARISON = /^(?<operator>>=|<=|>|<|=)(?<version>\S+)$/;
const LONGEST = 256;

type Version = { core: string[]; pre: string[] };

function readVersion(text: string): Version | null {
  const { core, pre } = (text.length > LONGEST ? null : VERSION.exec(text))?.groups ?? {};
  return core === undefined ? null : { core: core.split('.'), pre: pre === undefined ? [] : pre.split('.') };
}

type Comparison = { operator: string; version: Version };

/** Comparisons such as `>=2.1.0 <3.0.0`, all of which have to hold; null for what is none. */
export function readComparisons(text: string): Comparison[] | null {
  const comparisons = text.split(' ').map((part) => {
    const { operator, version } = COMPARISON.exec(part)?.groups ?? {};
    const read = version === undefined ? null : readVersion(version);
    return operator === undefined || read === null ? null : { operator, version: read };
  });
  return comparisons.every((comparison) => comparison !== null) ? comparisons : null;
}

/** Whether a version fulfils comparisons. What is no version fulfils none. */
export function satisfies(version: string, comparisons: readonly Comparison[]): boolean {
  const read = readVersion(version);
  return (
    read !== null && comparisons.every(({ operator, version: other }) => HOLDS[operator]?.(precedence(read, other)))
  );
}

const HOLDS: Record<string, (order: number) => boolean> = {
  '>=': (order) => order >= 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '<': (order) => order < 0,
  '=': (order) => order === 0,
};

/** Below, at or above zero; by semver.org, 11: a prerelease comes before its release, builds make no difference. */
function precedence(a: Version, b: Version): number {
  const core = firstDifference(a.core, b.core);
  if (core !== 0 || (a.pre.length === 0 && b.pre.length === 0)) {
    return core;
  }
  if (a.pre.length === 0 || b.pre.length === 0) {
    return a.pre.length === 0 ? 1 : -1;
  }
  return firstDifference(a.pre, b.pre) || a.pre.length - b.pre.length;
}

function firstDifference(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compared(a[i] as string, b[i] as string);
    if (order !== 0) return order;
  }
  return 0;
}

const isNumeric = (identifier: string): boolean => /^\d+$/.test(identifier);

/** Numbers by value, of any length; texts by their characters; numbers before texts. */
function compared(a: string, b: string): number {
  if (isNumeric(a) !== isNumeric(b)) {
    return isNumeric(a) ? -1 : 1;
  }
  if (isNumeric(a) && a.length !== b.length) {
    return a.length - b.length;
  }
  return a === b ? 0 : a < b ? -1 : 1;
}
