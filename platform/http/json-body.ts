import type { FastifyInstance } from 'fastify';

/** Nested deeper than anybody means it: what walks through it would run out of stack. */
const MOST_DEPTH = 100;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** What keeps a text from being parsed as JSON; undefined where nothing does. */
export type JsonExcess = 'values' | 'depth' | undefined;

/**
 * Counts values without making them: a few megabytes of short ones cost a hundred times as much to parse. What is no
 * JSON is counted somehow, and is left to the parser.
 */
export function jsonExcess(text: Uint8Array, mostValues: number): JsonExcess {
  let values = 0;
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i += 1) {
    const byte = text[i];
    if (inText) {
      if (byte === BACKSLASH) {
        i += 1;
      } else if (byte === QUOTE) {
        inText = false;
      }
    } else if (byte === QUOTE) {
      inText = true;
    } else if (byte === 0x5b || byte === 0x7b) {
      values += 1;
      depth += 1;
      if (depth > MOST_DEPTH) {
        return 'depth';
      }
    } else if (byte === 0x5d || byte === 0x7d) {
      depth -= 1;
    } else if (byte === COMMA) {
      values += 1;
    }
    if (values > mostValues) {
      return 'values';
    }
  }
  return undefined;
}

/** A body with more in it than is looked at. */
export class JsonTooLarge extends Error {
  readonly statusCode = 413;
  readonly code = 'PAYLOAD_TOO_LARGE';

  constructor(excess: JsonExcess, mostValues: number) {
    super(
      excess === 'depth'
        ? `The JSON is nested deeper than ${MOST_DEPTH}.`
        : `The JSON holds more than ${mostValues} values.`,
    );
  }
}

/** Bodies of JSON are looked at before they are parsed, as Fastify does it. */
export function limitJson(fastify: FastifyInstance, mostValues: number): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const excess = jsonExcess(body, mostValues);
    if (excess !== undefined) {
      done(new JsonTooLarge(excess, mostValues));
      return;
    }
    parse(request, body.toString('utf8'), done);
  });
}
