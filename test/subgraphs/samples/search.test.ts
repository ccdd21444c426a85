import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { samples } from '../../../subgraphs/samples/service.ts';
import { asAdmin } from '../../support/databases.ts';
import { plansOf, WHOLE_TABLE } from '../../support/plans.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
  await sql`
    insert into nanopore_samples (sample_name, submitter_name, submitter_email, lab_name, sample_type, sample_buffer, chart_field, hold_reason, priority, deleted_at)
    values
      ('JL147-195', 'Jordan Lee', 'jordan.lee@example.org', 'Lee Lab', 'DNA', 'EB', 'HTSF-JL-147', null, 'normal', null),
      ('JL147-196', 'Jordan Lee', 'jordan.lee@example.org', 'Lee Lab', 'RNA', 'TE', 'HTSF-JL-147', 'Lab of Lee has to confirm', 'urgent', null),
      ('Plasmid gamma', 'Ada Okafor', 'ada@example.org', 'Okafor Lab', 'DNA', 'EB', 'NANO-7', null, 'normal', null),
      ('Lee', 'Ada Okafor', 'ada@example.org', 'Okafor Lab', 'DNA', 'EB', 'NANO-8', null, 'normal', null),
      ('<b>bold</b> & "co"', 'Eve', 'eve@example.org', 'Smith Lab', 'cDNA', 'water', null, ${'\u0002fake\u0003 mark'}, 'normal', null),
      ('試料 名前', 'Ωμέγα', null, null, 'ДНК', null, null, null, 'normal', null),
      ('JL147-197', 'Jordan Lee', null, null, null, null, null, null, 'normal', now())`.execute(
    service.em().getKysely<unknown>(),
  );
});
afterAll(() => service.close());

const SEARCH = `query($query: String!, $filter: SampleFilter, $first: Int, $after: String) {
  searchSamples(query: $query, filter: $filter, first: $first, after: $after) {
    totalCount edges { cursor rank highlight node { sampleName } } nodes { id } pageInfo { hasNextPage endCursor }
  }
}`;
type Edge = { cursor: string; rank: number; highlight: string; node: { sampleName: string } };

async function search(query: string, more: Record<string, unknown> = {}): Promise<Edge[]> {
  const { data, errors } = await service.query(SEARCH, { query, ...more });
  expect(errors).toBeUndefined();
  return data.searchSamples.edges;
}
const names = async (query: string, more?: Record<string, unknown>): Promise<string[]> =>
  (await search(query, more)).map(({ node }) => node.sampleName);

test.each([
  ['jordan', ['JL147-195', 'JL147-196']],
  ['JORDAN dna', ['JL147-195']],
  ['jordan -rna', ['JL147-195']],
  ['gamma or rna', ['JL147-196', 'Plasmid gamma']],
  ['"lee lab" eb', ['JL147-195']],
  ['-"lee lab" eb', ['Lee', 'Plasmid gamma']],
  ['"lab lee"', []],
  ['HTSF-JL-147', ['JL147-195', 'JL147-196']],
  ['JL-147', ['JL147-195', 'JL147-196']],
  ['jl147-195', ['JL147-195']],
  ['195', ['JL147-195']],
  ['ada@example.org', ['Lee', 'Plasmid gamma']],
  ['名前', ['試料 名前']],
  ['днк', ['試料 名前']],
  ['-dna -rna -cdna', ['試料 名前']],
])('%s finds %j', async (query, expected) => {
  expect((await names(query)).sort()).toEqual([...expected].sort());
});

test.each([
  ['jl147-19', ['JL147-195', 'JL147-196']],
  ['plas', ['Plasmid gamma']],
  ['jor dn', ['JL147-195']],
  ['jordan.l', ['JL147-195', 'JL147-196']],
  ['ada@exam', ['Lee', 'Plasmid gamma']],
  ['htsf-jl-1', ['JL147-195', 'JL147-196']],
])('half-typed, %s finds %j already', async (query, expected) => {
  expect((await names(query)).sort()).toEqual([...expected].sort());
});

test('a name counts more than a submitter, a submitter more than a remark', async () => {
  const found = await search('lee');
  expect(found[0]?.node.sampleName).toBe('Lee');
  const ranks = found.map(({ rank }) => rank);
  expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
  expect(ranks.at(-1)).toBeGreaterThan(0);
});

test('a misspelt name finds those like it, and only when nothing matches', async () => {
  expect(await names('Plasmyd gamma')).toEqual(['Plasmid gamma']);
  expect(await names('JL147195')).toEqual(['JL147-195']);
  expect(await names('Plasmyd -dna')).toEqual([]);
  expect(await names('"Plasmyd gamma"')).toEqual([]);
});

test('filters hold for matches and for what is similar', async () => {
  expect(await names('jordan', { filter: { priority: ['URGENT'] } })).toEqual(['JL147-196']);
  expect(await names('JL147-197')).not.toContain('JL147-197');
  expect(await names('JL147-197', { filter: { includeDeleted: true } })).toEqual(['JL147-197']);
  expect(await names('Plasmyd gamma', { filter: { priority: ['URGENT'] } })).toEqual([]);
});

