import { escapeLiteral } from 'pg';

/** A UUID that is always the same for a kind and a number, in no order. `n` is SQL. */
export const id = (kind: string, n: number | string): string => `md5('${kind}:' || (${n}))::uuid`;

/** One of some texts, by a number that is SQL; null in a list is null. */
export const pick = (values: readonly (string | null)[], by: string, type = 'text'): string =>
  `(array[${values.map((value) => (value === null ? 'null' : escapeLiteral(value))).join(', ')}]::${type}[])[1 + (${by}) % ${values.length}]`;

/** What people and programs leave in text columns. Nothing of it may change, or be taken for anything else, on its way. */
export const NASTY_TEXTS: readonly (string | null)[] = [
  'plain',
  '',
  null,
  ' ',
  'back\\slash \\\\ two',
  '\\N',
  '\\.',
  "it's",
  '"double"',
  'tab\there',
  'line\nfeed',
  'carriage\r\nreturn\r',
  '🧬 DNA 👩🏽‍🔬',
  'مختبر الجينوم 12',
  '\u0301',
  '\\x00',
  '\\u0000',
  'NULL',
  'e\u0301 or é',
  '\u0001\u001f\u007f\u0085',
  '\ufeffmarked',
  'no\u200bspace\u00a0seen',
  "'; drop table users; --",
  '$$ $1 %s {x} $do$',
  '{"a": 1}',
  '{a,"b",NULL}',
  '(1,"x")',
  'trailing  ',
];

export const text = (by: string): string => pick(NASTY_TEXTS, by);

/** Local times that a zone's clocks showed twice, never, or long before there were zones. America/New_York. */
const STRANGE_TIMES = [
  '2018-11-04 01:30:00',
  '2018-11-04 00:59:59.999999',
  '2019-03-10 02:30:00',
  '2019-03-10 03:00:00',
  'infinity',
  '-infinity',
  '0044-03-15 12:00:00 BC',
  '1883-11-18 12:01:00',
  '9999-12-31 23:59:59.999999',
  null,
] as const;

/** Every fourteenth or so is strange, the others lie three hours apart. */
export const localTime = (n: string): string =>
  `case when (${n}) % 14 = 3 then ${pick(STRANGE_TIMES, `(${n}) / 14`, 'timestamp')}
    else timestamp '2016-03-01 08:00' + (${n}) * interval '3 hours 7 minutes 11.123457 seconds' end`;

/** JSON as it was typed: repeated keys, spaces, escapes that jsonb cannot hold, numbers with zeros at their end. */
export const json = (by: string): string =>
  pick(
    [
      '{"a": 1,  "a": 2}',
      '{"b":1.10, "a":[1, 2 ]}',
      'null',
      '[]',
      '"\\u0000"',
      '{"dna": "\\ud83e\\uddec"}',
      '"\\ud83e"',
      ' {"nested": {"text": "line\\nfeed \\\\ \\"quoted\\""}} ',
      '1e400',
      null,
    ],
    by,
    'json',
  );

/** What also fits into jsonb. */
export const jsonb = (by: string): string =>
  pick(
    [
      '{"a": 1, "b": {"c": [null, true, 1.50, "é\\n\\\\"]}}',
      'null',
      '[]',
      '"text"',
      '{"": "", "\\\\N": "\\\\."}',
      '123456789012345678901234567890.000',
      null,
    ],
    by,
    'jsonb',
  );

/** 10 MB that no compression makes small. */
export const LARGE_TEXT = `(select string_agg(md5(i::text), '') from generate_series(1, 327680) i)`;

/** Users 1 to 40; some of them were deleted, but not what they did. */
export const USERS = 40;
export const userId = (n: string): string => id('user', `1 + (${n}) % ${USERS}`);
export const isDeletedUser = (n: string): string => `(${n}) % 7 = 3`;
/** One who is still there: 7, 14, 21, 28 or 35. */
export const presentUserId = (n: string): string => id('user', `7 * (1 + (${n}) % 5)`);

/** Samples that have something today's schema does not want; nothing refers to them but what is meant to. */
export const isTroubled = (n: string): string =>
  `((${n}) % 97 = 13 or (${n}) % 53 = 7 or (${n}) % 59 = 11 or (${n}) % 41 = 5 or (${n}) % 43 = 6 or (${n}) % 73 = 10
    or (${n}) between 41 and 43)`;
