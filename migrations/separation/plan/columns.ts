import type { Column, Relation } from '../catalogue/relation.ts';
import type { ColumnMove, LegacyPart } from '../move.ts';
import { STEP_COLUMN, spelledStepNames, stepNameKey, stepNames } from '../services.ts';
import { columnSetting, type Settings } from '../settings.ts';
import { column, literal, table } from '../sql.ts';
import { conversionOf, derivedId, hashForm, UUID } from './convert.ts';
import { asText, asWire, type Conversion, isText, printed, wireType } from './wire.ts';

/** What moving a column needs to know beyond its two ends. */
export type ColumnContext = {
  source: Relation;
  target: Relation;
  service: string;
  settings: Settings;
  /** What stands in for `now()` where an old row has no time: PostgreSQL's text. */
  now: string;
  /** The table of the source whose rows a reference of this target column names, if that table moves along. */
  parentOf(target: Column): { moved: Relation; key: string } | 'left' | undefined;
  /** The table whose ids the column holds. */
  namespaceOf(target: Column): string | undefined;
  /** Where it holds ids of several tables: the column of the source that says of which, and those that get new ids. */
  mixedIdsOf(target: Column): MixedIds | undefined;
};

export type MixedIds = { type: { from: Column; to: Column }; tables: [called: string, table: string][] };

type Side = 's' | 't';

/** Constant defaults of the target as SQL; null for those that are computed. */
export function constantDefault(target: Column, now: string): string | null {
  const text = target.default;
  if (text === null || target.generated) {
    return null;
  }
  if (/^(now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)$|^CURRENT_TIMESTAMP$/i.test(text)) {
    return `${literal(now)}::${target.type}`;
  }
  return /^(-?[\d.]+|true|false|'(?:[^']|'')*')(::[\w\s"[\]()]+)?$/i.test(text) ? text : null;
}

/** The names of the eight steps, and what the settings say of single values. */
function valuesOf(
  from: Column,
  to: Column,
  context: ColumnContext,
): ((text: string, side: Side) => string) | undefined {
  const setting = columnSetting(context.settings, context.source, from.name);
  const said = Object.entries((setting !== 'leave' && setting?.values) || {});
  const isStep =
    context.service === STEP_COLUMN.service &&
    context.target.name === STEP_COLUMN.table &&
    to.name === STEP_COLUMN.column;
  const mixed = isUuid(from) ? undefined : context.mixedIdsOf(to);
  if (said.length === 0 && !isStep && mixed === undefined) {
    return undefined;
  }
  const cases = said.map(([old, today]) => `when ${literal(old)} then ${literal(today)}`).join(' ');
  // One look into an object costs a tenth of comparing the names one after the other.
  const steps = stepNames(context.settings.steps);
  const names = `${literal(JSON.stringify(Object.fromEntries(steps)))}::jsonb`;
  const spelled = `${literal(JSON.stringify(Object.fromEntries(spelledStepNames(steps))))}::jsonb`;
  const known = (text: string, side: Side): string => {
    if (mixed !== undefined) {
      return idOfTable(text, side, mixed, context);
    }
    return isStep ? `coalesce(${spelled} ->> ${text}, ${names} ->> ${stepNameKey(text)}, ${text})` : text;
  };
  return (text, side) =>
    said.length === 0 ? known(text, side) : `case ${text} ${cases} else ${known(text, side)} end`;
}

/** Rows that got new ids are called by these. What is a UUID already was none of the old ids. */
function idOfTable(text: string, side: Side, { type, tables }: MixedIds, context: ColumnContext): string {
  const called = side === 's' ? moveColumn(type.from, type.to, context).move.forward : column('t', type.to.name);
  const cases = tables.map(([name, table]) => `when ${literal(name)} then ${derivedId(text, table)}::text`).join(' ');
  return `case when ${text} ~ ${literal(UUID)} then ${text} else case (${called})::text ${cases} else ${text} end end`;
}

/** Whether the source itself sees to it that the column names a row of that table. */
export const isGuarded = (source: Relation, name: string, parent: Relation): boolean =>
  source.foreignKeys.some(
    ({ columns, references, valid }) =>
      valid &&
      columns.length === 1 &&
      columns[0] === name &&
      references.schema === parent.schema &&
      references.name === parent.name,
  );

/** A condition under which a value does not come back as it was, in SQL over the source. */
type Loss = string;

/**
 * How a column of the source fills one of the target. What is lost on the way (a local time that never was, more
 * digits than the target keeps, a name that is another today, nothing where something has to stand) travels in
 * `legacy` besides, so that it can go back as it was.
 */
