import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

test('a field may require one that requires another, back and forth between services', async () => {
  type Sample = { mass?: number; volume?: number; density?: number };
  const { ask } = federation({
    samples: {
      sdl: `type Query { samples: [Sample!]! }
        type Sample @key(fields: "id") {
          id: ID!, mass: Int!, density: Int! @external, floats: Boolean! @requires(fields: "density") }`,
      resolvers: {
        Query: { samples: () => [1, 8].map((mass) => ({ id: String(mass), mass })) },
        Sample: {
          __resolveReference: ({ id, density }: { id: string; density?: number }) => ({ mass: Number(id), density }),
          floats: ({ density }: Sample) => (density as number) < 1,
        },
      },
    },
    measures: {
      sdl: `type Sample @key(fields: "id") {
          id: ID!, mass: Int! @external, volume: Int!, density: Int! @requires(fields: "mass") }`,
      resolvers: {
        Sample: { volume: () => 4, density: ({ mass }: Sample) => Math.floor((mass as number) / 4) },
      },
    },
  });
  expect(await ask('{ samples { floats } }')).toEqual({ data: { samples: [{ floats: true }, { floats: false }] } });
});

test('what is required of a union or an interface is sent as each object has it', async () => {
  const { ask, sent } = federation({
    devices: {
      sdl: `type Query { runs: [Run!]! }
        type Run @key(fields: "id") { id: ID!, device: Device, inputs: [Input!]! }
        interface Device { serial: ID! }
        type Sequencer implements Device { serial: ID!, flowCells: Int! }
        type Robot implements Device { serial: ID!, arms: Int! }
        type Library { name: String! } type Control { lot: String! }
        union Input = Library | Control`,
      resolvers: {
        Query: {
          runs: () => [
            {
              id: '1',
              device: { __typename: 'Sequencer', serial: 's', flowCells: 5 },
              inputs: [
                { __typename: 'Library', name: 'l' },
                { __typename: 'Control', lot: 'c' },
              ],
            },
            { id: '2', device: { __typename: 'Robot', serial: 'r', arms: 2 }, inputs: [] },
            { id: '3', device: null, inputs: [{ __typename: 'Control', lot: 'd' }] },
          ],
        },
      },
    },
    planning: {
      sdl: `type Run @key(fields: "id") {
          id: ID!
          device: Device @external
          inputs: [Input!]! @external
          summary: String @requires(fields: "device { serial ... on Sequencer { flowCells } ... on Robot { arms } } inputs { ... on Library { name } ... on Control { lot } }")
        }
        interface Device { serial: ID! }
        type Sequencer implements Device { serial: ID! @external, flowCells: Int! @external }
        type Robot implements Device { serial: ID! @external, arms: Int! @external }
        type Library { name: String! @external } type Control { lot: String! @external }
        union Input = Library | Control`,
      resolvers: {
        Run: { summary: ({ device, inputs }: Record<string, unknown>) => JSON.stringify([device, inputs]) },
      },
    },
  });
  const { data } = await ask('{ runs { summary } }');
  expect(data.runs.map(({ summary }: { summary: string }) => JSON.parse(summary))).toMatchObject([
    [{ serial: 's', flowCells: 5 }, [{ name: 'l' }, { lot: 'c' }]],
    [{ serial: 'r', arms: 2 }, []],
    [null, [{ lot: 'd' }]],
  ]);
  expect(sent).toHaveLength(2);
});

test('an object that lacks what a field requires is not asked about; the others are', async () => {
  const { ask, sent } = federation({
    samples: {
      sdl: 'type Query { samples: [Sample]! } type Sample @key(fields: "id") { id: ID!, mass: Int! }',
      resolvers: {
        Query: { samples: () => [{ id: '1', mass: 3 }, { id: '2' }] },
      },
    },
    measures: {
      sdl: `type Sample @key(fields: "id") {
        id: ID!, mass: Int! @external, isHeavy: Boolean @requires(fields: "mass") }`,
      resolvers: { Sample: { isHeavy: ({ mass }: { mass: number }) => mass > 2 } },
    },
  });
  const { data, errors } = await ask('{ samples { id isHeavy } }');
  expect(data).toEqual({ samples: [{ id: '1', isHeavy: true }, null] });
  expect(errors).toMatchObject([{ path: ['samples', 1, 'mass'], extensions: { service: 'samples' } }]);
  expect(sent[1]?.variables?.representations).toEqual([{ __typename: 'Sample', id: '1', mass: 3 }]);
});
