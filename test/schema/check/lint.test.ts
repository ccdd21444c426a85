import { expect, test } from '@jest/globals';
import { withAllowances } from '../../../schema/check/allowances.ts';
import { isStopping } from '../../../schema/check/finding.ts';
import { LINT_RULES, lint } from '../../../schema/check/lint/lint.ts';
import { readSubgraphs } from '../../../schema/subgraphs.ts';

const D = '"Described."';

/** For each rule: SDL that breaks it, where, and what is to be done; then SDL that does not. */
const EXAMPLES: Record<string, [bad: string, coordinate: string, remedy: RegExp, good: string]> = {
  FIELD_NAMES_SHOULD_BE_CAMEL_CASE: [
    'type Query { sample_name: Int }',
    'Query.sample_name',
    /sampleName/,
    'type Query { a260280: Int }',
  ],
  RESTY_FIELD_NAMES: [
    'type Query { getSamples: Int }',
    'Query.getSamples',
    /Call it samples/,
    'type Query { listing: Int posted: Int }',
  ],
  TYPE_NAMES_SHOULD_BE_PASCAL_CASE: [
    'type sample_step { a: Int }',
    'sample_step',
    /SampleStep/,
    'type SampleStep { a: Int }',
  ],
  TYPE_PREFIX: ['type TypeOfSample { a: Int }', 'TypeOfSample', /OfSample/, 'type Typeface { a: Int }'],
  TYPE_SUFFIX: ['enum SampleType { A }', 'SampleType', /Call it Sample\./, 'enum Prototype { A }'],
  OBJECT_PREFIX: ['type ObjectSample { a: Int }', 'ObjectSample', /Sample/, 'type Objection { a: Int }'],
  OBJECT_SUFFIX: ['type SampleObject { a: Int }', 'SampleObject', /Sample/, 'input SampleObjectInput { a: Int }'],
  INTERFACE_PREFIX: ['interface InterfaceNode { a: Int }', 'InterfaceNode', /Node/, 'interface Node { a: Int }'],
  INTERFACE_SUFFIX: ['interface NodeInterface { a: Int }', 'NodeInterface', /Node/, 'type NodeInterface { a: Int }'],
  ENUM_PREFIX: ['enum EnumStatus { A }', 'EnumStatus', /Status/, 'enum Enumeration { A }'],
  ENUM_SUFFIX: ['enum StatusEnum { A }', 'StatusEnum', /Status/, 'enum Status { A }'],
  INPUT_ARGUMENT_NAMES_SHOULD_BE_CAMEL_CASE: [
    'type Query { a(Page_size: Int): Int }',
    'Query.a.Page_size',
    /pageSize/,
    'type Query { a(pageSize: Int): Int }',
  ],
  INPUT_TYPE_SUFFIX: ['input NewSample { a: Int }', 'NewSample', /NewSampleInput/, 'input NewSampleInput { a: Int }'],
  ENUM_VALUES_SHOULD_BE_SCREAMING_SNAKE_CASE: [
    'enum Status { inProgress }',
    'Status.inProgress',
    /IN_PROGRESS/,
    'enum Status { IN_PROGRESS }',
  ],
  DIRECTIVE_NAMES_SHOULD_BE_CAMEL_CASE: ['directive @Is_old on FIELD', '@Is_old', /isOld/, 'directive @isOld on FIELD'],
  ALL_ELEMENTS_REQUIRE_DESCRIPTION: [
    'type Query { a("  " b: Int): Int }',
    'Query.a.b',
    /Say/,
    `${D} type Query { ${D} a(${D} b: Int): Int }`,
  ],
  DEFINED_TYPES_ARE_UNUSED: [
    'type Query { a: Int } enum Status { A }',
    'Status',
    /Take it out/,
    'type Query { a: Status } enum Status { A } type E @key(fields: "id") { id: ID }',
  ],
  DEPRECATED_DIRECTIVE_MISSING_REASON: [
    'type Query { a: Int @deprecated }',
    'Query.a',
    /what to use/,
    'type Query { a: Int @deprecated(reason: "Ask for b.") }',
  ],
  TAG_DIRECTIVE_USES_UNKNOWN_NAME: [
    'type Query { a: Int @tag(name: "interal") }',
    'Query.a',
    /internal/,
    'type Query { a: Int @tag(name: "internal") }',
  ],
  QUERY_DOCUMENT_DECLARATION: ['query Mine { a }', 'Mine', /schema\/operations/, 'type Query { a: Int }'],
  CONNECTION_SHAPE: [
    'type Query { a: XConnection } type XConnection { edges: [Int!]! } type XEdge { nodes: [Int] }',
    'XConnection',
    /edges/,
    'type Query { a(first: Int, after: String): XConnection } type XConnection { edges: [XEdge!]! pageInfo: PageInfo! } type XEdge { cursor: String! node: Int } type PageInfo { a: Int }',
  ],
};

