import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { caller, faultOf, HELLO, noRetries, overHttp, query, says, subgraphServer } from './transport-under-test.ts';

const MIB = 1024 * 1024;
const CHUNK = Buffer.alloc(64 * 1024, ' ');

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** Bytes that are in use, buffers included; what sockets let go of is free one turn of the event loop later. */
async function held(): Promise<number> {
  collectGarbage();
  await setImmediate();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Sends 50 MB of a JSON text, as fast as they are taken; how many bytes of it were. */
async function flood(response: ServerResponse): Promise<number> {
  let sent = 0;
  function* text() {
    yield Buffer.from('{"data":{"hello":"');
    for (; sent < 50 * MIB; sent += CHUNK.length) {
      yield CHUNK;
    }
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  // It fails when the other side closes the connection, which is what the tests are about.
  await pipeline(Readable.from(text()), response).catch(() => undefined);
  return sent;
}

test('fifty megabytes are cut off at the limit, and not kept', async () => {
  const floods: Promise<number>[] = [];
  await using server = await subgraphServer((response) => floods.push(flood(response)));
  await using greeter = overHttp({ answerLimitBytes: 2 * MIB });
  const ask = greeter.at(server.url);
  const before = await held();
  for (let i = 0; i < 10; i += 1) {
    const fault = await faultOf(ask(query(), caller(), undefined));
    expect([fault.code, fault.message]).toEqual([
      'SUBGRAPH_BAD_ANSWER',
      'The greeter service gave an answer that is none.',
    ]);
    expect(fault.reason).toContain('MAX_SIZE');
  }
  for (const sent of await Promise.all(floods)) {
    // What lies in the sockets between the two comes on top.
    expect(sent).toBeLessThan(20 * MIB);
  }
  expect((await held()) - before).toBeLessThan(5 * MIB);
});

test('an answer below the limit arrives whole', async () => {
  const hello = 'x'.repeat(MIB);
  await using server = await subgraphServer((response) => says(response, { data: { hello } }));
  await using greeter = overHttp({ answerLimitBytes: 2 * MIB });
  expect((await greeter.at(server.url)(query(), caller(), undefined)).data?.hello).toBe(hello);
});

test('beside a subgraph that does everything wrong, fifty at a time get their answers from another', async () => {
  const faults: ((response: ServerResponse) => void)[] = [
    () => undefined,
    (response) => response.writeHead(200).write('{"data":'),
    (response) => response.end('<html>'),
    (response) => response.writeHead(500).end(),
    (response) => response.destroy(),
    (response) => void flood(response),
  ];
  await using bad = await subgraphServer((response, _question, nth) => faults[nth % faults.length]?.(response));
  await using good = await subgraphServer((response) => says(response, HELLO));
  await using both = overHttp({ ...noRetries, answerLimitBytes: MIB });
  const askBad = both.transport({ name: 'bad', url: bad.url });
  const askGood = both.transport({ name: 'good', url: good.url });
  const before = await held();
  const client = new AbortController();
  const wrong = Array.from({ length: 60 }, (_, i) => faultOf(askBad(query(`{ n${i} }`), caller(), client.signal)));
  const rounds = 10;
  for (let round = 0; round < rounds; round += 1) {
    const answers = Array.from({ length: 50 }, (_, i) => askGood(query(`{ n${i} }`), caller(), undefined));
    expect(await Promise.all(answers)).toEqual(Array(50).fill(HELLO));
  }
  // Twenty of them have hung all the time, and would for half a minute.
  client.abort();
  const reasons = (await Promise.all(wrong)).map(({ reason }) => reason);
  expect(reasons.filter((reason) => reason.includes('nobody waits')).length).toBeGreaterThanOrEqual(20);
  expect(good.asked).toHaveLength(rounds * 50);
  expect((await held()) - before).toBeLessThan(10 * MIB);
});
