import { expect, test } from '@jest/globals';
import { readSubgraphs } from '../../schema/subgraphs.ts';
import { services } from '../../subgraphs/index.ts';

test('every subgraph of the supergraph is served, by its name, where gateways look for it', () => {
  const served = services.map(({ name, port }) => [name, `http://127.0.0.1:${port}/graphql`]);
  expect(served).toEqual(readSubgraphs().map(({ name, url }) => [name, url]));
});

test.each(services)('the service $name has the migrations and the definition of its own folders', async (service) => {
  const { migrations } = await import(`../../migrations/${service.name}/index.ts`);
  expect(service.migrations).toBe(migrations);
  const definition = await import(`../../subgraphs/${service.name}/service.ts`);
  expect(definition[service.name]).toBe(service);
});
