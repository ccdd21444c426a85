import type { Column } from '../catalogue/relation.ts';
import { literal } from '../sql.ts';
import { type Conversion, isText, lossy, printed, throughText, valid } from './wire.ts';

const MOMENTS = new Set(['timestamptz', 'timestamp', 'date']);

/** Beyond these, another zone may lead out of what a timestamp can be. */
const EARLIEST = `timestamp '4713-01-01 00:00:00 BC'`;
const LATEST = `timestamp '294276-12-30'`;

const inZone = (value: string, zone: string): string => `(${value} at time zone ${literal(zone)})`;

const within = (value: string, type: string): string =>
  `(not isfinite(${value}) or (${value} >= ${EARLIEST}::${type} and ${value} < ${LATEST}::${type}))`;

/** A local time in a zone, or an instant as the local time there. */
const moved = (value: string, zone: string, type: 'timestamp' | 'timestamptz'): string =>
  `case when ${within(value, type)} then ${inZone(value, zone)} end`;

/**
 * Whether no clock in the zone ever showed a local time. What is so far away that the instant might be beyond what
 * `moved` takes counts as such as well.
 */
const neverShown = (value: string, zone: string): string =>
  `${value} is distinct from case when not isfinite(${value}) or (${value} >= timestamp '4712-01-01 00:00:00 BC' and ${value} < timestamp '294276-12-01') then ${inZone(inZone(value, zone), zone)} end`;

/** What the clock in the zone showed, as text; of what no clock shows, the instant itself. */
const localText = (value: string, zone: string): string =>
  `coalesce(${moved(value, zone, 'timestamptz')}::text, (${value})::text)`;

const DAY = '[0-9]{4,6}-[0-9]{1,2}-[0-9]{1,2}';
const CLOCK = '[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?';
const LOCAL = `^\\s*${DAY}([ T]${CLOCK})?( BC)?\\s*$`;
const ZONED = `^\\s*${DAY}[ T]${CLOCK} ?(Z|[+-][0-9]{2}(:?[0-9]{2}){0,2})( BC)?\\s*$`;

/**
 * Texts in the form of ISO 8601. PostgreSQL accepts more, but some of it (`today`, `01/02/03`) means something else
 * tomorrow or on another server.
 */
function fromText(from: Column, to: Column, zone: string): Conversion {
  const text = (value: string): string => printed(value, from);
  const like = (value: string, pattern: string, type: string): string =>
    `when ${text(value)} ~ ${literal(pattern)} and ${valid(text(value), type)}`;
  if (to.base !== 'timestamptz') {
    return lossy(
      (value) => `case ${like(value, LOCAL, to.type)} then ${text(value)}::${to.type} end`,
      (value) => `(${value})::text`,
    );
  }
  // What is no timestamp must not be cast to one, whatever stands around it.
  const local = (value: string): string =>
    `(case ${like(value, LOCAL, 'timestamp')} then ${text(value)}::timestamp end)`;
  return lossy(
    (value) =>
      `case when ${text(value)} ~ ${literal(LOCAL)} then ${moved(local(value), zone, 'timestamp')} ${like(value, ZONED, to.type)} then ${text(value)}::${to.type} end::${to.type}`,
    (value) => localText(value, zone),
  );
}

/** Every date is one that a timestamp can be, except the last five million years. */
const midnight = (value: string): string =>
  `(case when not isfinite(${value}) or ${value} < date '294276-12-30' then (${value})::timestamp end)`;

/** Into what says when something was; undefined for other types. What is neither a time nor a text has no place there. */
export function toMoment(from: Column, to: Column, zone: string): Conversion | undefined {
  if (!MOMENTS.has(to.base)) {
    return undefined;
  }
  if (isText(from)) {
    return fromText(from, to, zone);
  }
  if (!MOMENTS.has(from.base)) {
    return lossy(
      () => `null::${to.type}`,
      (value) => `(${value})::text`,
    );
  }
  if (to.base === 'timestamptz' && from.base === 'timestamp') {
    return {
      forward: (value) => `(${moved(value, zone, 'timestamp')})::${to.type}`,
      back: (value) => localText(value, zone),
      mayLose: true,
      ...(to.modifier === -1 ? { lost: (value: string) => neverShown(value, zone) } : {}),
    };
  }
  if (to.base === 'timestamptz' && from.base === 'date') {
    return lossy(
      (value) => `(${moved(midnight(value), zone, 'timestamp')})::${to.type}`,
      (value) => `coalesce(${moved(value, zone, 'timestamptz')}::date::text, (${value})::text)`,
    );
  }
  return throughText(from, to);
}
