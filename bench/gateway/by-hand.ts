/** `node by-hand.ts <urls as JSON>`: the joins of the benchmark written by hand, for these operations and no others. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

type Entity = Record<string, unknown> & { __typename: string; id: string };
// biome-ignore lint/suspicious/noExplicitAny: whatever a subgraph says
type Data = any;

const urls = JSON.parse(process.argv[2] as string) as Record<string, string>;
const pools = new Map(Object.entries(urls).map(([name, url]) => [name, new Pool(url, { connections: 64 })]));

async function ask(subgraph: string, query: string, variables: unknown): Promise<Data> {
  const { body } = await (pools.get(subgraph) as Pool).request({
    path: '/',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return JSON.parse(await body.text()).data;
}

const representations = (entities: readonly Entity[]) => entities.map(({ __typename, id }) => ({ __typename, id }));
const SAMPLES = '__typename id name concentration volume status';
const READINGS =
  'query($representations:[_Any!]!){_entities(representations:$representations){...on Sample{readings{id text confidence}}}}';
const PLACES =
  'query($representations:[_Any!]!){_entities(representations:$representations){...on Sample{place{room shelf}age}}}';

async function joined(samples: Entity[]): Promise<object[]> {
  const variables = { representations: representations(samples) };
  const [readings, places] = await Promise.all([
    ask('readings', READINGS, variables),
    ask('places', PLACES, variables),
  ]);
  return samples.map(({ id, name, concentration, volume, status }, i) => ({
    id,
    name,
    concentration,
    volume,
    status,
    readings: readings._entities[i].readings,
    place: places._entities[i].place,
    age: places._entities[i].age,
  }));
}

async function find(variables: unknown): Promise<object[]> {
  const query =
    'query($count:Int!,$seed:String!){found(count:$count,seed:$seed){__typename id name status flowCell model}}';
  const { found } = (await ask('samples', query, variables)) as { found: Entity[] };
  const [samples, runs, instruments] = ['Sample', 'Run', 'Instrument'].map((type) =>
    found.filter(({ __typename }) => __typename === type),
  ) as [Entity[], Entity[], Entity[]];
  const placed = [...samples, ...instruments];
  const [readings, places] = await Promise.all([
    ask('readings', 'query($representations:[_Any!]!){_entities(representations:$representations){...on Run{yield}}}', {
      representations: representations(runs),
    }),
    ask(
      'places',
      'query($representations:[_Any!]!){_entities(representations:$representations){...on Sample{age}...on Instrument{place{room}}}}',
      { representations: representations(placed) },
    ),
  ]);
  const more = new Map<Entity, Data>();
  for (const [i, run] of runs.entries()) more.set(run, readings._entities[i]);
  for (const [i, entity] of placed.entries()) more.set(entity, places._entities[i]);
  return found.map((entity) => {
    const { __typename, id, name, status, flowCell, model } = entity;
    const other = more.get(entity);
    if (__typename === 'Sample') return { __typename, id, status, age: other.age };
    return __typename === 'Run'
      ? { __typename, id, name, flowCell, yield: other.yield }
      : { __typename, id, name, model, place: { room: other.place.room } };
  });
}

const ANSWERS: Record<string, (variables: unknown) => Promise<object>> = {
  List: async (variables) => {
    const query = `query($count:Int!,$seed:String!){samples(count:$count,seed:$seed){${SAMPLES}}}`;
    return { samples: await joined((await ask('samples', query, variables)).samples) };
  },
  One: async (variables) => {
    const { sample } = await ask('samples', `query($seed:String!){sample(seed:$seed){${SAMPLES}}}`, variables);
    return { sample: (await joined([sample]))[0] };
  },
  Find: async (variables) => ({ found: await find(variables) }),
};
ANSWERS.Large = ANSWERS.List as (typeof ANSWERS)[string];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const { operationName, variables } = JSON.parse(Buffer.concat(chunks).toString());
    const data = await ANSWERS[operationName]?.(variables);
    const body = Buffer.from(JSON.stringify({ data }));
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening: http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`);
});
