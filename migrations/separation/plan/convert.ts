import type { Column } from '../catalogue/relation.ts';
import type { HashForm } from '../move.ts';
import { literal } from '../sql.ts';
import { toMoment } from './moments.ts';
import { toBoolean, toInteger, toNumeric } from './numbers.ts';
import { asWire, type Conversion, isText, lossless, lossy, printed, TEXTS, throughText } from './wire.ts';

export const UUID = `^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$`;

/** An id that is always the same for what was no UUID: of the table it names, and the old id. */
export const derivedId = (text: string, namespace: string): string =>
  `md5(${literal(`${namespace}:`)} || ${text})::uuid`;

function toText(from: Column, to: Column): Conversion {
  const text = (value: string): string => printed(value, from);
  const most = to.modifier > 4 ? to.modifier - 4 : null;
  if (to.base === 'name' || to.base === 'char') {
    return throughText(from, to);
  }
  if (
    to.base !== 'bpchar' &&
    (most === null || (from.base === 'varchar' && from.modifier > 4 && from.modifier - 4 <= most))
  ) {
    return lossless(
      (value) => `${text(value)}::${to.type}`,
      (value) => `(${value})::text`,
    );
  }
  // A cast would cut off silently what is too long, and `character` forgets the spaces at the end.
  const fits = (value: string): string => (most === null ? 'true' : `length(${text(value)}) <= ${most}`);
  return lossy(
    (value) => `case when ${fits(value)} then ${text(value)} end::${to.type}`,
    (value) => `(${value})::text`,
  );
}

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

/** Types of PostgreSQL's own that print the same whether a domain stands on them or not. */
const DOMAIN_BASES = new Set(
  'bool int2 int4 int8 numeric float4 float8 uuid text varchar date timestamp timestamptz json jsonb bytea'.split(' '),
);

/** A value of a domain comes as text: it is worked with as the type below, which accepts that text. */
function ofDomain(from: Column, to: Column, zone: string, namespace: string | undefined): Conversion {
  const below = { ...from, builtin: true, type: from.base };
  const { forward, back, mayLose } = conversionOf(below, to, zone, namespace);
  return { forward: (value) => forward(`(${value})::${from.base}`), back, mayLose };
}

/**
 * @param from the source's column; SQL given to `forward` has its `wireType`
 * @param zone of local times
 * @param namespace for columns that hold ids: the table they name
 */
export function conversionOf(from: Column, to: Column, zone: string, namespace: string | undefined): Conversion {
  if (!from.builtin && !from.array && DOMAIN_BASES.has(from.base)) {
    return ofDomain(from, to, zone, namespace);
  }
  const wire = asWire(from);
  const moment = !wire.array && !to.array && to.base === 'timestamptz' ? toMoment(wire, to, zone) : undefined;
  if (moment !== undefined) {
    return moment;
  }
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
    toMoment(wire, to, zone) ??
    toInteger(wire, to) ??
    (to.base === 'bool' ? toBoolean(wire) : undefined) ??
    (to.base === 'numeric' ? toNumeric(wire, to) : undefined);
  return special ?? throughText(wire, to);
}

/** Types whose hash in PostgreSQL takes in every bit; some leave out the sign, the bounds or half of the bits. */
const WHOLE = new Set('bool int2 int4 oid uuid bytea date cidr macaddr macaddr8'.split(' '));

/** Types that PostgreSQL folds to 32 bits before it hashes them: their bytes on the wire are hashed instead. */
const FOLDED = new Map<string, HashForm>([
  ['int8', 'int8send'],
  ['time', 'time_send'],
  ['timestamp', 'timestamp_send'],
  ['timestamptz', 'timestamptz_send'],
]);

/** What of a column's value is hashed, so that equal hashes mean that PostgreSQL prints the same. */
export function hashForm({ builtin, array, base }: Column): HashForm {
  if (!builtin || array) {
    return 'text';
  }
  return WHOLE.has(base) ? 'value' : (FOLDED.get(base) ?? 'text');
}
