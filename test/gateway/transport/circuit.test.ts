import { expect, test } from '@jest/globals';
import type { TransportSettings } from '../../../gateway/transport/settings.ts';
import {
  caller,
  faultOf,
  HELLO,
  mutation,
  noRetries,
  overHttp,
  query,
  says,
  subgraphServer,
  timeout,
} from './transport-under-test.ts';

const CIRCUIT = 'nanopore_subgraph_circuit_open{service="greeter"}';
const breaker = { failures: 5, percent: 50, windowMs: 60_000, openMs: 100 };

test('a subgraph that fails again and again is left alone, tried out with one fetch, and asked again when it is well', async () => {
  let isWell = false;
  let under = 0;
  let mostAtOnce = 0;
  await using server = await subgraphServer((response) => {
    under += 1;
    mostAtOnce = Math.max(mostAtOnce, under);
    response.on('close', () => {
      under -= 1;
    });
    setImmediate(() => (isWell ? says(response, HELLO) : response.writeHead(500).end()));
  });
  await using greeter = overHttp({ ...noRetries, breaker });
  const ask = greeter.at(server.url);
  for (let i = 0; i < 5; i += 1) {
    expect((await faultOf(ask(query(), caller(), undefined))).reason).toContain('500');
  }
  expect(await greeter.metric(CIRCUIT)).toBe(1);
  const refused = await faultOf(ask(mutation(), caller(), undefined));
  expect([refused.code, refused.reason]).toEqual(['SUBGRAPH_UNAVAILABLE', 'its circuit is open']);
  expect(server.asked).toHaveLength(5);

  isWell = true;
  mostAtOnce = 0;
  while ((await greeter.metric(CIRCUIT)) !== 0) {
    await Promise.allSettled(Array.from({ length: 10 }, (_, i) => ask(query(`{ n${i} }`), caller(), undefined)));
  }
  expect(mostAtOnce).toBe(1);
  expect(await ask(query(), caller(), undefined)).toEqual(HELLO);
  const changes = greeter.lines.filter(({ circuit }) => circuit !== undefined).map(({ circuit }) => circuit);
  expect(changes).toEqual(['open', 'half-open', 'closed']);
});

test('one that hangs counts as one that fails; one that answers nonsense is there', async () => {
  await using hanging = await subgraphServer(() => undefined);
  await using nonsense = await subgraphServer((response) => response.end('<html>'));
  const askTen = async (url: string, changes: Partial<TransportSettings>): Promise<number | undefined> => {
    await using greeter = overHttp({ ...changes, breaker: { ...breaker, openMs: 60_000 } });
    const questions = Array.from({ length: 10 }, (_, i) => query(`{ n${i} }`));
    await Promise.all(questions.map((question) => faultOf(greeter.at(url)(question, caller(), undefined))));
    return greeter.metric(CIRCUIT);
  };
  expect(await askTen(nonsense.url, {})).toBe(0);
  expect(await askTen(hanging.url, timeout(50))).toBe(1);
});

test('clients that go away open nothing', async () => {
  await using server = await subgraphServer((response, { query: text }) =>
    text === '{ hello }' ? says(response, HELLO) : undefined,
  );
  await using greeter = overHttp({ breaker: { ...breaker, openMs: 60_000 } });
  const ask = greeter.at(server.url);
  const client = new AbortController();
  const gone = Array.from({ length: 20 }, (_, i) => faultOf(ask(query(`{ n${i} }`), caller(), client.signal)));
  client.abort();
  await Promise.all(gone);
  expect(await ask(query(), caller(), undefined)).toEqual(HELLO);
});

test('what is known of a subgraph outlives the supergraph, unless it has moved', async () => {
  await using greeter = overHttp();
  expect(greeter.at('http://127.0.0.1:1/graphql')).toBe(greeter.at('http://127.0.0.1:1/graphql'));
  expect(greeter.at('http://127.0.0.1:1/graphql')).not.toBe(greeter.at('http://127.0.0.1:2/graphql'));
});
