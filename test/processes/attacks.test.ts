import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql, parse } from 'graphql';
import { composeSupergraph } from '../../schema/composition.ts';
import { type RunningProcess, run, temporaryFolder } from '../support/process.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@listSize"])
  scalar JSON
  type Query {
    flowCells(first: Int = 25): [FlowCell!] @listSize(slicingArguments: ["first"])
    flowCell(id: ID!): FlowCell
    like(filter: JSON, ids: [ID!]): FlowCell
  }
  type Mutation { rename(id: ID!, name: String!): FlowCell }
  type FlowCell { id: ID! name: String! neighbours(first: Int = 25): [FlowCell!] @listSize(slicingArguments: ["first"]) }
`;

/** CPU that a refusal may take, of one core. */
const MOST_CPU_MS = 50;
const TIMES = 3;
const CLIENTS = 50;
const REQUEST_TIMEOUT_MS = 1_000;

const opened = new AsyncDisposableStack();
let gateway: RunningProcess;
let url: string;
beforeAll(async () => {
  const subgraph = opened.use(await flowCells());
  const folder = opened.use(await temporaryFolder());
  const { supergraph } = composeSupergraph([{ name: 'cells', url: subgraph.url, sdl: SDL }]);
  const path = join(folder.path, 'supergraph.graphql');
  await writeFile(path, supergraph as string);
  gateway = opened.use(
    run('gateway/server.ts', {
      SUPERGRAPH_PATH: path,
      DATA_DIR: folder.path,
      AUTH_MODE: 'none',
      LOG_LEVEL: 'warn',
      INTROSPECTION: 'off',
      REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT_MS),
      // Tells the attacker from the others, who all come from here.
      TRUST_PROXY: '1',
    }),
  );
  [, url] = (await gateway.says(/gateway: (http:\S+)\/graphql/)) as unknown as [string, string];
  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => healthy(client)));
  for (let i = 0; i < TIMES; i += 1) {
    await cpuMs();
  }
});
afterAll(() => opened.disposeAsync());

/** A subgraph that answers anything, over HTTP. */
async function flowCells(): Promise<AsyncDisposable & { url: string }> {
  const cell = (id: string) => ({ id, name: `PAO${id}`, neighbours: () => [] });
  const schema = buildSubgraphSchema([{ typeDefs: parse(SDL), resolvers: {} }]);
  const rootValue = {
    flowCells: ({ first }: { first: number }) => Array.from({ length: first }, (_, i) => cell(String(i))),
    flowCell: ({ id }: { id: string }) => cell(id),
  };
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString());
    const answer = await graphql({ schema, source: body.query, variableValues: body.variables, rootValue });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Somebody who wants nothing evil; each has an address of their own. */
async function healthy(client: number): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${client}` },
    body: JSON.stringify({
      query: 'query ($id: ID!) { flowCell(id: $id) { name } }',
      variables: { id: String(client) },
    }),
  });
  expect([response.status, await response.json()]).toEqual([200, { data: { flowCell: { name: `PAO${client}` } } }]);
}

/** CPU time of the gateway so far. */
async function cpuMs(): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]) * 1000;
}

type Attack = { path?: string; method?: string; headers?: Record<string, string>; body?: string };
type Refusal = { status: number; code: string; message?: string | RegExp };

const json = { 'content-type': 'application/json' };
const sent = (body: unknown): Attack => ({ headers: json, body: JSON.stringify(body) });
const asking = (query: string, variables?: unknown): Attack => sent({ query, variables });
const repeated = (times: number, made: (i: number) => string): string =>
  Array.from({ length: times }, (_, i) => made(i)).join(' ');
const tooMuch = (what: string): Refusal => ({
  status: 400,
  code: 'DOCUMENT_TOO_COMPLEX',
  message: `The document has more than ${what}.`,
});
const SELECTIONS = '2000 selections, fragments counted wherever they are spread';
const nested = (levels: number): string =>
  `${'{ flowCells { neighbours '.repeat(levels)}{ id }${' } }'.repeat(levels)}`;
