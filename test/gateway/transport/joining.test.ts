import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { newFlight } from '../../../gateway/transport/flight.ts';
import { createJoinableFlights, JOINABLE_FOR_MS } from '../../../gateway/transport/joinable-flights.ts';
import { caller, faultOf, mutation, overHttp, query, says, somebody, subgraphServer } from './transport-under-test.ts';

const JOINED = 'nanopore_subgraph_fetches_joined_total{service="greeter"}';
const ofIds = (...ids: string[]) =>
  query('query ($of: [_Any!]!) { _entities(representations: $of) { id } }', {
    of: ids.map((id) => ({ __typename: 'Sample', id })),
  });

/** Answers with its number, when told to. */
async function waitingServer() {
  const waiting: ServerResponse[] = [];
  const server = await subgraphServer((response) => {
    waiting.push(response);
    server.server.emit('asked');
  });
  return {
    server,
    url: server.url,
    [Symbol.asyncDispose]: server[Symbol.asyncDispose],
    /** Resolves when so many fetches have come in. */
    arrived: async (count: number): Promise<void> => {
      while (server.asked.length < count) {
        await once(server.server, 'asked');
      }
    },
    answer: (nth: number): void =>
      says(waiting[nth - 1] as ServerResponse, { data: { nth, deep: [{ hello: 'you' }] } }),
    connectionOf: (nth: number): ServerResponse => waiting[nth - 1] as ServerResponse,
  };
}

test('equal fetches of one request are sent once, and each gets an answer of its own', async () => {
  await using server = await waitingServer();
  await using greeter = overHttp();
  const ask = greeter.at(server.url);
  const one = somebody('Ada');
  const asked = [ask(ofIds('a'), one, undefined), ask(ofIds('a'), one, undefined), ask(ofIds('b'), one, undefined)];
  await server.arrived(2);
  server.answer(1);
  server.answer(2);
  const [first, second, other] = await Promise.all(asked);
  expect(first).toEqual(second);
  expect([first?.data?.nth, other?.data?.nth]).toEqual([1, 2]);
  (first as { data: { deep: { hello: string }[] } }).data.deep[0] = { hello: 'written by its owner' };
  expect(second?.data?.deep).toEqual([{ hello: 'you' }]);
  expect(await greeter.metric(JOINED)).toBe(1);
});

test('requests of those who see the same data share a fetch; somebody in particular has his own', async () => {
  await using server = await waitingServer();
  await using greeter = overHttp();
  const ask = greeter.at(server.url);
  const asked = [caller('1'), caller('2'), somebody('Ada'), somebody('Ada'), somebody('Bob')].map((who) =>
    ask(query(), who, undefined),
  );
  await server.arrived(4);
  for (const nth of [1, 2, 3, 4]) {
    server.answer(nth);
  }
  expect((await Promise.all(asked)).map(({ data }) => data?.nth)).toEqual([1, 1, 2, 3, 4]);
});

test('switched off, each fetch is sent', async () => {
  await using server = await waitingServer();
  await using greeter = overHttp({ shareFetches: false });
  const one = caller();
  const asked = [1, 2].map(() => greeter.at(server.url)(query(), one, undefined));
  await server.arrived(2);
  server.answer(1);
  server.answer(2);
  await Promise.all(asked);
});

test('one who goes away leaves the others their answer; with the last one the fetch ends', async () => {
  await using server = await waitingServer();
  await using greeter = overHttp();
  const ask = greeter.at(server.url);
  const clients = [new AbortController(), new AbortController(), new AbortController()];
  const [first, ...others] = clients.map(({ signal }) => ask(query(), caller(), signal));
  await server.arrived(1);
  clients[0]?.abort();
  await faultOf(first as NonNullable<typeof first>);
  server.answer(1);
  expect((await Promise.all(others)).map(({ data }) => data?.nth)).toEqual([1, 1]);

  const abandoned = clients.slice(1).map(({ signal }) => faultOf(ask(query('{ second }'), caller(), signal)));
  await server.arrived(2);
  clients[1]?.abort();
  clients[2]?.abort();
  // Nobody joins what has been called off.
  const later = ask(query('{ second }'), caller(), undefined);
  await Promise.all([...abandoned, once(server.connectionOf(2), 'close')]);
  await server.arrived(3);
  server.answer(3);
  expect((await later).data?.nth).toBe(3);
});

test('after a mutation nobody joins what was begun before it, or while it was under way', async () => {
  await using server = await waitingServer();
  await using greeter = overHttp();
  const ask = greeter.at(server.url);
  const before = ask(query(), caller(), undefined);
  await server.arrived(1);
  const change = ask(mutation(), caller(), undefined);
  await server.arrived(2);
  const during = ask(query(), caller(), undefined);
  await server.arrived(3);
  server.answer(2);
  await change;
  const after = [ask(query(), caller(), undefined), ask(query(), caller(), undefined)];
  await server.arrived(4);
  for (const nth of [1, 3, 4]) {
    server.answer(nth);
  }
  const answers = await Promise.all([before, during, ...after]);
  expect(answers.map(({ data }) => data?.nth)).toEqual([1, 3, 4, 4]);
});

test('equal mutations are two', async () => {
  await using server = await waitingServer();
  await using greeter = overHttp();
  const one = caller();
  const changes = [1, 2].map(() => greeter.at(server.url)(mutation(), one, undefined));
  await server.arrived(2);
  server.answer(1);
  server.answer(2);
  expect((await Promise.all(changes)).map(({ data }) => data?.nth).sort()).toEqual([1, 2]);
});

test('all who wait for a fetch hear that it failed', async () => {
  await using server = await subgraphServer((response) => response.end('<html>'));
  await using greeter = overHttp();
  const faults = [1, 2, 3].map(() => faultOf(greeter.at(server.url)(query(), caller(), undefined)));
  expect((await Promise.all(faults)).map(({ code }) => code)).toEqual(Array(3).fill('SUBGRAPH_BAD_ANSWER'));
  expect(server.asked).toHaveLength(1);
});

test('a fetch that hangs is joined for a second and no longer, so that it holds up only a few', () => {
  const flights = createJoinableFlights();
  const who = caller();
  const flight = newFlight('greeter', ofIds('a', 'b'), who, 0, 30_000);
  flights.add(flight);
  expect(flights.find(ofIds('a', 'b'), who, JOINABLE_FOR_MS - 1)).toBe(flight);
  expect(flights.find(ofIds('c', 'b'), who, 0)).toBeUndefined();
  expect(flights.find(ofIds('a', 'b'), who, JOINABLE_FOR_MS)).toBeUndefined();
  flights.remove(flight);
  expect(flights.find(ofIds('a', 'b'), who, 0)).toBeUndefined();
});
