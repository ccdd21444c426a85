import { expect, test } from '@jest/globals';
import { SubgraphFault } from '../../../gateway/transport/subgraph-fault.ts';
import { federation } from '../../support/federation.ts';

const SAMPLES = {
  sdl: `type Query { samples: [Sample]!, first: Sample }
    type Sample @key(fields: "id") { id: ID!, name: String!, owner: Person }
    type Person @key(fields: "email") { email: String! }`,
  resolvers: {
    Query: {
      samples: () => [
        { id: '1', name: 'one', owner: { email: 'ann@example.org' } },
        null,
        { id: '2', name: 'two', owner: null },
        { id: '3', name: 'three', owner: { email: 'ann@example.org' } },
        { id: '4', name: 'four', owner: { email: 'bob@example.org' } },
      ],
      first: () => ({ id: '1', name: 'one', owner: { email: 'ann@example.org' } }),
    },
  },
};
const PEOPLE = {
  sdl: 'type Person @key(fields: "email") { email: String!, phone: String, room: String! }',
  resolvers: {
    Person: {
      __resolveReference: ({ email }: { email: string }) => ({ email, room: '1.01' }),
      phone: ({ email }: { email: string }) => {
        if (email.startsWith('ann')) throw new Error('No phone is known.');
        return '123';
      },
    },
  },
};

test('an entity is asked for once, and its error stands wherever the entity does', async () => {
  const { ask, sent } = federation({ samples: SAMPLES, people: PEOPLE });
  const { data, errors } = await ask('{ samples { id owner { phone room } } }');
  expect(data.samples).toEqual([
    { id: '1', owner: { phone: null, room: '1.01' } },
    null,
    { id: '2', owner: null },
    { id: '3', owner: { phone: null, room: '1.01' } },
    { id: '4', owner: { phone: '123', room: '1.01' } },
  ]);
  expect(errors).toEqual(
    [0, 3].map((i) => ({
      message: 'No phone is known.',
      path: ['samples', i, 'owner', 'phone'],
      extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', service: 'people' },
    })),
  );
  expect(sent[1]?.variables?.representations).toEqual([
    { __typename: 'Person', email: 'ann@example.org' },
    { __typename: 'Person', email: 'bob@example.org' },
  ]);
});

test('a service that is away leaves an error at each field that was asked of it, and null where it may be', async () => {
  const { ask } = federation({ samples: SAMPLES, people: PEOPLE }, (subgraph, respond) =>
    subgraph === 'people'
      ? () => Promise.reject(new SubgraphFault('SUBGRAPH_UNAVAILABLE', 'people', 'connect ECONNREFUSED 10.0.0.7:4711'))
      : respond,
  );
  const { data, errors } = await ask('{ first { id owner { email tel: phone room } } samples { owner { email } } }');
  expect(data.first).toEqual({ id: '1', owner: null });
  expect(data.samples[0]).toEqual({ owner: { email: 'ann@example.org' } });
  expect(errors).toEqual(
    ['tel', 'room'].map((field) => ({
      message: 'The people service is unavailable.',
      path: ['first', 'owner', field],
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'people' },
    })),
  );
});

test('what a service says of its inside stays there', async () => {
  const { ask } = federation({ samples: SAMPLES, people: PEOPLE }, (subgraph, respond) =>
    subgraph === 'people'
      ? async () => ({
          data: { _entities: [null] },
          errors: [
            {
              message: 'Failed.',
              path: ['_entities', 0, 'phone'],
              extensions: {
                code: 'BROKEN',
                stacktrace: ['at /srv/people.js:3'],
                exception: { sql: 'select' },
                field: 'a',
              },
            },
          ],
        })
      : respond,
  );
  const { errors } = await ask('{ first { owner { phone } } }');
  expect(errors).toEqual([
    {
      message: 'Failed.',
      path: ['first', 'owner', 'phone'],
      extensions: { code: 'BROKEN', field: 'a', service: 'people' },
    },
  ]);
});

const wrongEntities = (entities: unknown) =>
  federation({ samples: SAMPLES, people: PEOPLE }, (subgraph, respond) =>
    subgraph === 'people' ? async () => ({ data: { _entities: entities } }) : respond,
  );

