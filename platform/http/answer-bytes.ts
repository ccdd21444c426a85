import type { ServerResponse } from 'node:http';

/** Smaller answers are made anew each time: they cost little. */
const LARGE = 64 * 1024;
const LARGEST_KEPT = 4 * 1024 * 1024;
const MOST_KEPT = 4;
/** Bytes that one character may take: where so many are left, all of a text has been written. */
const MOST_OF_A_CHARACTER = 4;

/**
 * The bytes of texts. Those of large ones are written into memory that is used again once the client has them: memory
 * that was never touched costs more than the writing, and V8 looks through all of its heap for what may be given back.
 */
export function answerBytes(): (text: string, response: ServerResponse) => Buffer {
  const idle: Buffer[] = [];
  const take = (length: number): Buffer => {
    const place = idle.findIndex((each) => each.length >= length);
    const found = place === -1 ? undefined : idle.splice(place, 1)[0];
    // Half as much again, so that the next one of its kind finds room, and a text with other letters as well.
    return found ?? Buffer.allocUnsafeSlow(Math.min(LARGEST_KEPT, Math.ceil(length * 1.5)));
  };
  return (text, response) => {
    const needed = text.length + MOST_OF_A_CHARACTER;
    if (text.length < LARGE || needed > LARGEST_KEPT) {
      return Buffer.from(text);
    }
    const memory = take(needed);
    const length = memory.write(text);
    if (memory.length - length < MOST_OF_A_CHARACTER) {
      return Buffer.from(text);
    }
    // Where the connection breaks off, nobody says when the system is done with it: it is left to the collector.
    response.once('finish', () => {
      if (idle.length < MOST_KEPT) {
        idle.push(memory);
      }
    });
    return memory.subarray(0, length);
  };
}
