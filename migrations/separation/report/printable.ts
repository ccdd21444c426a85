/** Control characters, line ends, halves of pairs, and what turns the direction of writing around. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A value out of a database as one line of text, which can neither steer a terminal nor reorder what stands beside it. */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (found) => {
    const code = found.codePointAt(0) as number;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });

/** At most so many characters, and how many there were. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  const cut = text
    .slice(0, most)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  return `${cut}… (${text.length} characters)`;
}

/** No character is wider than this says; some are narrower. */
const widthOf = (character: string): number => ((character.codePointAt(0) as number) < 0x1100 ? 1 : 2);

/** The columns of a terminal that a text takes at most. */
export const width = (text: string): number => [...text].reduce((sum, character) => sum + widthOf(character), 0);

/** What of a text fits into so many columns of a terminal; what was cut off is marked. */
function fitting(text: string, columns: number): string {
  if (width(text) <= columns) {
    return text;
  }
  let taken = '';
  let left = columns - 1;
  for (const character of text) {
    left -= widthOf(character);
    if (left < 0) {
      break;
    }
    taken += character;
  }
  return columns < 1 ? '' : `${taken}…`;
}

/** As many of the parts as fit, in their order; only of the first one a piece may be left. */
export function fittingParts(parts: readonly string[], columns: number): string {
  const [first = '', ...rest] = parts;
  let text = fitting(first, columns);
  for (const part of rest) {
    if (width(text) + 2 + width(part) > columns) {
      break;
    }
    text += `  ${part}`;
  }
  return text;
}
