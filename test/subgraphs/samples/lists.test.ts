import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { samples } from '../../../subgraphs/samples/service.ts';
import { asAdmin } from '../../support/databases.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { statementsOf } from '../../support/statements.ts';

const ROWS = 200_000;

let service: ServiceUnderTest;

const YEARS_OF_SAMPLES = `
  insert into nanopore_samples (sample_name, status, priority, submitted_at, due_at, updated_at, submitter_email)
  select 'tube ' || n,
         (array['submitted', 'prep', 'sequencing', 'analysis', 'completed', 'distributed', 'archived'])[1 + n % 7],
         (array['low', 'normal', 'high', 'urgent'])[1 + n % 4],
         case when n % 1000 = 0 then null else timestamptz '2020-01-01' + (n / 5) * interval '7 minutes 123 microseconds' end,
         case when n % 3 = 0 then null else timestamptz '2020-01-08' + n * interval '1 minute' end,
         timestamptz '2020-02-01' + (n * 7919 % ${ROWS}) * interval '1 second',
         'customer' || n % 500 || '@example.org'
  from generate_series(1, ${ROWS}) as n`;

/** Many share their submission time to the microsecond, as bulk imports do. */
beforeAll(async () => {
  service = await serviceUnderTest(samples);
  // Not as the service, whose statements end after half a minute: a busy machine takes longer for so many rows.
  await asAdmin(async (client) => {
    await client.query("set timezone = 'UTC'");
    await client.query(YEARS_OF_SAMPLES);
    await client.query('vacuum analyze');
  }, service.database.name);
}, 120_000);
afterAll(() => service.close());

type Page = { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };

async function page(after: string | null, args = '', first = 100): Promise<Page> {
  const { data, errors } = await service.query(
    `query($after: String, $first: Int) { samples(first: $first, after: $after ${args}) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
    { after, first },
  );
  expect(errors).toBeUndefined();
  return data.samples;
}

/** The plan of the statement that a query sends, with the values it sends. */
async function planOf(work: () => Promise<unknown>): Promise<string> {
  const [statement] = (await statementsOf(work)).filter(
    ({ text }) => text.startsWith('select') && !text.includes('count('),
  );
  const { text, parameters } = statement as NonNullable<typeof statement>;
  return asAdmin(async (client) => {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...parameters]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }, service.database.name);
}

const ORDERS = ['SUBMITTED_AT', 'DUE_AT', 'PRIORITY', 'SAMPLE_NAME', 'STATUS', 'UPDATED_AT'].flatMap((field) =>
  ['ASC', 'DESC'].map((direction) => [field, direction]),
);

test('page 1 and page 5,000 of the newest samples are index scans', async () => {
  expect(await planOf(() => page(null, '', 25))).toMatch(
    /Index (Only )?Scan.* using nanopore_samples_submitted_at_idx/,
  );
  // The cursor of page 4,999 at 25 a page, taken from the row itself instead of walking there.
  const [row] = (
    await sql<{ id: string; at: string }>`
      select id, submitted_at::text as at from nanopore_samples
      order by coalesce(submitted_at, '-infinity'::timestamptz) desc, id desc offset ${4_999 * 25 - 1} limit 1`.execute(
      service.em().getKysely<unknown>(),
    )
  ).rows as [{ id: string; at: string }];
  const { pageInfo } = await page(null, '', 1);
  const [scope] = JSON.parse(Buffer.from(pageInfo.endCursor, 'base64url').toString());
  const cursor = Buffer.from(JSON.stringify([scope, row.at, row.id])).toString('base64url');
  const plan = await planOf(() => page(cursor, '', 25));
  expect(plan).toMatch(/Index (Only )?Scan.* using nanopore_samples_submitted_at_idx/);
  expect(plan).toContain('Index Cond');
  expect(plan).not.toMatch(/Seq Scan|Sort/);
});

test.each(ORDERS)('the order %s %s reads its index and sorts nothing', async (field, direction) => {
  const args = `, orderBy: { field: ${field}, direction: ${direction} }`;
  const first = await page(null, args, 25);
  for (const after of [null, first.pageInfo.endCursor]) {
    const plan = await planOf(() => page(after, args, 25));
    expect(plan).toMatch(/Index (Only )?Scan/);
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  }
});

test('pages concatenate to the whole, each sample once, while samples come in', async () => {
  const args = ', filter: { submitterEmail: "Customer7@example.org" }';
  const { rows } = await sql<{ id: string }>`
    select id from nanopore_samples where lower(submitter_email) = 'customer7@example.org'
    order by coalesce(submitted_at, '-infinity'::timestamptz) desc, id desc`.execute(service.em().getKysely<unknown>());
  const seen: string[] = [];
  let after: string | null = null;
  for (let more = true; more; ) {
    const { nodes, pageInfo }: Page = await page(after, args, 30);
    seen.push(...nodes.map(({ id }) => id));
    await service.query(
      'mutation { createSample(input: { sampleName: "late", submitterEmail: "customer7@example.org" }) { userErrors { code } } }',
    );
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  expect(rows.length).toBe(400);
  expect(seen).toEqual(rows.map(({ id }) => id));
});

test.each([
  ['SUBMITTED_AT', 'ASC'],
  ['DUE_AT', 'DESC'],
  ['PRIORITY', 'DESC'],
])('in the order %s %s no sample is lost among equal or missing keys', async (field, direction) => {
  const args = `, filter: { submitterEmail: "customer0@example.org" }, orderBy: { field: ${field}, direction: ${direction} }`;
  const seen = new Set<string>();
  let count = 0;
  let after: string | null = null;
  for (let more = true; more; ) {
    const { nodes, pageInfo }: Page = await page(after, args, 7);
    count += nodes.length;
    for (const { id } of nodes) seen.add(id);
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  expect([count, seen.size]).toEqual([400, 400]);
});

test('the whole is counted only when somebody asks', async () => {
  const counted = async (query: string): Promise<number> =>
    (await statementsOf(() => service.query(query))).filter(({ text }) => text.includes('count(')).length;
  expect(await counted('{ samples(first: 1) { nodes { id } } }')).toBe(0);
  expect(await counted('{ samples(first: 1) { totalCount nodes { id } } }')).toBe(1);
});

test('a filter that says nothing is no filter, for cursors too', async () => {
  const { data } = await service.query('{ samples(first: 1) { pageInfo { endCursor } } }');
  const after = data.samples.pageInfo.endCursor;
  for (const filter of ['{}', '{ includeDeleted: false }', '{ status: null, held: null }']) {
    const { errors } = await service.query(
      `{ samples(first: 1, after: "${after}", filter: ${filter}) { nodes { id } } }`,
    );
    expect(errors).toBeUndefined();
  }
});
