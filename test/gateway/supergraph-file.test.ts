import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql, parse } from 'graphql';
import { composeSupergraph } from '../../schema/composition.ts';
import { eventually } from '../platform/postgres/support.ts';
import { ask, run, temporaryFolder } from '../support/process.ts';

/** A subgraph of somebody else: no /ready, nothing of ours. */
async function foreignSubgraph(sdl: string, resolvers: object): Promise<{ server: Server; url: string; sdl: string }> {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  const server = createServer(async (request, response) => {
    if (request.url !== '/') {
      response.writeHead(404).end('no such page');
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    const answer = await graphql({ schema, source: query, variableValues: variables });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, sdl };
}

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@composeDirective"])';
const PRODUCTS = `${LINK} type Query { product: Product secret: String @authenticated } type Product @key(fields: "id") { id: ID! name: String }`;
const BECAUSE = `@link(url: "https://shop.example/because/v1.0", import: ["@because"]) @composeDirective(name: "@because")
  directive @because(reason: String! = "none") on FIELD`;
const REVIEWS = `${LINK} ${BECAUSE} type Product @key(fields: "id") { id: ID! stars: Int }`;

let products: Awaited<ReturnType<typeof foreignSubgraph>>;
let reviews: Awaited<ReturnType<typeof foreignSubgraph>>;
beforeAll(async () => {
  products = await foreignSubgraph(PRODUCTS, {
    Query: { product: () => ({ id: '1', name: 'Table' }), secret: () => 'x' },
  });
  reviews = await foreignSubgraph(REVIEWS, {
    Product: { __resolveReference: ({ id }: { id: string }) => ({ id, stars: 5 }) },
  });
});
afterAll(() => {
  products.server.close();
  reviews.server.close();
});

function supergraph(productsSdl = PRODUCTS): string {
  const composition = composeSupergraph([
    { name: 'products', url: products.url, sdl: productsSdl },
    { name: 'reviews', url: reviews.url, sdl: REVIEWS },
  ]);
  expect(composition.problems).toEqual([]);
  return composition.supergraph as string;
}

test('any Federation 2 supergraph is served, reloaded when it changes, and kept when the new one is broken', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'supergraph.graphql');
  await writeFile(path, supergraph());
  await using gateway = run('gateway/server.ts', { SUPERGRAPH_PATH: path });
  const [, url] = await gateway.says(/gateway: (http:\S+)\/graphql/);
  const origin = url as string;

  expect(await ask({ url: origin }, '{ product { name stars } }')).toEqual({
    data: { product: { name: 'Table', stars: 5 } },
  });
  expect(await ask({ url: origin }, '{ product { stars @because } }')).toEqual({ data: { product: { stars: 5 } } });
  expect((await fetch(`${origin}/ready`)).status).toBe(200);

  const price = async () =>
    (await ask({ url: origin }, '{ __type(name: "Product") { fields { name } } }')).data.__type.fields;
  await writeFile(path, supergraph(PRODUCTS.replace('name: String', 'name: String price: Int')));
  await eventually(async () => JSON.stringify(await price()).includes('price'), 'the new supergraph is served');

  await writeFile(path, 'type Query { broken');
  await gateway.says(/the new supergraph is broken, the last good one stays/);
  expect(JSON.stringify(await price())).toContain('price');
  expect((await ask({ url: origin }, '{ product { name } }')).data.product.name).toBe('Table');

  await writeFile(path, 'type Query { notASupergraph: Int }');
  await eventually(
    () => (gateway.output().match(/the new supergraph is broken/g) ?? []).length === 2,
    'it is refused too',
  );
  expect((await ask({ url: origin }, '{ product { name } }')).data.product.name).toBe('Table');

  await writeFile(path, supergraph());
  await eventually(async () => !JSON.stringify(await price()).includes('price'), 'the repaired supergraph is served');
});

test('a subgraph is found where its variable says, before what the supergraph says', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'supergraph.graphql');
  await writeFile(path, supergraph().replace(reviews.url, 'http://127.0.0.1:1/'));
  {
    await using gateway = run('gateway/server.ts', { SUPERGRAPH_PATH: path });
    const [, url] = await gateway.says(/gateway: (http:\S+)\/graphql/);
    expect(await ask({ url: url as string }, '{ product { name stars } }')).toMatchObject({
      data: { product: { name: 'Table', stars: null } },
      errors: [{ path: ['product', 'stars'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'reviews' } }],
    });
    expect((await fetch(`${url}/ready`)).status).toBe(503);
  }
  await using gateway = run('gateway/server.ts', { SUPERGRAPH_PATH: path, REVIEWS_URL: reviews.url });
  const [, url] = await gateway.says(/gateway: (http:\S+)\/graphql/);
  expect(await ask({ url: url as string }, '{ product { stars } }')).toEqual({ data: { product: { stars: 5 } } });
});
