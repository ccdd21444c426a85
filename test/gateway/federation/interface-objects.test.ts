import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

const DEVICES = {
  sdl: `type Query { devices: [Device!]!, device(id: ID!): Device }
    interface Device @key(fields: "id") { id: ID!, model: String!, hours: Int! }
    type Sequencer implements Device @key(fields: "id") { id: ID!, model: String!, hours: Int!, flowCells: Int! }
    type Robot implements Device @key(fields: "id") { id: ID!, model: String!, hours: Int!, arms: Int! }`,
  resolvers: (() => {
    const known = [
      { __typename: 'Sequencer', id: 's1', model: 'P2', hours: 100, flowCells: 2 },
      { __typename: 'Robot', id: 'r1', model: 'Arm', hours: 900, arms: 1 },
    ];
    const find = ({ id }: { id: string }) => known.find((each) => each.id === id) ?? null;
    return {
      Query: { devices: () => known, device: (_: unknown, where: { id: string }) => find(where) },
      Device: { __resolveReference: find },
      Sequencer: { __resolveReference: find },
      Robot: { __resolveReference: find },
    };
  })(),
};
const SERVICING = {
  sdl: `type Query { due: [Device!]! }
    type Device @key(fields: "id") @interfaceObject {
      id: ID!
      hours: Int! @external
      lastService: String
      needsService: Boolean! @requires(fields: "hours")
    }`,
  resolvers: {
    Query: { due: () => [{ id: 'r1' }, { id: 's1' }] },
    Device: {
      __resolveReference: ({ id, hours }: { id: string; hours?: number }) => ({ id, hours }),
      lastService: ({ id }: { id: string }) => (id === 'r1' ? '2026-01-02' : null),
      needsService: ({ hours }: { hours: number }) => hours > 500,
    },
  },
};

test('a service adds fields to every type of an interface without knowing them', async () => {
  const { ask } = federation({ devices: DEVICES, servicing: SERVICING });
  const query = '{ devices { __typename id lastService needsService ... on Robot { arms } } }';
  expect(await ask(query)).toEqual({
    data: {
      devices: [
        { __typename: 'Sequencer', id: 's1', lastService: null, needsService: false },
        { __typename: 'Robot', id: 'r1', lastService: '2026-01-02', needsService: true, arms: 1 },
      ],
    },
  });
});

test('objects that come from there get their own types from the service that knows them', async () => {
  const { ask } = federation({ devices: DEVICES, servicing: SERVICING });
  expect(
    await ask(
      '{ due { lastService __typename ... on Sequencer { flowCells needsService } ... on Robot { arms model } } }',
    ),
  ).toEqual({
    data: {
      due: [
        { lastService: '2026-01-02', __typename: 'Robot', arms: 1, model: 'Arm' },
        { lastService: null, __typename: 'Sequencer', flowCells: 2, needsService: false },
      ],
    },
  });
});

test('nobody is asked for types that do not matter to the answer', async () => {
  const { ask, sent } = federation({ devices: DEVICES, servicing: SERVICING });
  expect(await ask('{ due { id lastService } }')).toEqual({
    data: {
      due: [
        { id: 'r1', lastService: '2026-01-02' },
        { id: 's1', lastService: null },
      ],
    },
  });
  expect(sent).toHaveLength(1);
});

test('fragments on the types add fields of the servicing to some of them', async () => {
  const { ask } = federation({ devices: DEVICES, servicing: SERVICING });
  expect(
    await ask('query ($id: ID!) { device(id: $id) { id ... on Robot { lastService } ... on Sequencer { hours } } }', {
      id: 'r1',
    }),
  ).toEqual({ data: { device: { id: 'r1', lastService: '2026-01-02' } } });
});

