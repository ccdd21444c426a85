import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createKnownDocuments } from '../../../gateway/execution/known-documents.ts';

const document = parse('{ laboratory }');

test('a document is known by its text and by the operation that was asked for', () => {
  const known = createKnownDocuments();
  known.learn('query A { laboratory }', 'A', document);
  expect(known.find('query A { laboratory }', 'A')).toBe(document);
  expect(known.find('query A { laboratory }', undefined)).toBeUndefined();
  expect(known.find('query A { laboratory  }', 'A')).toBeUndefined();
});

test('there is an end to how many are known, and to how long they are', () => {
  const known = createKnownDocuments();
  for (let i = 0; i <= 1_000; i++) {
    known.learn(`{ a${i}: laboratory }`, i % 2 === 0 ? undefined : 'Odd', document);
  }
  const found = Array.from({ length: 1_001 }, (_, i) =>
    known.find(`{ a${i}: laboratory }`, i % 2 === 0 ? undefined : 'Odd'),
  );
  expect(found.filter((each) => each !== undefined)).toHaveLength(1_000);
  expect(found.at(-1)).toBe(document);
  const long = `{ laboratory } #${'x'.repeat(60_000)}`;
  known.learn(long, undefined, document);
  expect(known.find(long, undefined)).toBeUndefined();
});

test('those that are asked for stay, whoever was learnt before or after them', () => {
  const known = createKnownDocuments();
  known.learn('{ old: laboratory }', undefined, document);
  known.learn('query A { idle: laboratory }', 'A', document);
  for (let i = 0; i < 5_000; i++) {
    known.learn(`{ a${i}: laboratory }`, i % 2 === 0 ? undefined : 'Odd', document);
    expect(known.find('{ old: laboratory }', undefined)).toBe(document);
  }
  expect(known.find('query A { idle: laboratory }', 'A')).toBeUndefined();
});
