import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

test('entities in lists of lists, empty and with nulls, get their fields where they stand', async () => {
  const { ask, sent } = federation({
    plates: {
      sdl: `type Query { plate: [[Well]!]!, plates: [[[Well!]]] }
        type Well @key(fields: "id") { id: ID!, neighbours: [[Well!]!] }`,
      resolvers: {
        Query: {
          plate: () => [
            [{ id: 'a1' }, null],
            [],
            [{ id: 'a2', neighbours: [[], [{ id: 'a1' }, { id: 'a3' }]] }, { id: 'a1' }],
          ],
          plates: () => [[null, []], null, [[{ id: 'a3' }]]],
        },
      },
    },
    volumes: {
      sdl: 'type Well @key(fields: "id") { id: ID!, volume: Int }',
      resolvers: {
        Well: {
          __resolveReference: ({ id }: { id: string }) => (id === 'a3' ? null : { volume: Number(id.slice(1)) }),
        },
      },
    },
  });
  expect(await ask('{ plate { volume neighbours { id volume } } plates { volume } }')).toEqual({
    data: {
      plate: [
        [{ volume: 1, neighbours: null }, null],
        [],
        [
          {
            volume: 2,
            neighbours: [
              [],
              [
                { id: 'a1', volume: 1 },
                { id: 'a3', volume: null },
              ],
            ],
          },
          { volume: 1, neighbours: null },
        ],
      ],
      plates: [[null, []], null, [[{ volume: null }]]],
    },
  });
  const asked = sent.slice(1).map(({ variables }) => variables?.representations as { id: string }[]);
  expect(asked.map((each) => each.map(({ id }) => id)).sort()).toEqual([['a1', 'a2'], ['a1', 'a3'], ['a3']]);
});
