import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedSamples } from '../../../demo/samples.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { statementsOf } from '../../support/statements.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
  await seedSamples(service.em());
});
afterAll(() => service.close());

/** What a statement gives back of each row, by statement. */
async function columnsReadFor(query: string): Promise<string[][]> {
  const statements = await statementsOf(async () => {
    expect((await service.query(query)).errors).toBeUndefined();
  }, 'samples');
  return statements.map(({ text }) => [...text.matchAll(/ as "(\w+)"/g)].map(([, name]) => name as string).sort());
}

test('what is read of a list is what somebody looks at, with what its cursors are made of', async () => {
  const [list] = await columnsReadFor('{ samples(first: 3) { nodes { sampleName } } }');
  expect(list).toEqual(['id', 'sampleName', 'submittedAt']);
});

test('aliases, fragments and the nodes of edges are looked through', async () => {
  const [list] = await columnsReadFor(
    `{ samples(first: 3, orderBy: { field: PRIORITY, direction: ASC }) {
         nodes { ...Named ... on Sample { called: labName } }
         edges { cursor node { __typename volume } } } }
     fragment Named on Sample { sampleName }`,
  );
  expect(list).toEqual(['id', 'labName', 'priorityRank', 'sampleName', 'volume']);
});

test('a resolver that says what it reads gets that; one that does not gets all there is', async () => {
  const [[list, steps], [whole]] = [
    await columnsReadFor('{ samples(first: 3) { nodes { steps { notes step } } } }'),
    await columnsReadFor('{ samples(first: 3) { nodes { sampleName isOverdue } } }'),
  ] as [string[][], string[][]];
  expect(list).toEqual(['id', 'submittedAt']);
  expect(steps).toEqual(['notes', 'sampleId', 'stepName']);
  expect(whole).toEqual(expect.arrayContaining(['dueAt', 'status', 'outcome', 'legacy', 'version']));
});

test('what several fields ask of the same rows is read once', async () => {
  const read = await columnsReadFor(
    '{ samples(first: 3) { nodes { a: steps { notes } b: steps { assignedTo } } more: totalCount } }',
  );
  expect(read.filter((columns) => columns.includes('sampleId'))).toEqual([['assignedTo', 'notes', 'sampleId']]);
});

const FIELDS =
  'sampleName labName status priority volume concentration totalAmount flowCellType chartField sampleType version dueAt';
const PAIRS = FIELDS.split(' ').flatMap((a, i, all) => all.slice(i + 1).map((b) => `${a} ${b}`));

test('of many ways to ask there are few statements, and each is answered as it would be with all fields', async () => {
  const of = (fields: string) => `{ samples(first: 20, orderBy: { field: UPDATED_AT, direction: DESC }) {
    nodes { id ${fields} } pageInfo { endCursor } } }`;
  const whole = (await service.query(of(`${FIELDS} isOverdue`))).data.samples;
  expect(whole.nodes).toHaveLength(20);
  const texts = new Set<string>();
  for (const pair of PAIRS) {
    const statements = await statementsOf(async () => {
      const { data } = await service.query(of(pair));
      const only = ['id', ...pair.split(' ')];
      expect(data.samples).toEqual({
        ...whole,
        nodes: whole.nodes.map((node: object) =>
          Object.fromEntries(Object.entries(node).filter(([name]) => only.includes(name))),
        ),
      });
    }, 'samples');
    for (const { text } of statements) {
      texts.add(text);
    }
  }
  expect(PAIRS.length).toBeGreaterThan(60);
  expect(texts.size).toBeLessThanOrEqual(9);
  expect(texts.size).toBeGreaterThan(1);
});
