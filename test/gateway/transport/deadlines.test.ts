import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import {
  caller,
  faultOf,
  HELLO,
  mutation,
  overHttp,
  query,
  rawServer,
  says,
  subgraphServer,
  timeout,
} from './transport-under-test.ts';

const fetches = (outcome: string) => `nanopore_subgraph_fetch_seconds_count{service="greeter",outcome="${outcome}"}`;

test.each<[string, (response: ServerResponse) => void]>([
  ['says nothing', () => undefined],
  ['begins and stops', (response) => response.writeHead(200).flushHeaders()],
  ['stops in the middle', (response) => response.writeHead(200).write('{"data":{"hel')],
])('a subgraph that %s is given up in time, once, and its connection closed', async (_what, misbehave) => {
  const closed: Promise<unknown>[] = [];
  await using server = await subgraphServer((response) => {
    closed.push(once(response, 'close'));
    misbehave(response);
  });
  await using greeter = overHttp(timeout(1_000));
  const fault = await faultOf(greeter.at(server.url)(query(), caller('r-1'), undefined));
  expect([fault.code, fault.message]).toEqual(['SUBGRAPH_TIMEOUT', 'The greeter service did not answer in time.']);
  await Promise.all(closed);
  expect(server.asked).toHaveLength(1);
  expect(await greeter.metric(fetches('timeout'))).toBe(1);
  expect(greeter.lines).toMatchObject([{ requestId: 'r-1', reason: 'no answer within 1000 ms' }]);
});

test('a subgraph that drips has as much time as one that says nothing', async () => {
  await using server = await subgraphServer((response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(drip));
  });
  await using greeter = overHttp(timeout(100));
  expect((await faultOf(greeter.at(server.url)(query(), caller(), undefined))).code).toBe('SUBGRAPH_TIMEOUT');
});

test('retries have no time of their own', async () => {
  await using server = await subgraphServer((response) => response.writeHead(503).end());
  await using greeter = overHttp({ ...timeout(150), retries: { most: 10, percent: 0, perSecond: 10 } });
  const fault = await faultOf(greeter.at(server.url)(query(), caller(), undefined));
  // Ten retries would take 2.6 s on average; what is known when the time is over is said.
  expect(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT']).toContain(fault.code);
  expect(server.asked.length).toBeLessThan(11);
});

test('each subgraph may have a time of its own', async () => {
  await using server = await rawServer(() => undefined);
  await using transport = overHttp({ timeoutMsOf: (name) => (name === 'slow' ? 200 : 50) });
  const { reason } = await faultOf(
    transport.transport({ name: 'slow', url: server.url })(query(), caller(), undefined),
  );
  expect(reason).toBe('no answer within 200 ms');
});

test('when the client goes away, the subgraph sees it, nothing is repeated, and nothing is logged as a failure', async () => {
  const arrived = Promise.withResolvers<ServerResponse>();
  await using server = await subgraphServer((response) => arrived.resolve(response));
  await using greeter = overHttp();
  const client = new AbortController();
  const asked = faultOf(greeter.at(server.url)(query(), caller(), client.signal));
  const response = await arrived.promise;
  client.abort();
  await once(response, 'close');
  expect((await asked).reason).toContain('nobody waits');
  expect(server.asked).toHaveLength(1);
  expect(await greeter.metric(fetches('abandoned'))).toBe(1);
  expect(greeter.lines.filter(({ level }) => Number(level) > 20)).toEqual([]);
});

test('whoever has gone before asking is not asked for at all, a mutation neither', async () => {
  await using server = await subgraphServer((response) => says(response, HELLO));
  await using greeter = overHttp();
  for (const request of [query(), mutation()]) {
    await faultOf(greeter.at(server.url)(request, caller(), AbortSignal.abort()));
  }
  expect(server.asked).toEqual([]);
});

test('a client that goes during the pause before a retry ends it', async () => {
  await using server = await subgraphServer((response) => {
    response.on('finish', () => setImmediate(() => client.abort()));
    response.writeHead(503).end();
  });
  const client = new AbortController();
  await using greeter = overHttp({ retries: { most: 10, percent: 0, perSecond: 10 } });
  const fault = await faultOf(greeter.at(server.url)(query(), caller(), client.signal));
  expect(fault.code).toBe('SUBGRAPH_UNAVAILABLE');
  await greeter.close();
  expect(server.asked.length).toBeLessThan(11);
});

test('one that is called off while it waits for a connection leaves the connection to the others', async () => {
  const first = Promise.withResolvers<ServerResponse>();
  await using server = await subgraphServer((response, _question, nth) => {
    if (nth === 1) {
      first.resolve(response);
    } else {
      says(response, HELLO);
    }
  });
  await using greeter = overHttp({ connections: 1 });
  const ask = greeter.at(server.url);
  const client = new AbortController();
  const answers = [ask(query('{ first }'), caller(), undefined)];
  const response = await first.promise;
  const calledOff = faultOf(ask(query('{ calledOff }'), caller(), client.signal));
  answers.push(ask(query('{ last }'), caller(), undefined));
  client.abort();
  expect((await calledOff).reason).toContain('nobody waits');
  says(response, HELLO);
  expect(await Promise.all(answers)).toEqual([HELLO, HELLO]);
  expect(server.asked.map((question) => question.query)).toEqual(['{ first }', '{ last }']);
  expect(server.connections).toBe(1);
});

test('whoever closes waits for what is under way, and lets nothing else in', async () => {
  const arrived = Promise.withResolvers<ServerResponse>();
  await using server = await subgraphServer((response) => arrived.resolve(response));
  const greeter = overHttp();
  const ask = greeter.at(server.url);
  const answer = ask(query(), caller(), undefined);
  const response = await arrived.promise;
  const closing = greeter.close();
  expect((await faultOf(ask(query(), caller(), undefined))).reason).toContain('stopping');
  says(response, HELLO);
  expect(await answer).toEqual(HELLO);
  await closing;
});

test('nothing ticks on for what has been answered', async () => {
  await using server = await subgraphServer((response) => says(response, HELLO));
  await using greeter = overHttp();
  const ticking = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = ticking();
  await Promise.all(
    Array.from({ length: 50 }, (_, i) => greeter.at(server.url)(query(`{ n${i} }`), caller(), undefined)),
  );
  // The HTTP client and the server have clocks of their own.
  expect(ticking() - before).toBeLessThan(10);
});

test('whose own time is over is told so, and whoever waits with him gets the answer', async () => {
  const impatient = new AbortController();
  await using server = await subgraphServer((response) => {
    impatient.abort(new DOMException('It took too long.', 'TimeoutError'));
    says(response, HELLO);
  });
  await using greeter = overHttp();
  const ask = greeter.at(server.url);
  const first = faultOf(ask(query(), caller('r-1'), impatient.signal));
  const second = ask(query(), caller('r-2'), undefined);
  expect((await first).code).toBe('SUBGRAPH_TIMEOUT');
  expect(await second).toEqual(HELLO);
  expect((await faultOf(ask(query(), caller('r-3'), impatient.signal))).code).toBe('SUBGRAPH_TIMEOUT');
  expect(server.asked).toHaveLength(1);
});