test.each([
  ['fewer entities than asked for', []],
  ['no list', { email: 'ann@example.org' }],
])('%s: the service is named at each field', async (_, entities) => {
  const { data, errors } = await wrongEntities(entities).ask('{ first { id owner { email phone } } }');
  expect(data).toEqual({ first: { id: '1', owner: { email: 'ann@example.org', phone: null } } });
  expect(errors).toMatchObject([
    { path: ['first', 'owner', 'phone'], extensions: { code: 'SUBGRAPH_BAD_ANSWER', service: 'people' } },
  ]);
});

test.each([
  ['a value of another type', [{ phone: 5, room: '2' }], { phone: null, room: '2' }, 'phone'],
  ['an object for a text', [{ phone: {}, room: '2' }], { phone: null, room: '2' }, 'phone'],
  ['null where there must be a value', [{ phone: '5', room: null }], null, 'room'],
  ['nothing where there must be a value', [{ phone: '5' }], null, 'room'],
])('%s becomes null, with an error at its place', async (_, entities, owner, field) => {
  const { data, errors } = await wrongEntities(entities).ask('{ first { id owner { phone room } } }');
  expect(data).toEqual({ first: { id: '1', owner } });
  expect(errors).toMatchObject([{ path: ['first', 'owner', field], extensions: { code: 'INVALID_SUBGRAPH_DATA' } }]);
});

test('what an error explains is not said twice', async () => {
  const { ask } = federation({ samples: SAMPLES, people: PEOPLE }, (subgraph, respond) =>
    subgraph === 'people'
      ? async () => ({ data: { _entities: [null] }, errors: [{ message: 'Gone.', path: ['_entities', 0, 'room'] }] })
      : respond,
  );
  const { data, errors } = await ask('{ first { id owner { phone room } } }');
  expect(data).toEqual({ first: { id: '1', owner: null } });
  expect(errors).toMatchObject([{ message: 'Gone.', path: ['first', 'owner', 'room'] }]);
});

test('names that every object has already are names like others', async () => {
  const { ask } = federation({ samples: SAMPLES, people: PEOPLE });
  const { data, errors } = await ask(
    '{ constructor: first { __proto__: owner { toString: phone valueOf: room hasOwnProperty: email } } missing: first { id } }',
  );
  expect(errors).toMatchObject([{ path: ['constructor', '__proto__', 'toString'] }]);
  expect(JSON.stringify(data)).toBe(
    '{"constructor":{"__proto__":{"toString":null,"valueOf":"1.01","hasOwnProperty":"ann@example.org"}},"missing":{"id":"1"}}',
  );
  expect(({} as { phone?: string }).phone).toBeUndefined();
});

test('a value that is asked for under two names is fetched once, and its error stands under both', async () => {
  const { ask, sent } = federation({ samples: SAMPLES, people: PEOPLE });
  const { data, errors } = await ask('{ first { id owner { phone mobile: phone room } } }');
  expect(data).toEqual({ first: { id: '1', owner: { phone: null, mobile: null, room: '1.01' } } });
  expect(errors?.map(({ path }) => path.join('.')).sort()).toEqual(['first.owner.mobile', 'first.owner.phone']);
  expect(sent.map(({ query }) => query)).toEqual([
    '{first{id owner{__typename email}}}',
    'query($representations:[_Any!]!){_entities(representations:$representations){...on Person{phone room}}}',
  ]);
});

test('what is wrong with an object under one name does not take it away under another', async () => {
  const sdl = 'type Query { sample: Sample } type Sample { name: String!, volume: Float! }';
  const sample = { name: 'S1', volume: () => Promise.reject(new Error('Not measured.')) };
  const { ask } = federation({ samples: { sdl, resolvers: { Query: { sample: () => sample } } } });
  expect(await ask('{ named: sample { name } measured: sample { volume } }')).toMatchObject({
    data: { named: { name: 'S1' }, measured: null },
    errors: [{ message: 'Not measured.', path: ['measured', 'volume'] }],
  });
});

test('a subgraph cannot write into the prototype of everything', async () => {
  const { ask } = federation({ samples: SAMPLES, people: PEOPLE }, (subgraph, respond) =>
    subgraph === 'people'
      ? async () =>
          JSON.parse(
            '{"data":{"_entities":[{"phone":"1","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]}}',
          )
      : respond,
  );
  expect(await ask('{ first { owner { phone } } }')).toEqual({ data: { first: { owner: { phone: '1' } } } });
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect((Object as { polluted?: boolean }).polluted).toBeUndefined();
});
