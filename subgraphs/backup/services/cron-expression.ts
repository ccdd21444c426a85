type FieldRules = { name: string; min: number; max: number; names: readonly string[] };

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The five fields in their order. The names stand for the values from `min` on. */
const FIELDS: readonly FieldRules[] = [
  { name: 'minute', min: 0, max: 59, names: [] },
  { name: 'hour', min: 0, max: 23, names: [] },
  { name: 'day of the month', min: 1, max: 31, names: [] },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  // Sunday is 0 and 7.
  { name: 'day of the week', min: 0, max: 7, names: WEEKDAYS },
];

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `*`, `5`, `MON`, `1-5`, `MON-FRI`; the last two, and `*`, also with a step such as `/15`. */
const PART = /^(?:(?<all>\*)|(?<from>[A-Z]{3}|\d{1,2})(?:-(?<to>[A-Z]{3}|\d{1,2}))?)(?:\/(?<step>\d{1,2}))?$/i;

/** When a schedule is due, by the clock on the wall: the values of its five fields. Sunday is 0. */
export type Cron = {
  minutes: readonly number[];
  hours: readonly number[];
  days: readonly number[];
  months: readonly number[];
  weekdays: readonly number[];
  /** Of two fields that both name days one suffices; a field that begins with a star names none. crontab(5) */
  eitherDay: boolean;
};

/**
 * What is wrong with a cron expression, in a sentence that follows the field's name; null for a good one. Strict:
 * the five fields, names, lists, ranges and steps of crontab(5), no seconds, no `@daily`, no `L`, `W`, `#` or `?`,
 * no step on a single value, which programs read differently.
 */
export function cronProblem(expression: string): string | null {
  const read = readCron(expression);
  return typeof read === 'string' ? read : null;
}

/** An expression as its values, or what is wrong with it: see `cronProblem`. */
export function readCron(expression: string): Cron | string {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) {
    return `must have five fields (minute, hour, day of the month, month, day of the week), such as 0 2 * * *; it has ${fields.length}`;
  }
  const values: number[][] = [];
  for (const [i, rules] of FIELDS.entries()) {
    const found = valuesOf(fields[i] as string, rules);
    if (typeof found === 'string') {
      return found;
    }
    values.push(found);
  }
  const [minutes, hours, days, months, weekdays] = values.map(sortedOnce) as [
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  if (!comes(fields[4] as string, days, months)) {
    return 'never comes: no month that it names has such a day';
  }
  const eitherDay = !fields[2]?.startsWith('*') && !fields[4]?.startsWith('*');
  return { minutes, hours, days, months, weekdays: sortedOnce(weekdays.map((day) => day % 7)), eitherDay };
}

const sortedOnce = (values: readonly number[]): number[] => [...new Set(values)].toSorted((a, b) => a - b);

/** The values of a field, or what is wrong with it. */
function valuesOf(field: string, rules: FieldRules): number[] | string {
  const values: number[] = [];
  for (const part of field.split(',')) {
    const found = valuesOfPart(part, rules);
    if (typeof found === 'string') {
      return found;
    }
    values.push(...found);
  }
  return values;
}

function valuesOfPart(part: string, rules: FieldRules): number[] | string {
  const { all, from, to, step } = PART.exec(part)?.groups ?? {};
  if (all === undefined && from === undefined) {
    return `has a ${rules.name} "${part}", which is no value, range or step`;
  }
  if (step !== undefined && all === undefined && to === undefined) {
    return `has a step on a single ${rules.name} "${part}"; write the range, such as ${from}-${rules.max}/${step}`;
  }
  const first = from === undefined ? rules.min : toValue(from, rules);
  const last = to === undefined ? (from === undefined ? rules.max : first) : toValue(to, rules);
  const every = Number(step ?? 1);
  if (first === undefined || last === undefined || every < 1 || every > rules.max) {
    return `has a ${rules.name} "${part}" outside ${rules.min}-${rules.max}`;
  }
  if (first > last) {
    return `has a range of the ${rules.name} "${part}" that runs backwards`;
  }
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => first + i * every);
}

/** Undefined for what lies outside, and for names that the field does not have. */
function toValue(text: string, { min, max, names }: FieldRules): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named === -1 ? Number(text) : min + named;
  return value >= min && value <= max ? value : undefined;
}

/** A day of the week of its own comes every week; otherwise one of the days must exist in one of the months. */
const comes = (weekday: string, days: readonly number[], months: readonly number[]): boolean =>
  !weekday.startsWith('*') || months.some((month) => Math.min(...days) <= (LONGEST_MONTHS[month - 1] as number));