const deepJson = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const bomb = repeated(30, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`);
const invalid = (message: string | RegExp): Refusal => ({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED', message });
const badRequest = (message: RegExp, status = 400): Refusal => ({ status, code: 'BAD_REQUEST', message });
const tooLarge = (message: string | RegExp): Refusal => ({ status: 413, code: 'PAYLOAD_TOO_LARGE', message });

const ATTACKS: Record<string, [Attack, Refusal]> = {
  'deep nesting': [asking(nested(12)), tooMuch('20 levels')],
  // Where the stack is the first to end, that is the depth.
  'nesting for the stack': [
    asking('{a'.repeat(40_000)),
    { ...tooMuch(''), message: /^The document has more than (20 levels|5000 tokens)\.$/ },
  ],
  'values in values': [asking(`{ like(filter: ${deepJson(2_000)}) { id } }`), tooMuch('20 levels')],
  '10,000 aliases': [asking(`{ ${repeated(10_000, (i) => `a${i}:id`)} }`), tooMuch('5000 tokens')],
  '200 aliases': [asking(`{ flowCell(id: 1) { ${repeated(200, (i) => `a${i}: name`)} } }`), tooMuch('100 aliases')],
  'fragments in a circle': [
    asking('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
    invalid('Cannot spread fragment "A" within itself.'),
  ],
  'a fragment in itself, not used': [
    asking('{ __typename } fragment A on Query { ...A }'),
    invalid('Cannot spread fragment "A" within itself.'),
  ],
  'a bomb of fragments': [asking(`{ ...F0 } ${bomb} fragment F30 on Query { __typename }`), tooMuch(SELECTIONS)],
  'a bomb of fragments, not used': [
    asking(`{ __typename } ${bomb} fragment F30 on Query { __typename }`),
    tooMuch(SELECTIONS),
  ],
  'the same field again and again': [
    asking(`{ flowCell(id: 1) ${'{ neighbours { id } '.repeat(1)} ${'neighbours { id } '.repeat(900)} } }`),
    tooMuch('5000 pairs of selections at the same place of the answer'),
  ],
  'a flood of tokens': [asking(`{ ${'id '.repeat(30_000)} }`), tooMuch('5000 tokens')],
  'a flood of comments': [asking(`{ __typename } ${'#\n'.repeat(60_000)}`), tooMuch('100000 characters')],
  'a flood of directives': [asking(`{ __typename ${'@skip(if: false) '.repeat(600)} }`), tooMuch('50 directives')],
  'a thousand fields at the root': [
    asking(`{ ${repeated(900, () => '__typename')} }`),
    tooMuch('25 fields at the root'),
  ],
  'lists of lists': [
    asking('{ flowCells(first: 100) { neighbours(first: 100) { neighbours(first: 100) { id } } } }'),
    { status: 400, code: 'COST_LIMIT_EXCEEDED', message: 'The operation may cost 1010100, 20000 is allowed.' },
  ],
  'lists of lists by variables': [
    asking('query ($n: Int) { flowCells(first: $n) { neighbours(first: $n) { id } } }', { n: 2_000_000_000 }),
    { status: 400, code: 'COST_LIMIT_EXCEEDED', message: /^The operation may cost \d+, 20000 is allowed\.$/ },
  ],
  'a body of 4 MB of keys': [
    asking('{ __typename }', Object.fromEntries(Array.from({ length: 250_000 }, (_, i) => [`k${i}`, 1]))),
    tooLarge('The JSON holds more than 50000 values.'),
  ],
  'variables of 100,000 ids': [
    asking('query ($ids: [ID!]) { like(ids: $ids) { id } }', { ids: Array.from({ length: 100_000 }, () => 'x') }),
    tooLarge('The JSON holds more than 50000 values.'),
  ],
  'variables nested for the stack': [
    {
      headers: json,
      body: `{"query":"query ($f: JSON) { like(filter: $f) { id } }","variables":{"f":${deepJson(20_000)}}}`,
    },
    tooLarge('The JSON is nested deeper than 100.'),
  ],
  'variables nested for the stack, by GET': [
    { method: 'GET', headers: json, path: `/graphql?query={__typename}&variables={"f":${deepJson(3_000)}}` },
    tooLarge('The JSON is nested deeper than 100.'),
  ],
  'a thousand operations at once': [
    sent(Array.from({ length: 1_000 }, () => ({ query: '{ flowCells(first: 100) { id } }' }))),
    badRequest(/^Operation batching disabled\.$/),
  ],
  'a name that is nearly right': [
    asking('{ flowCel(id: 1) { id } }'),
    invalid('Cannot query field "flowCel" on type "Query".'),
  ],
  'a type that is nearly right': [
    asking('query ($id: Idd) { flowCell(id: $id) { id } }'),
    invalid('Unknown type "Idd".'),
  ],
  'what the schema has': [
    asking('{ __schema { types { name } } }'),
    invalid(/^GraphQL introspection is not allowed by Apollo Server/),
  ],
  'a mutation by GET': [
    { method: 'GET', headers: json, path: '/graphql?query=mutation{rename(id:1,name:"x"){id}}' },
    badRequest(/^GET requests only support query operations/, 405),
  ],
  'a form': [
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query={__typename}' },
    { status: 415, code: 'BAD_USER_INPUT', message: /^Unsupported Media Type/ },
  ],
  'a plain text': [
    { headers: { 'content-type': 'text/plain' }, body: '{"query":"{ __typename }"}' },
    badRequest(/^This operation has been blocked as a potential Cross-Site Request Forgery/),
  ],
  'no JSON': [
    { headers: json, body: '{"query": ' },
    { status: 400, code: 'BAD_USER_INPUT' },
  ],
  'another hash': [
    sent({ query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }),
    { status: 400, code: 'BAD_REQUEST', message: 'provided sha does not match query' },
  ],
};

async function attack({ path = '/graphql', method = 'POST', headers = {}, body }: Attack) {
  const response = await fetch(url + path, {
    method,
    headers: { ...headers, 'x-forwarded-for': '198.51.100.1' },
    body: body ?? null,
  });
  const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
  return { status: response.status, code: errors[0]?.extensions.code, message: errors[0]?.message.slice(0, 200) };
}

const refused = ({ status, code, message }: Refusal) => ({
  status,
  code,
  message:
    message === undefined ? expect.any(String) : typeof message === 'string' ? message : expect.stringMatching(message),
});

test.each(Object.keys(ATTACKS))('%s is refused, for little', async (name) => {
  const [request, refusal] = ATTACKS[name] as [Attack, Refusal];
  const spent: number[] = [];
  for (let i = 0; i < TIMES; i += 1) {
    const before = await cpuMs();
    expect(await attack(request)).toEqual(refused(refusal));
    spent.push((await cpuMs()) - before);
  }
  // Not what else the process did in the meantime, such as collecting garbage.
  expect(spent.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)]).toBeLessThan(MOST_CPU_MS);
});

/** What the gateway says to a request that is written as it is, until it closes the connection. */
async function answerTo(head: string, more: (write: (text: string) => void) => () => void) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${head}\r\n\r\n{"query":`);
  const stop = more((text) => socket.write(text));
  try {
    const answer = Buffer.concat(await Array.fromAsync(socket)).toString();
    const { errors } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
    return { status: answer.slice(0, 12), code: errors[0].extensions.code };
  } finally {
    stop();
    socket.destroy();
  }
}

