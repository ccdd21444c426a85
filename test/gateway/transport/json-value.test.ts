import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { copyOf, isSame, lastLeaf } from '../../../gateway/transport/json-value.ts';

const again = <T>(value: T): T => JSON.parse(JSON.stringify(value));

test('a copy says the same and shares nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy = copyOf(value);
      expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
      expect(typeof value === 'object' && value !== null && copy === value).toBe(false);
    }),
  );
  const original = { list: [{ deep: { value: 1 } }] };
  const copy = copyOf(original);
  (copy.list[0] as { deep: { value: number } }).deep.value = 2;
  expect(original.list[0]?.deep.value).toBe(1);
});

test('a field may be called as it likes', () => {
  const copy = copyOf(JSON.parse('{"__proto__":{"polluted":true},"constructor":1}'));
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":true},"constructor":1}');
  expect(Object.getPrototypeOf(copy)).toBeNull();
});

test('values are the same when they are written alike', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(isSame(again(a), again(a))).toBe(true);
      expect(isSame(again(a), again(b))).toBe(JSON.stringify(a) === JSON.stringify(b));
      expect(isSame(again(a), again(b)) && !Object.is(lastLeaf(a), lastLeaf(b))).toBe(false);
    }),
    { numRuns: 1_000 },
  );
  expect(isSame(new Date(0), new Date(0))).toBe(false);
});
