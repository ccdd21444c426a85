import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

const LABS = {
  sdl: `type Query { labs: [Lab!]!, vault: Vault! }
    type Lab @key(fields: "id") @context(name: "place") { id: ID!, locale: String, samples: [Sample!]!, racks: [Rack!]! }
    type Vault @key(fields: "id") @context(name: "place") { id: ID!, language: String, samples: [Sample!]! }
    type Rack { samples: [Sample!]! }
    type Sample @key(fields: "id") {
      id: ID!
      label(locale: String @fromContext(field: "$place ... on Lab { locale } ... on Vault { language }"), loud: Boolean = false): String
    }`,
  resolvers: {
    Query: {
      labs: () => [
        { id: '1', locale: 'de', samples: [{ id: 'a' }, { id: 'b' }], racks: [{ samples: [{ id: 'c' }] }] },
        { id: '2', locale: 'fr', samples: [{ id: 'a' }], racks: [] },
        { id: '3', locale: null, samples: [{ id: 'a' }], racks: [] },
      ],
      vault: () => ({ id: 'v', language: 'en', samples: [{ id: 'a' }] }),
    },
    Lab: { __resolveReference: ({ id }: { id: string }) => ({ id }) },
    Sample: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      label: ({ id }: { id: string }, { locale, loud }: { locale?: string; loud: boolean }) => {
        const text = `${id} in ${locale}`;
        return loud ? text.toUpperCase() : text;
      },
    },
  },
};
const OTHER = { sdl: 'type Query { ready: Boolean } type Sample @key(fields: "id") { id: ID!, volume: Int }' };

test('the same entity is answered for each of the contexts that it stands below', async () => {
  const { ask } = federation({ labs: LABS, other: OTHER });
  expect(await ask('{ labs { id samples { label } racks { samples { label(loud: true) } } } }')).toEqual({
    data: {
      labs: [
        {
          id: '1',
          samples: [{ label: 'a in de' }, { label: 'b in de' }],
          racks: [{ samples: [{ label: 'C IN DE' }] }],
        },
        { id: '2', samples: [{ label: 'a in fr' }], racks: [] },
        { id: '3', samples: [{ label: 'a in null' }], racks: [] },
      ],
    },
  });
});

test('a context may be one of several types', async () => {
  const { ask } = federation({ labs: LABS, other: OTHER });
  expect(await ask('{ vault { samples { id label } } labs { samples { id label } } }')).toMatchObject({
    data: {
      vault: { samples: [{ id: 'a', label: 'a in en' }] },
      labs: [{ samples: [{ label: 'a in de' }, {}] }, { samples: [{ label: 'a in fr' }] }, {}],
    },
  });
});

test('the client may call anything what the context is called, and sees no argument for it', async () => {
  const { ask } = federation({ labs: LABS, other: OTHER });
  const { data } = await ask('{ labs { locale: id samples { id: label label: id } } }');
  expect(data.labs[1]).toEqual({ locale: '2', samples: [{ id: 'a in fr', label: 'a' }] });
  const { data: shown } = await ask('{ __type(name: "Sample") { fields { name args { name } } } }');
  expect(shown.__type.fields).toContainEqual({ name: 'label', args: [{ name: 'loud' }] });
});
