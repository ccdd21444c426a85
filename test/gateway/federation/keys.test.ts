import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

const byName = (name: string, known: Record<string, unknown>[]) => (reference: Record<string, unknown>) =>
  known.find((each) => each[name] === reference[name]) ?? null;

test('an entity is followed from service to service by a chain of different keys', async () => {
  const { ask, sent } = federation({
    intake: {
      sdl: 'type Query { tubes: [Tube!]! } type Tube @key(fields: "barcode") { barcode: ID!, volume: Int }',
      resolvers: { Query: { tubes: () => [{ barcode: 'b1', volume: 5 }] } },
    },
    labels: {
      sdl: 'type Tube @key(fields: "barcode") @key(fields: "rack { row column }") { barcode: ID!, rack: Place } type Place { row: Int!, column: Int! }',
      resolvers: {
        Tube: { __resolveReference: byName('barcode', [{ barcode: 'b1', rack: { row: 3, column: 4 } }]) },
      },
    },
    freezer: {
      sdl: 'type Tube @key(fields: "rack { column row }") @key(fields: "serial") { rack: Place, serial: ID } type Place { row: Int!, column: Int! }',
      resolvers: {
        Tube: {
          __resolveReference: ({ rack }: { rack: { row: number; column: number } }) => ({
            rack,
            serial: `s${rack.row}${rack.column}`,
          }),
        },
      },
    },
    maker: {
      sdl: 'type Tube @key(fields: "serial") { serial: ID, lot: String }',
      resolvers: { Tube: { __resolveReference: byName('serial', [{ serial: 's34', lot: 'L7' }]) } },
    },
  });
  expect(await ask('{ tubes { lot volume } }')).toEqual({ data: { tubes: [{ lot: 'L7', volume: 5 }] } });
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(['intake', 'labels', 'freezer', 'maker']);
});

test('a composite key has all its parts, and entities that differ in one are different', async () => {
  const { ask, sent } = federation({
    runs: {
      sdl: `type Query { reads: [Read!]! }
        type Read @key(fields: "run { id } channel") { run: Run!, channel: Int! } type Run @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { reads: () => [1, 2, 1].map((channel) => ({ run: { id: 'r' }, channel })) },
      },
    },
    signals: {
      sdl: 'type Read @key(fields: "run { id } channel") { run: Run!, channel: Int!, quality: Int } type Run @key(fields: "id") { id: ID! }',
      resolvers: {
        Read: {
          __resolveReference: ({ run, channel }: { run: { id: string }; channel: number }) => ({
            quality: run.id === 'r' ? channel * 10 : null,
          }),
        },
      },
    },
  });
  expect(await ask('{ reads { quality } }')).toEqual({
    data: { reads: [{ quality: 10 }, { quality: 20 }, { quality: 10 }] },
  });
  expect(sent[1]?.variables?.representations).toHaveLength(2);
});

test('an entity whose key is null is not asked for, and the others are', async () => {
  const { ask, sent } = federation({
    samples: {
      sdl: 'type Query { samples: [Sample!]! } type Sample { name: String!, owner: Person } type Person @key(fields: "email") { email: String }',
      resolvers: {
        Query: {
          samples: () => [
            { name: 'a', owner: { email: 'ann' } },
            { name: 'b', owner: null },
            { name: 'c', owner: { email: null } },
          ],
        },
      },
    },
    people: {
      sdl: 'type Person @key(fields: "email") { email: String, room: String }',
      resolvers: {
        Person: {
          __resolveReference: ({ email }: { email: string | null }) => (email === null ? null : { email, room: '1' }),
        },
      },
    },
  });
  expect((await ask('{ samples { name owner { room } } }')).data).toEqual({
    samples: [
      { name: 'a', owner: { room: '1' } },
      { name: 'b', owner: null },
      { name: 'c', owner: { room: null } },
    ],
  });
  expect(sent).toHaveLength(2);
});

test('a service is asked again by a key that it resolves, not by one that it only knows', async () => {
  const { ask, sent } = federation({
    shelf: {
      sdl: `type Query { shelf: [Flask!]! }
        type Flask @key(fields: "position { rack }", resolvable: false)
          @key(fields: "id position { slot }") @key(fields: "id", resolvable: false) {
          id: ID!
          position: Position!
          name: String! @external
          label: String! @requires(fields: "name")
        }
        type Position { rack: Int!, slot: Int! }`,
      resolvers: {
        Query: { shelf: () => [{ id: '1', position: { rack: 2, slot: 3 } }] },
        Flask: {
          __resolveReference: ({ id, position, name }: { id: string; position: { slot: number }; name: string }) =>
            id === '1' && position.slot === 3 ? { id, label: `flask ${name}` } : null,
        },
      },
    },
    names: {
      sdl: `type Flask @key(fields: "id") @key(fields: "id position { slot }", resolvable: false)
          @key(fields: "position { rack }", resolvable: false) { id: ID!, position: Position! @shareable, name: String! }
        type Position @shareable { rack: Int!, slot: Int! }`,
      resolvers: { Flask: { __resolveReference: byName('id', [{ id: '1', name: 'agar' }]) } },
    },
  });
  expect(await ask('{ shelf { label } }')).toEqual({ data: { shelf: [{ label: 'flask agar' }] } });
  expect(sent.at(-1)?.variables?.representations).toEqual([
    { __typename: 'Flask', id: '1', position: { slot: 3 }, name: 'agar' },
  ]);
});

test('an alias with the name of a key is not taken for it', async () => {
  const { ask } = federation({
    samples: {
      sdl: 'type Query { samples: [Sample!]! } type Sample @key(fields: "id") { id: ID!, name: String!, volume: Int! }',
      resolvers: { Query: { samples: () => [{ id: '1', name: 'a', volume: 7 }] } },
    },
    storage: {
      sdl: `type Sample @key(fields: "id") {
        id: ID!, volume: Int! @external, shelf: String, isFull: Boolean @requires(fields: "volume") }`,
      resolvers: {
        Sample: {
          __resolveReference: ({ id, volume }: { id: string; volume?: number }) => ({ shelf: `S${id}`, volume }),
          isFull: ({ volume }: { volume: unknown }) => volume === 7,
        },
      },
    },
  });
  const { data } = await ask('{ samples { id: name volume: shelf shelf: id __typename: name isFull } }');
  expect(data.samples).toEqual([{ id: 'a', volume: 'S1', shelf: '1', __typename: 'a', isFull: true }]);
});
