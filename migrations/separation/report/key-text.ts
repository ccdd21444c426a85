import { printable, shortened } from './printable.ts';

const PLAIN = /^[\w.:+-]+$/;
const LONGEST = 200;

/** One value of a row, on one line: as it is where that is unmistakable, otherwise in quotes. */
export function valueText(value: string | null): string {
  if (value === null) {
    return 'null';
  }
  const text = shortened(value, LONGEST);
  return PLAIN.test(text) && text !== 'null' ? text : printable(JSON.stringify(text));
}

/** What a row is known by: `id = 7, "lab name" = "North, 2"`. */
export const keyText = (key: Record<string, string | null>): string =>
  Object.entries(key)
    .map(([name, value]) => `${valueText(name)} = ${valueText(value)}`)
    .join(', ');
