/** A measured field: what one of each unit is in the field's own, and the decimals that a sample keeps. */
export type Dimension = { readonly units: ReadonlyMap<string, number>; readonly decimals: number };

/** In ng/µL. */
export const CONCENTRATION: Dimension = {
  units: new Map([
    ['ng/ul', 1],
    ['ug/ml', 1],
    ['ug/ul', 1000],
    ['mg/ml', 1000],
    ['pg/ul', 0.001],
    ['ng/ml', 0.001],
  ]),
  decimals: 3,
};

/** In µL. */
export const VOLUME: Dimension = {
  units: new Map([
    ['ul', 1],
    ['ml', 1000],
    ['nl', 0.001],
  ]),
  decimals: 2,
};

const NUMBER_THEN_UNIT = /^(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(.*)$/iu;

/** `52,5` is 52.5; `1,234` is one thing to some and another to others, and stays unread. */
const DECIMAL_COMMA = /^(-?\d+),(\d{1,2})(?!\d)/;

/**
 * A value as models write it, in the dimension's own unit: `52.5`, `"52.5 ng/µL"`, `{ value: 0.0525, unit: "µg/µL" }`.
 * Without a unit of its own it has `unit`, and without that the dimension's. Null for what is no number, or in a unit
 * that cannot be converted (nM wants a length).
 */
export function quantity(value: unknown, unit: unknown, dimension: Dimension): number | null {
  if (typeof value === 'number') {
    return converted(value, unit, dimension);
  }
  if (typeof value === 'string') {
    const [, amount, ownUnit] = NUMBER_THEN_UNIT.exec(compact(value).replace(DECIMAL_COMMA, '$1.$2')) ?? [];
    return amount === undefined ? null : converted(Number(amount), ownUnit === '' ? unit : ownUnit, dimension);
  }
  if (typeof value === 'object' && value !== null && 'value' in value && typeof value.value !== 'object') {
    return quantity(value.value, 'unit' in value ? (value.unit ?? unit) : unit, dimension);
  }
  return null;
}

function converted(amount: number, unit: unknown, { units }: Dimension): number | null {
  const factor = unit == null || unit === '' ? 1 : factorOf(unit, units);
  return factor === undefined || !Number.isFinite(amount) ? null : amount * factor;
}

/** What is no text names no unit: models write objects and lists too. */
const factorOf = (unit: unknown, units: Dimension['units']): number | undefined =>
  typeof unit !== 'string' ? undefined : compact(unit) === '' ? 1 : units.get(unitName(unit));

/** `ng/μL`, `ng / ul` and `NG/µL` are one unit. Unicode has two signs for micro; NFKC makes them one. */
const unitName = (unit: string): string => compact(unit).normalize('NFKC').toLowerCase().replaceAll('μ', 'u');

const compact = (value: string): string => value.replace(/\s+/gu, '');

/** Equal as far as the decimals that a sample keeps can tell. */
export function sameAmount(one: number, other: number, { decimals }: Dimension): boolean {
  const halfOfTheLastDigit = 0.5 / 10 ** decimals;
  return Math.abs(one - other) <= halfOfTheLastDigit * (1 + 1e-6);
}

export const asKept = (amount: number, { decimals }: Dimension): number => Number(amount.toFixed(decimals));
