import { expect, test } from '@jest/globals';
import { buildSchema, type DocumentNode, parse, print } from 'graphql';
import { conditionVariables } from '../../../gateway/execution/plan/conditions.ts';
import { operationCache } from '../../../gateway/execution/plan/operation-cache.ts';

const schema = buildSchema('type Query { sample: Sample, laboratory: String } type Sample { id: ID! name: String }');

function cache(most?: number) {
  const prepared: string[] = [];
  const counted = { hits: 0, misses: 0 };
  const operations = operationCache<string>({
    schema,
    conditionsOf: conditionVariables,
    most,
    metrics: { hit: () => counted.hits++, missed: () => counted.misses++ },
    prepare: (document, { name }) => {
      prepared.push(print(document));
      return `${name?.value ?? 'anonymous'} ${prepared.length}`;
    },
  });
  const get = (document: DocumentNode, operationName: string | undefined, held: readonly string[] = []) =>
    operations.get(document, operationName, (variable) => held.includes(variable));
  return { ...operations, get, prepared, counted };
}

test('an operation is planned once, however its text is laid out and whatever stands beside it', () => {
  const { get, prepared, counted } = cache();
  const first = get(parse('query Q { sample { ...F } } fragment F on Sample { id name }'), 'Q');
  expect(get(parse('query Q{sample{...F}}#a comment\nfragment F on Sample{id,name}'), 'Q')).toBe(first);
  const beside = parse('query Q { sample { ...F } } query R { laboratory } fragment F on Sample { id name }');
  expect(get(beside, 'Q')).toBe(first);
  expect(get(beside, 'R')).not.toBe(first);
  expect(get(beside, 'Q')).toBe(first);
  expect(prepared).toHaveLength(2);
  expect(prepared[1]).not.toContain('sample');
  expect(counted).toEqual({ hits: 3, misses: 2 });
});

test('a name that the document lacks is no operation; neither is none where there are several', () => {
  const { get, counted } = cache();
  const several = parse('query Q { laboratory } query R { laboratory }');
  expect(get(several, 'S')).toBeUndefined();
  expect(get(several, undefined)).toBeUndefined();
  expect(get(parse('{ laboratory }'), undefined)).toBe('anonymous 1');
  expect(counted).toEqual({ hits: 0, misses: 1 });
});

test('the least recently used operation makes room, and comes again as a new one', () => {
  const { get } = cache(2);
  const named = (name: string) => get(parse(`query ${name} { laboratory }`), name);
  expect([named('A'), named('B'), named('A'), named('C')]).toEqual(['A 1', 'B 2', 'A 1', 'C 3']);
  expect([named('A'), named('B')]).toEqual(['A 1', 'B 4']);
});

test('a new supergraph is warmed with what is used most, as far as it is valid there', async () => {
  const before = cache();
  const texts = { often: '{ laboratory }', seldom: 'query S { sample { id } }', gone: 'query G { sample { colour } }' };
  for (const [text, times] of [
    [texts.seldom, 1],
    [texts.gone, 2],
    [texts.often, 3],
  ] as const) {
    for (let i = 0; i < times; i++) before.get(parse(text), undefined);
  }
  expect(before.mostUsed(2).map(({ text }) => text)).toEqual(['{laboratory}', 'query G{sample{colour}}']);
  const after = cache();
  await after.warm([...before.mostUsed(9), { text: 'query {', operationName: undefined, held: [] }]);
  expect(after.prepared.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
    '{ laboratory }',
    'query S { sample { id } }',
  ]);
  after.get(parse(texts.often), undefined);
  expect(after.counted.hits).toBe(1);
});

test('each combination of conditions is planned by itself, and warmed with what held', async () => {
  const before = cache();
  const document = parse(
    'query Q($a: Boolean!, $b: Boolean!) { laboratory @skip(if: $a) sample @include(if: $b) { id } }',
  );
  const [none, a] = [before.get(document, 'Q'), before.get(document, 'Q', ['a'])];
  expect(a).not.toBe(none);
  expect(before.get(document, 'Q', ['a'])).toBe(a);
  expect(before.get(parse(print(document)), 'Q')).toBe(none);
  expect(before.counted).toEqual({ hits: 2, misses: 2 });
  const after = cache();
  await after.warm(before.mostUsed(9));
  after.get(document, 'Q', ['a']);
  after.get(document, 'Q');
  expect(after.counted).toEqual({ hits: 2, misses: 2 });
});
