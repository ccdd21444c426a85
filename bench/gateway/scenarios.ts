/** A question that all contenders are asked, and what the subgraphs say to its fetches. */
export type Scenario = {
  name: string;
  operationName: string;
  query: string;
  /** Objects of the list. */
  count: number;
};

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external"])';

/** Three subgraphs of samples: what they are, what was read of them, and where they stand. */
export const SUBGRAPHS: Record<string, string> = {
  samples: `${LINK}
    type Query {
      samples(count: Int!, seed: String!): [Sample!]!
      sample(seed: String!): Sample!
      found(count: Int!, seed: String!): [Found!]!
    }
    type Sample @key(fields: "id") { id: ID! name: String! concentration: Float volume: Float status: Status! }
    enum Status { SUBMITTED PREP SEQUENCING }
    interface Named { id: ID! name: String! }
    type Run implements Named @key(fields: "id") { id: ID! name: String! flowCell: String! }
    type Instrument implements Named @key(fields: "id") { id: ID! name: String! model: String! }
    union Found = Sample | Run | Instrument`,
  readings: `${LINK}
    type Sample @key(fields: "id") { id: ID! readings: [Reading!]! }
    type Reading { id: ID! text: String! confidence: Float! }
    type Run @key(fields: "id") { id: ID! yield: Int }`,
  places: `${LINK}
    type Sample @key(fields: "id") { id: ID! place: Place! age: Int! }
    type Place { room: String! shelf: String! }
    type Instrument @key(fields: "id") { id: ID! place: Place! }`,
};

const FIELDS = 'id name concentration volume status readings { id text confidence } place { room shelf } age';

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'list: 20 entities of three subgraphs',
    operationName: 'List',
    query: `query List($count: Int!, $seed: String!) { samples(count: $count, seed: $seed) { ${FIELDS} } }`,
    count: 20,
  },
  {
    name: 'one entity',
    operationName: 'One',
    query: `query One($seed: String!) { sample(seed: $seed) { ${FIELDS} } }`,
    count: 1,
  },
  {
    name: '200 entities, 1 MB',
    operationName: 'Large',
    query: `query Large($count: Int!, $seed: String!) { samples(count: $count, seed: $seed) { ${FIELDS} } }`,
    count: 200,
  },
  {
    name: 'abstract types',
    operationName: 'Find',
    query: `query Find($count: Int!, $seed: String!) { found(count: $count, seed: $seed) { __typename
      ... on Named { id name } ... on Sample { id status age } ... on Run { flowCell yield } ... on Instrument { model place { room } } } }`,
    count: 20,
  },
];

/** A request of a scenario; each is another one, so that nobody can answer with what was fetched for somebody else. */
export const requestOf = ({ operationName, query, count }: Scenario, seed: string) => ({
  operationName,
  query,
  variables: operationName === 'One' ? { seed } : { count, seed },
});

type Entity = { __typename: string; id: string };

const TYPES = ['Sample', 'Run', 'Instrument'];
const STATUSES = ['SUBMITTED', 'PREP', 'SEQUENCING'];
const text = (i: number, length: number): string => `reading ${i} `.repeat(Math.ceil(length / 10)).slice(0, length);

const sample = (i: number) => ({
  __typename: 'Sample',
  id: `sample-${i}`,
  name: `EB-${i}`,
  concentration: i * 1.25,
  volume: i % 3 === 0 ? null : 20.5,
  status: STATUSES[i % 3],
});
const found = (i: number) => {
  const __typename = TYPES[i % 3] as string;
  const named = { __typename, id: `${__typename}-${i}`, name: `Name ${i}` };
  return { ...named, status: 'PREP', flowCell: 'FLO-MIN114', model: 'GridION' };
};

/** What a subgraph answers to the root field of an operation. */
export function rootAnswer(query: string, count: number): object {
  if (query.includes('found(')) {
    const only: Record<string, string> = { Sample: 'status', Run: 'flowCell', Instrument: 'model' };
    const cut = (i: number) => {
      const { __typename, id, name, ...rest } = found(i);
      const key = only[__typename] as keyof typeof rest;
      return { __typename, id, ...(__typename === 'Sample' ? {} : { name }), [key]: rest[key] };
    };
    return { data: { found: Array.from({ length: count }, (_, i) => cut(i)) } };
  }
  return query.includes('sample(')
    ? { data: { sample: sample(0) } }
    : { data: { samples: Array.from({ length: count }, (_, i) => sample(i)) } };
}

/** What a subgraph answers to entities; of many samples it has much to say. */
export function entitiesAnswer(subgraph: string, entities: readonly Entity[]): { data: { _entities: object[] } } {
  const length = entities.length >= 200 ? 2_500 : 60;
  const of = ({ __typename, id }: Entity, i: number): object => {
    if (subgraph === 'readings') {
      return __typename === 'Run'
        ? { __typename, yield: Number(id.split('-')[1]) }
        : { __typename, readings: [0, 1].map((k) => ({ id: `${id}-${k}`, text: text(i, length), confidence: 0.5 })) };
    }
    const place = { room: 'Room 1', shelf: `Shelf ${i}` };
    const age = Number(id.split('-')[1]);
    return __typename === 'Instrument' ? { __typename, place } : { __typename, place, age };
  };
  return { data: { _entities: entities.map(of) } };
}
