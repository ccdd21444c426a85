import type { Column } from '../catalogue/relation.ts';
import { literal } from '../sql.ts';

/** How a value of the source becomes one of the target. SQL in, SQL out; nothing in it ever raises. */
export type Conversion = {
  /** Of the source's value; null where it has no place in the target's type. */
  forward(value: string): string;
  /** Of the target's value: what PostgreSQL would print of it in the source's type. */
  back(value: string): string;
  /** Where the way there and back may not lead to the same text. */
  mayLose: boolean;
};

/** A column that is not of PostgreSQL's own types is worked with as the text it prints. */
export const wireType = (column: Column): string => (column.builtin ? bareType(column) : 'text');

/** The type without length, precision and scale. */
export const bareType = (column: Column): string => `${BARE[column.base] ?? column.base}${column.array ? '[]' : ''}`;

const BARE: Readonly<Record<string, string>> = { bpchar: 'bpchar', char: '"char"' };

const TEXTS = new Set(['text', 'varchar', 'bpchar', 'name', 'char']);
export const isText = (column: Column): boolean => !column.array && (TEXTS.has(column.base) || !column.builtin);

const INTEGERS: Readonly<Record<string, number>> = { int2: 2, int4: 4, int8: 8 };

/** As PostgreSQL prints it. A cast of `inet` would add the netmask that printing leaves out. */
export const printed = (value: string, column: Column): string =>
  column.base === 'inet' && !column.array ? `abbrev(${value})` : `(${value})::text`;

/** Whether the text is one that the type accepts; see `sqlFor`. */
const valid = (text: string, type: string): string => `pg_temp.input_is_valid(${text}, ${literal(type)})`;

const lossless = (forward: Conversion['forward'], back: Conversion['back']): Conversion => ({
  forward,
  back,
  mayLose: false,
});
const lossy = (forward: Conversion['forward'], back: Conversion['back']): Conversion => ({
  forward,
  back,
  mayLose: true,
});

/** Digits before and after the decimal point. */
function digits({ modifier }: Column): { whole: number; scale: number } | null {
  if (modifier < 4) {
    return null;
  }
  const scale = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
  return { whole: (((modifier - 4) >> 16) & 0xffff) - scale, scale };
}

export const UUID = `^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$`;

/** An id that is always the same for what was no UUID: of the table it names, and the old id. */
export const derivedId = (text: string, namespace: string): string =>
  `md5(${literal(`${namespace}:`)} || ${text})::uuid`;

function toText(from: Column, to: Column): Conversion {
  const text = (value: string): string => printed(value, from);
  const length = to.base === 'varchar' && to.modifier > 4 ? to.modifier - 4 : null;
  if (length === null || (from.base === 'varchar' && from.modifier > 4 && from.modifier - 4 <= length)) {
    return lossless(
      (value) => `${text(value)}::${to.type}`,
      (value) => `(${value})::text`,
    );
  }
  return lossy(
    (value) => `case when length(${text(value)}) <= ${length} then ${text(value)} end::${to.type}`,
    (value) => `(${value})::text`,
  );
}

/** Through the text: slow, and good for any two types. */
const throughText = (from: Column, to: Column): Conversion =>
  lossy(
    (value) => `case when ${valid(printed(value, from), to.type)} then ${printed(value, from)}::${to.type} end`,
    (value) => printed(value, to),
  );

function toNumeric(from: Column, to: Column): Conversion {
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
        : `round(${value}, ${here.scale})::text`;
    return fits ? lossless((value) => `(${value})::${to.type}`, back) : lossy(through.forward, back);
  }
  const back = (value: string): string =>
    from.base === 'float8' || from.base === 'float4' ? `(${value})::${from.base}::text` : `trim_scale(${value})::text`;
  return lossy(through.forward, back);
}

const inZone = (value: string, zone: string): string => `(${value} at time zone ${literal(zone)})`;