export function moveColumn(
  from: Column,
  to: Column,
  context: ColumnContext,
): { move: ColumnMove; legacy: LegacyPart | null } {
  const wire = asWire(from);
  const own = from.builtin ? column('s', from.name) : `${column('s', from.name)}::text`;
  const values = valuesOf(from, to, context);
  const conversion = conversionOf(
    values === undefined ? from : asText(from),
    to,
    context.settings.timezone,
    context.namespaceOf(to),
  );
  const losses: Loss[] = [];
  const convert = (value: string, side: Side = 's'): string =>
    conversion.forward(values === undefined ? value : values(printed(value, wire), side));
  if (conversion.lost !== undefined && values === undefined) {
    losses.push(conversion.lost(own));
  } else if (conversion.mayLose || values !== undefined) {
    losses.push(`${printed(own, wire)} is distinct from ${conversion.back(convert(own))}`);
  }
  const parent = parentGuard(from, to, context);
  if (parent !== null) {
    losses.push(`(${own} is not null and not ${parent})`);
  }
  const mayBeNull = !from.notNull || conversion.mayLose;
  const fallback = to.notNull && mayBeNull ? constantDefault(to, context.now) : null;
  if (fallback !== null && !from.notNull) {
    losses.push(`${own} is null`);
  }
  const filled = (value: string): string => (fallback === null ? value : `coalesce(${value}, ${fallback})`);
  const forward = filled(parent === null ? convert(own) : `case when ${parent} then ${convert(own)} end`);
  const move: ColumnMove = {
    target: to.name,
    type: to.type,
    source: from.name,
    forward: forward === column('s', from.name) && from.type === to.type ? forward : `(${forward})::${to.type}`,
    back: backOf(from, to, { convert, filled, conversion, losses, orphans: parent !== null }),
    hashed: hashForm(to),
  };
  const legacy: LegacyPart | null =
    losses.length === 0
      ? null
      : {
          source: from.name,
          key: from.name,
          value: printed(own, wire),
          when: losses.join(' or '),
          often: values !== undefined,
        };
  return { move, legacy };
}

/** SQL over `s`: the source has the row that the columns name. Written so that the parent's index can answer it. */
export function parentExists(
  source: Relation,
  columns: readonly string[],
  parent: Relation,
  keys: readonly string[],
): string {
  const typed = (relation: Relation, name: string): Column =>
    relation.columns.find((each) => each.name === name) as Column;
  const same = columns.map((name, i) => sameId(typed(source, name), typed(parent, keys[i] as string)));
  return `exists (select from ${table(parent)} p where ${same.join(' and ')})`;
}

const isInteger = ({ base, array, builtin }: Column): boolean => /^int[248]$/.test(base) && !array && builtin;
export const isUuid = ({ base, array, builtin }: Column): boolean => base === 'uuid' && !array && builtin;

/** Ids of different types are the same where they print the same; a UUID does in small and in large letters. */
function sameId(own: Column, key: Column): string {
  const [s, p] = [column('s', own.name), column('p', key.name)];
  if (own.type === key.type || (isInteger(own) && isInteger(key))) {
    return `${p} = ${s}`;
  }
  if (isUuid(key) && isText(own)) {
    return `${p} = case when ${s}::text ~ ${literal(UUID)} then ${s}::text::uuid end`;
  }
  if (isInteger(key) && isText(own)) {
    return `${p} = case when ${s}::text ~ '^(0|-?[1-9][0-9]{0,17})$' then ${s}::text::bigint end`;
  }
  if (isText(key) && isUuid(own)) {
    return `${p} in (${s}::text, upper(${s}::text))`;
  }
  return isText(key) && key.builtin ? `${p} = ${s}::text` : `${p}::text = ${s}::text`;
}

/** Whether the row that the column names is there, where neither server would see to it. */
function parentGuard(from: Column, to: Column, context: ColumnContext): string | null {
  const parent = context.parentOf(to);
  if (parent === undefined || parent === 'left' || to.notNull || isGuarded(context.source, from.name, parent.moved)) {
    return null;
  }
  return parentExists(context.source, [from.name], parent.moved, [parent.key]);
}

type Way = {
  convert(value: string, side: Side): string;
  filled(value: string): string;
  conversion: Conversion;
  losses: readonly Loss[];
  orphans: boolean;
};

/** What was kept of the original counts as long as nobody has changed what was made of it. */
function backOf(from: Column, to: Column, { convert, filled, conversion, losses, orphans }: Way): string {
  const now = column('t', to.name);
  const plain = conversion.back(now);
  if (losses.length === 0) {
    return plain;
  }
  const kept = `(t.legacy->>${literal(from.name)})`;
  const made = filled(convert(`${kept}::${wireType(from)}`, 't'));
  const unchanged = orphans
    ? `(${now} is null or ${now} is not distinct from ${made})`
    : `${now} is not distinct from ${made}`;
  return `case when t.legacy ? ${literal(from.name)} and ${unchanged} then ${kept} else ${plain} end`;
}

/** A column that the target has no place for: it travels as the text that PostgreSQL prints. */
export function legacyPart(from: Column, key: string): LegacyPart {
  const own = from.builtin ? column('s', from.name) : `${column('s', from.name)}::text`;
  return { source: from.name, key, value: printed(own, asWire(from)), when: null };
}
