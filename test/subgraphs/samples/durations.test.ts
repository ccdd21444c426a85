import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { samples } from '../../../subgraphs/samples/service.ts';
import { asAdmin } from '../../support/databases.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

/**
 * A lab of four years, thirty samples a day. What is delivered at once takes 20 hours, in the first year 100; each
 * tenth sample lies around for 1000 hours, and is the last that anybody touches.
 */
const SAMPLES = 43_800;

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
  const run = (statement: ReturnType<typeof sql>) => statement.execute(service.em().getKysely<unknown>());
  await run(sql`
    insert into nanopore_samples (id, sample_name, status, lab_name, submitted_at, completed_at, updated_at)
    select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 't' || n, 'distributed',
      case when n < 8000 then 'Closed Laboratory' when n % 1000 = 0 then 'Small Laboratory' else 'Open Laboratory' end,
      submitted, submitted + took * interval '1 hour',
      submitted + took * interval '1 hour' + case when took = 1000 then interval '60 days' else '0' end
    from generate_series(1, ${SAMPLES}) as n
    cross join lateral (select now() - (${SAMPLES} - n) * interval '48 minutes' - interval '1100 hours' as submitted,
      case when n % 10 = 0 then 1000 when n <= 10950 then 100 else 20 end as took) as s`);
  await run(sql`
    insert into nanopore_processing_steps (sample_id, step_name, step_status, started_at, completed_at)
    select id, 'basecalling', 'completed', submitted_at, completed_at from nanopore_samples`);
  await asAdmin(async (client) => void (await client.query('vacuum analyze')), service.database.name);
}, 120_000);
afterAll(() => service.close());

async function typicalHours(filter: Record<string, unknown>): Promise<{ turnaround: number; basecalling: number }> {
  const { data, errors } = await service.query(
    'query($filter: SampleFilter) { sampleStatistics(filter: $filter) { medianTurnaroundHours steps { step medianHours } } }',
    { filter },
  );
  expect(errors).toBeUndefined();
  const { medianTurnaroundHours, steps } = data.sampleStatistics;
  const basecalling = steps.find(({ step }: { step: string }) => step === 'BASECALLING').medianHours;
  return { turnaround: medianTurnaroundHours, basecalling };
}
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

test('a year that is over is seen as a whole, and not by those of its samples that somebody touched last', async () => {
  const nextYear = { submittedAfter: daysAgo(1_160), submittedBefore: daysAgo(776) };
  expect(await typicalHours(nextYear)).toEqual({ turnaround: 20, basecalling: 20 });
  const firstYear = { submittedBefore: daysAgo(1_142) };
  expect(await typicalHours(firstYear)).toEqual({ turnaround: 100, basecalling: 100 });
  const quarter = { submittedAfter: daysAgo(1_160), submittedBefore: daysAgo(1_070) };
  expect(await typicalHours(quarter)).toEqual({ turnaround: 20, basecalling: 20 });
});

test('the same question gets the same answer', async () => {
  const years = { submittedAfter: daysAgo(1_300), submittedBefore: daysAgo(900) };
  expect(await typicalHours(years)).toEqual(await typicalHours(years));
});

test('a laboratory that closed years ago still has durations', async () => {
  expect(await typicalHours({ labName: 'Closed Laboratory' })).toEqual({ turnaround: 100, basecalling: 100 });
});

test('of a laboratory of few samples all are looked at', async () => {
  expect(await typicalHours({ labName: 'Small Laboratory' })).toEqual({ turnaround: 1_000, basecalling: 1_000 });
});

test('a lab that has become faster sees it at once', async () => {
  await sql`
    update nanopore_samples set completed_at = submitted_at + interval '7 hours', updated_at = now() + interval '1 year'
    where id in (select id from nanopore_samples where lab_name = 'Open Laboratory' order by submitted_at desc limit 400)`.execute(
    service.em().getKysely<unknown>(),
  );
  expect((await typicalHours({})).turnaround).toBe(7);
  expect((await typicalHours({ labName: 'Open Laboratory' })).turnaround).toBe(7);
  expect((await typicalHours({ submittedAfter: daysAgo(800) })).turnaround).toBe(20);
});
