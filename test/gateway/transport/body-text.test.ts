import { expect, test } from '@jest/globals';
import { bodyText } from '../../../gateway/transport/body-text.ts';

const MIB = 1024 * 1024;

/** The bytes of a text in pieces of a length. */
const piecesOf = (text: string, length: number): Buffer[] => {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, i) =>
    bytes.subarray(i * length, (i + 1) * length),
  );
};

test.each([
  ['nothing', '', 10],
  ['one piece', 'Zoë', 10],
  ['pieces that split letters', 'Zoë 🧬 '.repeat(100), 7],
  ['more than before', 'Zoë 🧬 '.repeat(20_000), 65_536],
  ['less again', 'short '.repeat(30), 50],
  ['more than memory is kept for', 'x'.repeat(3 * MIB), 65_536],
  ['a little, after that', 'small one', 2],
])('a body is read as its text: %s', (_, text, length) => {
  expect(bodyText(piecesOf(text, length)) === text).toBe(true);
});
