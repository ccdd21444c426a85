import { Writable } from 'node:stream';

/** A terminal as far as progress uses one: text that wraps, line ends, cursor up, and the two ways of erasing. */
export type Screen = {
  stream: NodeJS.WriteStream;
  /** What a person sees, and has seen before it scrolled away; without empty lines at the end. */
  lines(): string[];
  writes(): number;
  resize(columns: number): void;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal reads
const TOKEN = /\u001b\[(\d*)([A-Z])|\r|\n|[^\r\n\u001b]/gu;

export function screen(columns = 80, rows = 24): Screen {
  const seen: string[][] = [[]];
  let [row, column, writes] = [0, 0, 0];
  const lineAt = (index: number): string[] => {
    seen[index] ??= [];
    return seen[index];
  };
  const take = (text: string): void => {
    for (const [token, number, command] of text.matchAll(TOKEN)) {
      if (command === 'A') row = Math.max(0, row - Number(number || 1));
      else if (command === 'K') lineAt(row).length = Math.min(column, lineAt(row).length);
      else if (command === 'J') {
        lineAt(row).length = Math.min(column, lineAt(row).length);
        seen.length = row + 1;
      } else if (command !== undefined) throw new Error(`This terminal does not know ${JSON.stringify(token)}.`);
      else if (token === '\r') column = 0;
      else if (token === '\n') [row, column] = [row + 1, 0];
      else {
        if (column >= stream.columns) [row, column] = [row + 1, 0];
        lineAt(row)[column++] = token;
      }
    }
  };
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      writes++;
      take(chunk);
      done();
    },
  }) as NodeJS.WriteStream;
  Object.assign(stream, { isTTY: true, columns, rows });
  return {
    stream,
    writes: () => writes,
    lines: () => {
      const texts = seen.map((line) =>
        Array.from(line, (character) => character ?? ' ')
          .join('')
          .trimEnd(),
      );
      return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);
    },
    // As terminals do that wrap what they show: every line that is too long takes more rows from then on.
    resize: (narrower) => {
      const wrapped = seen.flatMap((line) =>
        Array.from({ length: Math.max(1, Math.ceil(line.length / narrower)) }, (_, i) =>
          line.slice(i * narrower, (i + 1) * narrower),
        ),
      );
      row += wrapped.length - seen.length;
      seen.splice(0, seen.length, ...wrapped);
      stream.columns = narrower;
    },
  };
}

/** Something that is no terminal: what is written to it, line by line. */
export function pipe(): { stream: NodeJS.WriteStream; lines(): string[] } {
  let text = '';
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      text += chunk;
      done();
    },
  }) as NodeJS.WriteStream;
  return { stream, lines: () => text.split('\n').slice(0, -1) };
}
