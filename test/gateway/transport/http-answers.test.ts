import { expect, test } from '@jest/globals';
import {
  caller,
  faultOf,
  HELLO,
  nobodysUrl,
  noRetries,
  overHttp,
  query,
  rawAnswer,
  rawServer,
  says,
  subgraphServer,
  timeout,
} from './transport-under-test.ts';

const ERROR = { message: 'no such tube', path: ['hello'] };

test('a query is posted as GraphQL over HTTP, and a stranger learns nothing of its caller', async () => {
  let headers: NodeJS.Dict<string | string[]> = {};
  await using server = await subgraphServer((response, _question, _nth, request) => {
    headers = request.headers;
    says(response, HELLO);
  });
  await using greeter = overHttp();
  const asked = { ...query('query Hi($to: String) { hello(to: $to) }', { to: 'Zoë' }), operationName: 'Hi' };
  expect(await greeter.at(server.url)(asked, caller('doc-1'), undefined)).toEqual(HELLO);
  expect(server.asked).toEqual([{ query: asked.query, variables: { to: 'Zoë' }, operationName: 'Hi' }]);
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    'x-request-id': 'doc-1',
  });
  expect(JSON.stringify(headers)).not.toMatch(/jest|authorization|x-caller/);
});

test.each([
  ['data', 200, HELLO],
  ['data and errors', 200, { data: { hello: null }, errors: [ERROR] }],
  ['a refused operation', 400, { errors: [ERROR] }],
  ['errors of a server that fails', 500, { errors: [ERROR] }],
  ['errors of one that is overloaded', 503, { data: null, errors: [ERROR] }],
])('%s with status %i is an answer', async (_what, status, answer) => {
  await using server = await subgraphServer((response) => says(response, answer, status));
  await using greeter = overHttp();
  expect(await greeter.at(server.url)(query(), caller(), undefined)).toEqual(answer);
  expect(server.asked).toHaveLength(1);
});

test.each([
  ['a page', 200, '<html>Welcome to 10.1.2.3</html>', 'SUBGRAPH_BAD_ANSWER'],
  ['truncated JSON', 200, '{"data":{"hello":"y', 'SUBGRAPH_BAD_ANSWER'],
  ['nothing', 200, '', 'SUBGRAPH_BAD_ANSWER'],
  ['neither data nor errors', 200, '{"extensions":{}}', 'SUBGRAPH_BAD_ANSWER'],
  ['no errors in place of data', 200, '{"errors":[]}', 'SUBGRAPH_BAD_ANSWER'],
  ['null', 200, 'null', 'SUBGRAPH_BAD_ANSWER'],
  ['a number', 200, '42', 'SUBGRAPH_BAD_ANSWER'],
  ['a list', 200, '[{"data":{}}]', 'SUBGRAPH_BAD_ANSWER'],
  ['data that are a list', 200, '{"data":[]}', 'SUBGRAPH_BAD_ANSWER'],
  ['errors that are a text', 200, '{"data":null,"errors":"Traceback in /srv"}', 'SUBGRAPH_BAD_ANSWER'],
  ['errors without a message', 200, '{"data":null,"errors":[null]}', 'SUBGRAPH_BAD_ANSWER'],
  ['a page that is not there', 404, '<html>404</html>', 'SUBGRAPH_BAD_ANSWER'],
  ['a failure', 500, 'Error: select * from secrets at db.internal', 'SUBGRAPH_UNAVAILABLE'],
  ['a proxy without a server', 502, '<html>Bad gateway</html>', 'SUBGRAPH_UNAVAILABLE'],
  ['a failure in JSON', 500, '{"message":"db.internal"}', 'SUBGRAPH_UNAVAILABLE'],
])('%s with status %i is none', async (_what, status, body, code) => {
  await using server = await subgraphServer((response) => response.writeHead(status).end(body));
  await using greeter = overHttp(noRetries);
  const { message, reason, service, ...fault } = await faultOf(
    greeter.at(server.url)(query(), caller('r-1'), undefined),
  );
  expect([fault.code, service]).toEqual([code, 'greeter']);
  expect(reason).toContain(`HTTP status ${status}`);
  expect(message).toMatch(/^The greeter service [a-z .]+$/);
  expect(greeter.lines).toMatchObject([{ level: 40, subgraph: 'greeter', requestId: 'r-1', code, reason }]);
});