const broken = (sdl: string, rule: string) => lint({ name: 'samples', sdl }).filter((each) => each.rule === rule);

test.each(Object.keys(LINT_RULES))('%s stops what it is about, and nothing else', (rule) => {
  const [bad, coordinate, remedy, good] = EXAMPLES[rule] as (typeof EXAMPLES)[string];
  const found = broken(bad, rule);
  expect(found.find((each) => each.coordinate === coordinate)?.remedy).toMatch(remedy);
  expect(found.every((each) => each.affects.length === 1 && isStopping(each))).toBe(true);
  expect(broken(good, rule)).toEqual([]);
});

test('a connection lacks edges, a page, a cursor, a node, or the arguments to page it: each is said', () => {
  const bad = EXAMPLES.CONNECTION_SHAPE?.[0] as string;
  expect(broken(bad, 'CONNECTION_SHAPE').map(({ message }) => message)).toEqual([
    'Query.a cannot be paged.',
    'XConnection has no list of edges.',
    'XConnection does not say where its page lies.',
    'XEdge has no node.',
    'XEdge has no cursor.',
  ]);
});

test('the five subgraphs break no rule that they do not say a reason for, and every reason is needed', () => {
  const subgraphs = readSubgraphs();
  const findings = withAllowances(subgraphs.flatMap(lint), subgraphs);
  expect(findings.filter(isStopping)).toEqual([]);
  expect(findings.filter(({ check }) => check === 'allowances')).toEqual([]);
  expect(findings.length).toBeGreaterThan(5);
});

const allowed = (sdl: string) => {
  const subgraph = { name: 'samples', sdl };
  return withAllowances(lint(subgraph), [subgraph]).map(({ rule, coordinate, allowed: reason }) => [
    rule,
    coordinate,
    reason,
  ]);
};

test('a comment right above allows one rule for one thing, with a reason', () => {
  const sdl = `
    # Of old.
    # allow RESTY_FIELD_NAMES: an instrument calls it so
    # allow ALL_ELEMENTS_REQUIRE_DESCRIPTION: nobody reads it
    type Query {
      # allow RESTY_FIELD_NAMES: an instrument calls it so
      ${D}
      getSamples: Int
      ${D}
      getOthers: Int
    }`;
  expect(allowed(sdl)).toEqual([
    ['RESTY_FIELD_NAMES', 'Query.getSamples', 'an instrument calls it so'],
    ['RESTY_FIELD_NAMES', 'Query.getOthers', undefined],
    ['ALL_ELEMENTS_REQUIRE_DESCRIPTION', 'Query', 'nobody reads it'],
    ['ALLOWANCE_IDLE', undefined, undefined],
  ]);
});

test('a comment that means to allow something and gives no reason stops', () => {
  const sdl = `${D} type Query {\n # allow RESTY_FIELD_NAMES\n ${D} getSamples: Int }`;
  const subgraph = { name: 'samples', sdl };
  const stopping = withAllowances(lint(subgraph), [subgraph]).filter(isStopping);
  expect(stopping.map(({ rule, place }) => [rule, place?.line])).toEqual([
    ['RESTY_FIELD_NAMES', 3],
    ['ALLOWANCE_NOT_UNDERSTOOD', 2],
  ]);
});
