import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Conditions, conditionProblems, fulfils } from '../../../subgraphs/config/services/conditions.ts';

const TECHNICIAN = {
  role: 'technician',
  teams: ['sequencing', 'beta'],
  lab: { name: 'Lee Lab', country: 'DE', seats: 3 },
  appVersion: '2.4.0',
  trained: true,
  joined: '2026-03-01',
  'dotted.name': 'whole',
};

test.each<[string, Conditions]>([
  ['nothing is asked', {}],
  ['a value', { role: 'technician' }],
  ['a value, in full', { role: { equals: 'technician' } }],
  ['a number', { 'lab.seats': 3 }],
  ['a boolean', { trained: true }],
  ['one of several', { 'lab.country': ['FR', 'DE'] }],
  ['one of several, in full', { 'lab.country': { in: ['FR', 'DE'] } }],
  ['one of what the caller has several of', { teams: ['beta', 'alpha'] }],
  ['something in a list', { teams: { contains: 'beta' } }],
  ['something in a text', { 'lab.name': { contains: 'Lee' } }],
  ['what the caller does not say', { missing: null }],
  ['a version', { appVersion: { semver: '>=2.1.0' } }],
  ['a range of versions', { appVersion: { semver: '>=2.4.0 <3.0.0' } }],
  ['a day before', { joined: { before: '2026-03-02' } }],
  ['an instant after, in another zone', { joined: { after: '2026-03-01T00:59:59+01:00' } }],
  ['several tests of one attribute', { joined: { after: '2026-01-01', before: '2027-01-01' } }],
  ['several attributes', { role: 'technician', trained: true }],
  ['either', { or: [{ role: 'director' }, { trained: true }] }],
  ['both', { and: [{ role: 'technician' }, { 'lab.country': 'DE' }] }],
  ['not', { not: { role: 'director' } }],
  ['all of it in one', { role: 'technician', or: [{ trained: false }, { not: { teams: { contains: 'gamma' } } }] }],
  ['a name with a dot of its own', { 'dotted.name': 'whole' }],
])('a technician fulfils %s', (_what, conditions) => {
  expect(conditionProblems(conditions)).toEqual([]);
  expect(fulfils(TECHNICIAN, conditions)).toBe(true);
  expect(fulfils(TECHNICIAN, { not: conditions })).toBe(false);
});

test.each<[string, Conditions]>([
  ['another value', { role: 'director' }],
  ['letters of another size', { role: 'Technician' }],
  ['a number that is a text', { 'lab.seats': '3' }],
  ['a value where there are several', { teams: 'beta' }],
  ['none of several', { 'lab.country': ['FR', 'CH'] }],
  ['something that the list has not', { teams: { contains: 'bet' } }],
  ['something in what is neither', { 'lab.seats': { contains: 3 } }],
  ['an attribute that is missing', { missing: 'x' }],
  ['what everything inherits', { 'constructor.name': 'Object' }],
  ['what lists have', { 'teams.length': 2 }],
  ['a later version', { appVersion: { semver: '>2.4.0' } }],
  ['half a range', { appVersion: { semver: '>=1.0.0 <2.0.0' } }],
  ['a version of what is none', { role: { semver: '>=0.0.0' } }],
  ['its own day', { joined: { before: '2026-03-01' } }],
  ['a time of what is none', { role: { after: '2000-01-01' } }],
  ['one of several tests', { joined: { after: '2026-01-01', before: '2026-02-01' } }],
  ['one of several attributes', { role: 'technician', trained: false }],
  ['neither', { or: [{ role: 'director' }, { trained: false }] }],
  ['only one of both', { and: [{ role: 'technician' }, { trained: false }] }],
])('a technician does not fulfil %s', (_what, conditions) => {
  expect(conditionProblems(conditions)).toEqual([]);
  expect(fulfils(TECHNICIAN, conditions)).toBe(false);
});

/** From low to high, as https://semver.org/spec/v2.0.0.html orders them. */
const VERSIONS = [
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '1.2.0',
  '1.10.0',
  '2.0.0',
  '10.0.0',
  '99999999999999999999.0.0',
  '100000000000000000000.0.0',
];

test('versions are ordered as semver.org says', () => {
  for (const [i, low] of VERSIONS.entries()) {
    for (const [j, high] of VERSIONS.entries()) {
      const holds = (operator: string) => fulfils({ v: low }, { v: { semver: `${operator}${high}` } });
      expect([low, high, holds('<'), holds('='), holds('>')]).toEqual([low, high, i < j, i === j, i > j]);
      expect([holds('<='), holds('>=')]).toEqual([i <= j, i >= j]);
    }
  }
  expect(fulfils({ v: 'v1.2.3+build.7' }, { v: { semver: '=1.2.3+other' } })).toBe(true);
});