test('errors that are null are no errors', async () => {
  await using server = await subgraphServer((response) => says(response, { ...HELLO, errors: null }));
  await using greeter = overHttp();
  expect((await greeter.at(server.url)(query(), caller(), undefined)).errors).toBeUndefined();
});

test.each<[string, (url: string) => Promise<string> | string, string]>([
  ['nobody listens', () => nobodysUrl(), 'ECONNREFUSED'],
  ['the name does not exist', () => 'http://greeter.invalid/graphql', 'E'],
  ['the address is none', () => 'not an address', 'none of HTTP'],
  ['the protocol is none of ours', () => 'ftp://127.0.0.1/graphql', 'none of HTTP'],
])('where %s the subgraph is unavailable', async (_what, urlOf, reason) => {
  await using greeter = overHttp(noRetries);
  const fault = await faultOf(greeter.at(await urlOf(''))(query(), caller(), undefined));
  expect([fault.code, fault.message]).toEqual(['SUBGRAPH_UNAVAILABLE', 'The greeter service is unavailable.']);
  expect(fault.reason).toContain(reason);
});

test.each([
  ['resets the connection', (answer: string) => [answer.slice(0, 0)], 'SUBGRAPH_UNAVAILABLE'],
  ['resets it in the middle of the answer', (answer: string) => [answer.slice(0, -5)], 'SUBGRAPH_UNAVAILABLE'],
  ['speaks no HTTP', () => ['220 mail.internal ESMTP\r\n'], 'SUBGRAPH_BAD_ANSWER'],
])('a server that %s', async (_what, bytesOf, code) => {
  const bytes = bytesOf(rawAnswer(JSON.stringify(HELLO)));
  await using server = await rawServer((socket) => {
    for (const part of bytes) {
      socket.write(part);
    }
    socket.end(() => socket.resetAndDestroy());
  });
  await using greeter = overHttp(noRetries);
  expect((await faultOf(greeter.at(server.url)(query(), caller(), undefined))).code).toBe(code);
});

test('an answer that ends sooner or later than its length says is none, and hurts nobody else', async () => {
  const body = JSON.stringify(HELLO);
  const lengths = [body.length - 3, body.length + 3];
  await using server = await rawServer((socket, nth) => {
    const length = lengths[nth - 1];
    socket.end(rawAnswer(body, length === undefined ? undefined : `content-length: ${length}`));
  });
  await using greeter = overHttp({ ...noRetries, ...timeout(10_000) });
  const ask = greeter.at(server.url);
  expect((await faultOf(ask(query(), caller(), undefined))).code).toBe('SUBGRAPH_BAD_ANSWER');
  expect(['SUBGRAPH_BAD_ANSWER', 'SUBGRAPH_UNAVAILABLE']).toContain(
    (await faultOf(ask(query(), caller(), undefined))).code,
  );
  expect(await ask(query(), caller(), undefined)).toEqual(HELLO);
});

test('an answer in many small pieces, split within its letters, is read as one', async () => {
  const answer = { data: { hello: 'Zoë 🧬 '.repeat(20) } };
  await using server = await rawServer((socket) => {
    const bytes = Buffer.from(rawAnswer(JSON.stringify(answer)));
    for (let i = 0; i < bytes.length; i += 1) {
      socket.write(bytes.subarray(i, i + 1));
    }
  });
  await using greeter = overHttp();
  expect(await greeter.at(server.url)(query(), caller(), undefined)).toEqual(answer);
});