/** At its very ends the calendar of one type has no place for a day of the other's. */
const farEnough = (value: string): string =>
  `(not isfinite(${value}) or ${value} between timestamp '4713-01-02 BC' and timestamp '294276-12-30')`;

function toInstant(from: Column, to: Column, zone: string): Conversion | undefined {
  if (from.base === 'timestamp' && to.base === 'timestamptz') {
    return lossy(
      (value) => `case when ${farEnough(value)} then ${inZone(value, zone)} end`,
      (value) => `${inZone(value, zone)}::text`,
    );
  }
  if (from.base === 'date' && to.base === 'timestamptz') {
    return lossy(
      (value) =>
        `case when not isfinite(${value}) or ${value} between date '4713-01-02 BC' and date '294276-12-30' then ${inZone(`(${value})::timestamp`, zone)} end`,
      (value) => `${inZone(value, zone)}::date::text`,
    );
  }
  return undefined;
}

function toInteger(from: Column, to: Column): Conversion | undefined {
  const [here, there] = [INTEGERS[from.base], INTEGERS[to.base]];
  return here !== undefined && there !== undefined && here <= there
    ? lossless(
        (value) => `(${value})::${to.type}`,
        (value) => `(${value})::text`,
      )
    : undefined;
}

const toBoolean = (from: Column): Conversion | undefined =>
  INTEGERS[from.base] === undefined
    ? undefined
    : lossy(
        (value) => `case ${value} when 1 then true when 0 then false end`,
        (value) => `(${value})::int::text`,
      );

/** Ids that were no UUIDs become such; `namespace` names the table whose ids they are. */
function toId(from: Column, namespace: string): Conversion {
  const text = (value: string): string => printed(value, from);
  return lossy(
    (value) =>
      isText(from)
        ? `case when ${text(value)} ~ ${literal(UUID)} then ${text(value)}::uuid else ${derivedId(text(value), namespace)} end`
        : derivedId(text(value), namespace),
    (value) => `(${value})::text`,
  );
}

const sameType = (from: Column, to: Column): boolean =>
  from.builtin && from.base === to.base && from.array === to.array && (from.type === to.type || to.modifier === -1);

export const asText = (column: Column): Column => ({
  ...column,
  type: 'text',
  base: 'text',
  array: false,
  modifier: -1,
  builtin: true,
});

/** The values of what is not of PostgreSQL's own types come as texts. */
export const asWire = (column: Column): Column => (column.builtin ? column : asText(column));

/**
 * @param from the source's column; SQL given to `forward` has its `wireType`
 * @param zone of local times
 * @param namespace for columns that hold ids: the table they name
 */
export function conversionOf(from: Column, to: Column, zone: string, namespace: string | undefined): Conversion {
  const wire = asWire(from);
  if (sameType(wire, to) && wire.base !== 'bpchar') {
    return lossless(
      (value) => value,
      (value) => printed(value, to),
    );
  }
  if (wire.array !== to.array || wire.array) {
    return throughText(wire, to);
  }
  if (TEXTS.has(to.base)) {
    return toText(wire, to);
  }
  if (to.base === 'uuid' && namespace !== undefined) {
    return toId(wire, namespace);
  }
  const special =
    toInstant(wire, to, zone) ??
    toInteger(wire, to) ??
    (to.base === 'bool' ? toBoolean(wire) : undefined) ??
    (to.base === 'numeric' ? toNumeric(wire, to) : undefined);
  return special ?? throughText(wire, to);
}

const EXACT = new Set(
  'bool int2 int4 int8 oid uuid text varchar bytea date time timestamp timestamptz cidr macaddr macaddr8'.split(' '),
);

/** Whether equal hashes of the binary values mean that PostgreSQL prints the same. */
export const isExact = (column: Column): boolean =>
  column.builtin && (EXACT.has(column.base) || (column.base === 'numeric' && column.modifier >= 4 && !column.array));
