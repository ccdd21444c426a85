import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { answerBytes } from '../../../platform/http/answer-bytes.ts';

const KIB = 1024;

/**
 * Answers with the text that a path stands for; `sent` are the bytes, in the order of sending.
 * @param together so many answers are made before the first of them is sent
 */
async function serverOf(texts: Record<string, string>, together = 1) {
  const bytesOf = answerBytes();
  const sent: Buffer[] = [];
  const finished: Promise<unknown>[] = [];
  let waiting: (() => void)[] = [];
  const server = createServer((request, response: ServerResponse) => {
    const bytes = bytesOf(texts[request.url as string] as string, response);
    sent.push(bytes);
    finished.push(once(response, 'finish'));
    waiting.push(() => response.end(bytes));
    if (waiting.length === together) {
      for (const send of waiting) {
        send();
      }
      waiting = [];
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (path: string) => (await fetch(url + path)).text();
  return {
    sent,
    ask,
    /** Until the server knows as well that the client has it. */
    askAndSettle: async (path: string) => {
      const text = await ask(path);
      await Promise.all(finished);
      return text;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const TEXTS = {
  '/short': 'Zoë 🧬',
  '/long': 'a'.repeat(300 * KIB),
  '/longer': 'b'.repeat(400 * KIB),
  '/letters': 'Zoë 🧬 '.repeat(50 * KIB),
  '/halves': `${'\u20ac'.repeat(100 * KIB)}`,
  '/huge': 'é'.repeat(5 * KIB * KIB),
};

test('whatever its length and letters, a text arrives as it is', async () => {
  await using server = await serverOf(TEXTS);
  for (let round = 0; round < 3; round++) {
    for (const [path, text] of Object.entries(TEXTS)) {
      expect((await server.askAndSettle(path)) === text).toBe(true);
    }
  }
});

test('texts that are on their way at the same time do not share memory', async () => {
  await using server = await serverOf(TEXTS, 20);
  const paths = Array.from({ length: 40 }, (_, i) => ['/long', '/longer', '/letters'][i % 3] as '/long');
  const answers = await Promise.all(paths.map(server.ask));
  expect(answers.every((answer, i) => answer === TEXTS[paths[i] as '/long'])).toBe(true);
});

test('the memory of a large answer is used again once its client has it', async () => {
  await using server = await serverOf(TEXTS);
  await server.askAndSettle('/long');
  await server.askAndSettle('/long');
  expect(server.sent[1]?.buffer).toBe(server.sent[0]?.buffer);
});
