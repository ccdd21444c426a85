import { expect, test } from '@jest/globals';
import { clientOperation } from '../../../platform/request/scope.ts';

test.each([
  ['SampleJourney', 'SampleJourney'],
  ['SampleJourney__samples__0', 'SampleJourney'],
  ['Sample__Journey__audit__12', 'Sample__Journey'],
  ['a__b', 'a__b'],
  ['__samples__0', '__samples__0'],
  [undefined, 'anonymous'],
  ['', 'anonymous'],
])('the fetch %s belongs to the operation %s', (name, operation) => {
  expect(clientOperation(name)).toBe(operation);
});

test('a name without end has an end in logs and metrics', () => {
  expect(clientOperation(`${'_'.repeat(1_000_000)}x`)).toHaveLength(100);
});