test('a body of 5 MB is refused before it has come', async () => {
  const before = await cpuMs();
  const answer = await answerTo('connection: close\r\ncontent-length: 5000000', () => () => undefined);
  expect(answer).toEqual({ status: 'HTTP/1.1 413', code: 'PAYLOAD_TOO_LARGE' });
  expect((await cpuMs()) - before).toBeLessThan(MOST_CPU_MS);
});

test('a body that trickles in is given up', async () => {
  const before = await cpuMs();
  const answer = await answerTo('content-length: 100000', (write) => {
    const trickle = setInterval(write, 50, ' ');
    return () => clearInterval(trickle);
  });
  expect(answer).toEqual({ status: 'HTTP/1.1 408', code: 'REQUEST_TIMEOUT' });
  // It was waited for as long as anything else.
  expect((await cpuMs()) - before).toBeLessThan(2 * MOST_CPU_MS);
});

test('fifty others lose nothing while all of it goes on', async () => {
  let going = true;
  const answered = Array.from({ length: CLIENTS }, async (_, client) => {
    let answers = 0;
    while (going) {
      await healthy(client);
      answers += 1;
    }
    return answers;
  });
  try {
    for (let i = 0; i < TIMES; i += 1) {
      await Promise.all(
        Object.values(ATTACKS).map(async ([request, refusal]) =>
          expect(await attack(request)).toEqual(refused(refusal)),
        ),
      );
    }
  } finally {
    going = false;
  }
  for (const answers of await Promise.all(answered)) {
    expect(answers).toBeGreaterThan(0);
  }
  expect(gateway.output()).not.toMatch(/"level":[56]0/);
});
