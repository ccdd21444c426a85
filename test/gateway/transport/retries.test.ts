import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { type Cancellation, cancel } from '../../../gateway/transport/attempt.ts';
import { nobodyWaits } from '../../../gateway/transport/flight.ts';
import { retried } from '../../../gateway/transport/retried.ts';
import { createRetryBudget } from '../../../gateway/transport/retry-budget.ts';
import { SubgraphFault } from '../../../gateway/transport/subgraph-fault.ts';
import {
  caller,
  faultOf,
  HELLO,
  mutation,
  nobodysUrl,
  overHttp,
  query,
  rawAnswer,
  rawServer,
  says,
  subgraphServer,
} from './transport-under-test.ts';

const RETRIES = 'nanopore_subgraph_retries_total{service="greeter"}';

test.each([502, 503, 504])(
  'a query that met status %i is asked again, and the client notices nothing',
  async (status) => {
    await using server = await subgraphServer((response, _question, nth) =>
      nth <= 2 ? response.writeHead(status).end('<html>') : says(response, HELLO),
    );
    await using greeter = overHttp();
    expect(await greeter.at(server.url)(query(), caller(), undefined)).toEqual(HELLO);
    expect(server.asked).toHaveLength(3);
    expect(await greeter.metric(RETRIES)).toBe(2);
    expect(greeter.lines).toEqual([]);
  },
);

test('a query whose connection was reset, before the answer or within it, is asked again', async () => {
  await using server = await rawServer((socket, nth) => {
    const answer = rawAnswer(JSON.stringify(HELLO));
    const part = [0, answer.length - 5][nth - 1];
    if (part === undefined) {
      socket.write(answer);
    } else {
      socket.end(answer.slice(0, part));
    }
  });
  await using greeter = overHttp();
  expect(await greeter.at(server.url)(query(), caller(), undefined)).toEqual(HELLO);
  expect(await greeter.metric(RETRIES)).toBe(2);
});

test('a mutation is asked once: nobody knows whether it was done', async () => {
  await using failing = await subgraphServer((response) => response.writeHead(503).end());
  await using resetting = await rawServer((socket) => socket.destroy());
  await using greeter = overHttp();
  for (const url of [failing.url, resetting.url, await nobodysUrl()]) {
    expect((await faultOf(greeter.at(url)(mutation(), caller(), undefined))).code).toBe('SUBGRAPH_UNAVAILABLE');
  }
  expect(failing.asked).toHaveLength(1);
  expect(await greeter.metric(RETRIES)).toBeUndefined();
});

test.each([
  ['a defect', 500, 'Error'],
  ['a page', 200, '<html>'],
])('%s is not asked for again', async (_what, status, body) => {
  await using server = await subgraphServer((response) => response.writeHead(status).end(body));
  await using greeter = overHttp();
  await faultOf(greeter.at(server.url)(query(), caller(), undefined));
  expect(server.asked).toHaveLength(1);
});

test('a subgraph that refuses connections is given up after the retries, and asked as before once it is there', async () => {
  const url = await nobodysUrl();
  await using greeter = overHttp();
  const fault = await faultOf(greeter.at(url)(query(), caller(), undefined));
  expect([fault.code, fault.reason]).toEqual(['SUBGRAPH_UNAVAILABLE', expect.stringContaining('ECONNREFUSED')]);
  expect(await greeter.metric(RETRIES)).toBe(2);
  await using server = await subgraphServer((response) => says(response, HELLO), Number(new URL(url).port));
  expect(await greeter.at(server.url)(query(), caller(), undefined)).toEqual(HELLO);
});

test('a connection that the server closed between two queries costs nobody an answer', async () => {
  await using server = await rawServer((socket) => {
    // Says that it stays, and goes.
    socket.end(rawAnswer(JSON.stringify(HELLO)));
  });
  await using greeter = overHttp();
  for (let i = 0; i < 20; i += 1) {
    expect(await greeter.at(server.url)(query(), caller(), undefined)).toEqual(HELLO);
    expect(await greeter.at(server.url)(mutation(), caller(), undefined)).toEqual(HELLO);
  }
});

test('when all fail, all together are repeated no more than the budget allows', async () => {
  await using server = await subgraphServer((response) => response.writeHead(503).end());
  const breaker = { failures: 0, percent: 50, windowMs: 10_000, openMs: 1_000 };
  await using greeter = overHttp({ retries: { most: 3, percent: 10, perSecond: 0 }, breaker });
  const ask = greeter.at(server.url);
  await Promise.all(Array.from({ length: 100 }, (_, i) => faultOf(ask(query(`{ n${i} }`), caller(), undefined))));
  // Ten that were saved, of which the fetches cannot save more, and no share beyond.
  expect(server.asked.length).toBeLessThanOrEqual(110);
  expect(server.asked.length).toBeGreaterThan(100);
});

/** Retries of a subgraph that is always away, and how often it was asked. */
function away() {
  let asked = 0;
  const attempt = retried(
    async () => {
      asked += 1;
      throw new SubgraphFault('SUBGRAPH_UNAVAILABLE', 'greeter', 'away', { passing: true });
    },
    10,
    createRetryBudget({ percent: 100, perSecond: 100 }, performance.now()),
    () => undefined,
  );
  const until = (deadline: number): Cancellation => ({ fault: undefined, work: undefined, deadline });
  return { attempt, until, asked: () => asked };
}

test('nothing is tried again for a client that has gone in the meantime', async () => {
  const { attempt, until, asked } = away();
  const flights = Array.from({ length: 100 }, () => until(Number.POSITIVE_INFINITY));
  const ends = flights.map((flight) => attempt(query(), caller(), flight).catch(({ reason }) => reason));
  await setImmediate();
  for (const flight of flights) {
    cancel(flight, nobodyWaits('greeter'));
  }
  expect(new Set(await Promise.all(ends))).toEqual(new Set([nobodyWaits('greeter').reason]));
  // A pause of random length may be over at once, but most are not.
  expect(asked()).toBeLessThan(150);
});

test('where no time is left the client hears what went wrong, not that the time is over', async () => {
  const { attempt, until, asked } = away();
  await expect(attempt(query(), caller(), until(performance.now()))).rejects.toMatchObject({ reason: 'away' });
  expect(asked()).toBe(1);
});
