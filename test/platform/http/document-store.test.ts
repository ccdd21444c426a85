import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createDocumentStore } from '../../../platform/http/document-store.ts';

test('documents are kept as the objects that they are, the most recently used ones', async () => {
  const store = createDocumentStore(2);
  const document = parse('{ laboratory }');
  await store.set('a', document);
  await store.set('b', parse('{ b }'));
  expect(await store.get('a')).toBe(document);
  await store.set('c', parse('{ c }'));
  expect(await store.get('b')).toBeUndefined();
  expect(await store.get('a')).toBe(document);
  await store.set('a', document);
  expect(await store.get('c')).toBeDefined();
  await store.delete('a');
  expect(await store.get('a')).toBeUndefined();
});