test.each<[string, unknown, string[], string]>([
  ['a list', ['technician'], [], 'must be an object'],
  ['a text for a branch', { and: ['x'] }, ['and', '0'], 'must be an object'],
  ['an object for a list', { or: { role: 'x' } }, ['or'], 'must be a list of conditions'],
  ['an empty list', { or: [] }, ['or'], 'and not empty'],
  ['nothing for not', { not: null }, ['not'], 'must be an object'],
  ['a list for not', { not: [{ role: 'x' }] }, ['not'], 'must be an object'],
  ['no test', { role: {} }, ['role'], 'must have one of equals, in, contains'],
  ['an unknown test', { role: { like: 'x' } }, ['role', 'like'], 'is no test; there are equals'],
  ['a test that objects inherit', { role: { toString: 'x' } }, ['role', 'toString'], 'is no test'],
  ['no attribute', { '': 'x' }, [''], 'must be an attribute'],
  ['an attribute with a blank', { 'my role': 'x' }, ['my role'], 'must be an attribute'],
  ['an attribute that ends with a dot', { 'lab.': 'x' }, ['lab.'], 'must be an attribute'],
  ['an object to equal', { role: { equals: {} } }, ['role', 'equals'], 'must be a text, a number'],
  ['a list to equal', { role: { equals: ['x'] } }, ['role', 'equals'], 'must be a text, a number'],
  ['an empty list to be in', { role: [] }, ['role'], 'and not empty'],
  ['a value to be in', { role: { in: 'x' } }, ['role', 'in'], 'must be a list'],
  ['objects to be in', { role: [{}] }, ['role'], 'must be a list of texts'],
  ['nothing to contain', { role: { contains: '' } }, ['role', 'contains'], 'must not be empty'],
  ['a version without a comparison', { v: { semver: '2.1.0' } }, ['v', 'semver'], '>=2.1.0 <3.0.0'],
  ['half a version', { v: { semver: '>=2.1' } }, ['v', 'semver'], '>=2.1.0'],
  ['leading zeros', { v: { semver: '>=2.01.0' } }, ['v', 'semver'], '>=2.1.0'],
  ['a number for a version', { v: { semver: 2 } }, ['v', 'semver'], '>=2.1.0'],
  ['a day that is none', { now: { after: '2026-02-30' } }, ['now', 'after'], 'must be a day'],
  ['a day in words', { now: { before: 'tomorrow' } }, ['now', 'before'], 'must be a day'],
  ['an instant without a zone', { now: { after: '2026-02-01T09:00:00' } }, ['now', 'after'], 'must be a day'],
  ['an hour that there is not', { now: { after: '2026-02-01T25:00:00Z' } }, ['now', 'after'], 'must be a day'],
  [
    'something deep inside',
    { or: [{ role: 'x' }, { and: [{ not: { 'app.v': { semver: '~1' } } }] }] },
    ['or', '1', 'and', '0', 'not', 'app.v', 'semver'],
    'must be comparisons',
  ],
])('%s is refused where it stands', (_what, conditions, path, problem) => {
  expect(conditionProblems(conditions)).toEqual([{ path, problem: expect.stringContaining(problem) }]);
});

test('all problems are told; too many conditions at once', () => {
  expect(conditionProblems({ a: {}, b: [], c: { semver: 'x' } }).map(({ path }) => path[0])).toEqual(['a', 'b', 'c']);
  const many = { or: Array.from({ length: 101 }, (_, i) => ({ a: i })) };
  expect(conditionProblems(many)).toEqual([{ path: [], problem: expect.stringContaining('at most 100') }]);
});

test('whatever passes the check can be evaluated, over whatever context', () => {
  const operand = fc.oneof(
    fc.jsonValue({ maxDepth: 1 }),
    fc.dictionary(
      fc.constantFrom('equals', 'in', 'contains', 'semver', 'before', 'after'),
      fc.jsonValue({ maxDepth: 1 }),
    ),
    fc.constantFrom({ semver: '>=1.0.0' }, { after: '2026-01-01' }, { contains: 'a' }),
  );
  const { conditions } = fc.letrec((tie) => ({
    conditions: fc.oneof(
      { maxDepth: 3 },
      fc.dictionary(fc.constantFrom('role', 'lab.name', 'now'), operand, { maxKeys: 3 }),
      fc.record({ not: tie('conditions') }),
      fc.record({ or: fc.array(tie('conditions'), { maxLength: 3 }) }),
      fc.record({ and: fc.array(tie('conditions'), { maxLength: 3 }) }),
    ),
  }));
  let evaluated = 0;
  fc.assert(
    fc.property(conditions, fc.dictionary(fc.constantFrom('role', 'lab', 'now'), fc.jsonValue()), (any, context) => {
      if (conditionProblems(any).length === 0) {
        evaluated++;
        const fulfilled = fulfils(context, any as Conditions);
        expect(fulfils(context, { not: any })).toBe(!fulfilled);
      }
    }),
    { numRuns: 2_000, seed: 147 },
  );
  expect(evaluated).toBeGreaterThan(200);
});