test('highlights are safe, whatever somebody wrote on a tube', async () => {
  const [bold] = await search('bold');
  expect(bold?.highlight).toBe(
    '<mark>bold</mark>&lt;/b&gt; &amp; &quot;co&quot; · Eve · eve@example.org · Smith Lab · cDNA · water · fake mark',
  );
  const [jordan] = await search('"jordan lee" 195');
  expect(jordan?.highlight).toContain('<mark>Jordan</mark> <mark>Lee</mark>');
  expect(jordan?.highlight).toContain('<mark>-195</mark>');
});

test('pages follow the rank, lose nobody, and their cursors belong to one search', async () => {
  const whole = (await search('lab')).map(({ node }) => node.sampleName);
  const seen: string[] = [];
  let after: string | null = null;
  for (let more = true; more; ) {
    const { data } = (await service.query(SEARCH, { query: 'lab', first: 2, after })) as {
      data: {
        searchSamples: { edges: Edge[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } };
      };
    };
    seen.push(...data.searchSamples.edges.map(({ node }) => node.sampleName));
    expect(data.searchSamples.totalCount).toBe(5);
    after = data.searchSamples.pageInfo.endCursor;
    more = data.searchSamples.pageInfo.hasNextPage;
  }
  expect(seen).toEqual(whole);
  expect(seen).toHaveLength(5);
  const { errors } = await service.query(SEARCH, { query: 'lee', after });
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'after' } });
});

test.each([
  '',
  ' ',
  '"',
  '""',
  '"""',
  "'",
  "''",
  '\\',
  "\\'",
  '-',
  '--',
  '- -',
  '-"',
  '-""',
  'or',
  'or or',
  'OR -',
  '&',
  '|',
  '!',
  '&|!():*<->',
  '( ) (',
  "a' | 'b",
  "'; drop table users; --",
  'a:*',
  'a:ABCD',
  '<-> <2>',
  '-a',
  '-"a b"',
  'a or',
  'or a',
  '%',
  '_',
  '\0',
  'a\0b',
  '\ud800',
  '👩‍🔬',
  'اختبار',
  '試料',
  '\u202e',
  '\u0002\u0003',
  'x'.repeat(10_000),
  '"'.repeat(10_000),
  'a '.repeat(5_000),
  '-a '.repeat(3_000),
  '\'\\"'.repeat(3_000),
  '(('.repeat(5_000),
  'the of and',
  '. , ; :',
])('%.30j is a search like any other', async (query) => {
  const { data, errors } = await service.query(SEARCH, { query });
  expect(errors).toBeUndefined();
  expect(data.searchSamples.totalCount).toBe(data.searchSamples.edges.length);
});

test('what is longer than anything typed is refused by name', async () => {
  const { errors } = await service.query(SEARCH, { query: 'x'.repeat(10_001) });
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'query' } });
});

test('a search is one statement, and one more if it is to be counted', async () => {
  const one = '{ searchSamples(query: "lee") { edges { rank highlight node { id } } } }';
  expect(await service.statements(one)).toBe(1);
  expect(await service.statements('{ searchSamples(query: "lee") { totalCount nodes { id } } }')).toBe(2);
  expect(await service.statements('{ searchSamples(query: "--") { totalCount nodes { id } } }')).toBe(0);
});

test('among many samples rare words are found by the index, and common ones are the newest', async () => {
  await sql`
    insert into nanopore_samples (sample_name, lab_name, submitted_at)
    select 'bulk' || n, 'Common Laboratory', timestamptz '2020-01-01' + n * interval '1 minute'
    from generate_series(1, 30000) as n`.execute(service.em().getKysely<unknown>());
  await asAdmin(async (client) => void (await client.query('vacuum analyze')), service.database.name);
  expect((await names('bulk123')).slice(0, 2)).toEqual(['bulk123', 'bulk12399']);
  expect(await names('gamma')).toEqual(['Plasmid gamma']);
  for (const query of [
    'jl147-195',
    'JL147-1',
    'htsf-jl-147',
    'HTSF-JL',
    'jl-147',
    'jordan.lee@example.org',
    'ada@exam',
    'nano-7',
    '"lee lab"',
    '195',
  ]) {
    expect(await names(query)).not.toEqual([]);
  }
  expect((await names('common', { first: 3 })).every((name) => Number(name.slice(4)) > 28_000)).toBe(true);

  for (const plan of await plansOf(service, SEARCH, { query: 'bulk777' })) {
    expect(plan).toContain('nanopore_samples_search_idx');
  }
});

const SEARCHES: [query: string, filter?: Record<string, unknown>][] = [
  ['bulk777'],
  ['JL147-195'],
  ['common laboratory'],
  ['common -gamma'],
  ['-common'],
  ['gamma or 777'],
  ['"okafor lab" dna'],
  ['Plasmyd gamma'],
  ['nothing like it'],
  ['common', { labName: 'Lee Lab' }],
  ['bulk123', { status: ['SUBMITTED'], held: false }],
  ['lee', { submittedBefore: '2020-01-02T00:00:00Z' }],
  ['gamma', { sampleType: 'DNA', includeDeleted: true }],
];

test.each(SEARCHES)(
  'a search for %s reads no whole table, whichever plan PostgreSQL keeps',
  async (query, filter = {}) => {
    for (const plan of await plansOf(service, SEARCH, { query, filter })) {
      expect(plan).not.toMatch(WHOLE_TABLE);
    }
  },
);