test('a service that only names objects of an interface says as much of them as it knows', async () => {
  const { ask } = federation({
    devices: DEVICES,
    bookings: {
      sdl: `type Query { booked: Device!, gone: Device! }
        type Device @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
      resolvers: { Query: { booked: () => ({ id: 's1' }), gone: () => ({ id: 'x' }) } },
    },
  });
  expect(await ask('{ booked { id model ... on Sequencer { flowCells } } gone { id } }')).toEqual({
    data: { booked: { id: 's1', model: 'P2', flowCells: 2 }, gone: { id: 'x' } },
  });
  const { data, errors } = await ask('{ gone { id model } booked { id } }');
  expect(data).toBeNull();
  expect(errors).toHaveLength(1);
});

test('fields of such a service get their own values of what they require with arguments', async () => {
  const { ask } = federation({
    devices: {
      sdl: `type Query { devices: [Device!]! }
        interface Device @key(fields: "id") { id: ID!, use(unit: String!): Int! }
        type Sequencer implements Device @key(fields: "id") { id: ID!, use(unit: String!): Int! }`,
      resolvers: {
        Query: { devices: () => [{ __typename: 'Sequencer', id: '1' }] },
        Device: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Sequencer', id }) },
        Sequencer: { use: (_: unknown, { unit }: { unit: string }) => (unit === 'h' ? 2 : 120) },
      },
    },
    servicing: {
      sdl: `type Device @key(fields: "id") @interfaceObject {
        id: ID!
        use(unit: String!): Int! @external
        hours: String @requires(fields: "use(unit: \\"h\\")")
        minutes: String @requires(fields: "use(unit: \\"min\\")")
      }`,
      resolvers: {
        Device: {
          hours: ({ use }: { use: number }) => `${use} h`,
          minutes: ({ use }: { use: number }) => `${use} min`,
        },
      },
    },
  });
  expect(await ask('{ devices { hours minutes use(unit: "h") } }')).toEqual({
    data: { devices: [{ hours: '2 h', minutes: '120 min', use: 2 }] },
  });
});

test('what stands behind such an object may be asked for by a union or another interface as well', async () => {
  const known = [
    { __typename: 'Sequencer', id: 's1', room: 'A1', flowCells: 2 },
    { __typename: 'Robot', id: 'r1', arms: 1 },
  ];
  const find = ({ id }: { id: string }) => known.find((each) => each.id === id) ?? null;
  const { ask } = federation({
    devices: {
      sdl: `type Query { placed: [Placed!]! } interface Placed { room: String } union Stock = Robot | Tube type Tube { ml: Int }
        interface Device @key(fields: "id") { id: ID! }
        type Sequencer implements Device & Placed @key(fields: "id") { id: ID!, room: String, flowCells: Int! }
        type Robot implements Device @key(fields: "id") { id: ID!, arms: Int! }`,
      resolvers: {
        Device: { __resolveReference: find },
        Sequencer: { __resolveReference: find },
        Robot: { __resolveReference: find },
      },
    },
    servicing: {
      sdl: 'type Query { due: [Device!]! } type Device @key(fields: "id") @interfaceObject { id: ID!, cost: Int }',
      resolvers: { Query: { due: () => known.map(({ id }) => ({ id })) }, Device: { cost: () => 5 } },
    },
  });
  const query = `query ($stock: Boolean = true) {
    due { id ... on Placed { room ...D } ...S @include(if: $stock) }
  } fragment S on Stock { __typename ... on Robot { arms } ... on Device { cost } ... on Tube { ml } }
    fragment D on Device { id ... on Stock { type: __typename } ... on Sequencer { flowCells } }`;
  expect(await ask(query)).toEqual({
    data: {
      due: [
        { id: 's1', room: 'A1', flowCells: 2 },
        { id: 'r1', __typename: 'Robot', arms: 1, cost: 5 },
      ],
    },
  });
  expect(await ask(query, { stock: false })).toEqual({
    data: { due: [{ id: 's1', room: 'A1', flowCells: 2 }, { id: 'r1' }] },
  });
});
