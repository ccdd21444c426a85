import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { federation, TEST_CALLER } from '../../support/federation.ts';

const SAMPLES = {
  sdl: `scalar JSON
    type Query { samples: [Sample] }
    interface Named { name: String! }
    enum Status { PREP DONE }
    type Sample implements Named @key(fields: "id") {
      id: ID!, name: String!, volume: Float, age: Int, urgent: Boolean, status: Status, tags: [String], grid: [[Int]], notes: JSON
    }`,
  resolvers: {
    Query: {
      samples: () => [
        {
          id: 7,
          name: 'Zoë 🧬 \u2028 <b>',
          volume: -0.5e-9,
          age: -0,
          urgent: false,
          status: 'DONE',
          tags: ['a', null, ''],
          grid: [[1, null], [], null],
          notes: { deep: [1, { '': null }], text: 'as it is' },
        },
        null,
        { id: 'b', name: '', volume: null, tags: [], grid: [] },
      ],
    },
  },
};
const READINGS = {
  sdl: 'type Sample @key(fields: "id") { id: ID!, reading: String }',
  resolvers: { Sample: { reading: ({ id }: { id: string }) => `of ${id}` } },
};
const QUERY = `{ all: samples { __typename id ...on Named { __proto__: name } volume age urgent status tags grid notes reading } }`;

const answerTo = async (query: string, takesJson: boolean, subgraphs = { samples: SAMPLES, readings: READINGS }) =>
  federation(subgraphs).graph.execute({ document: parse(query), caller: TEST_CALLER, takesJson });

/** Readings with something in them that JSON has to escape. */
const escaping = (text: string) => ({
  samples: SAMPLES,
  readings: { ...READINGS, resolvers: { Sample: { reading: () => text } } },
});

test('the JSON of an answer is letter for letter that of its data', async () => {
  const { json, data } = await answerTo(QUERY, true);
  expect(data).toBeUndefined();
  expect(json).toBe(JSON.stringify((await answerTo(QUERY, false)).data));
  expect(json).toContain('"__proto__":"Zoë 🧬 \u2028 <b>"');
});

test.each(['"', '\\', '\n', '\u0000', '\u001f', '\ud800'])(
  'where one subgraph says something to be escaped (%j), the data is handed over as it is',
  async (text) => {
    const { json, data } = await answerTo(QUERY, true, escaping(`a${text}b`));
    expect(json).toBeUndefined();
    expect(data).toMatchObject({ all: [{ reading: `a${text}b` }, null, { reading: `a${text}b` }] });
  },
);

test('introspection beside data is handed over as it is', async () => {
  const { data } = await answerTo('{ samples { id } __type(name: "Status") { description name } }', true);
  expect(data).toMatchObject({ __type: { description: null, name: 'Status' } });
});
