import { type RawBuilder, sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { textArgument } from '../../../platform/graphql/arguments.ts';
import { type Connection, connection, type PageArguments, pageRequest } from '../../../platform/paging/connection.ts';
import { scopeOf } from '../../../platform/paging/cursor.ts';
import { allOf } from '../../../platform/paging/keyset.ts';
import { Sample } from '../entities/sample.entity.ts';
import type { SampleSearchRow } from './rows.ts';
import { type SampleFilter, SUBMITTED, sampleConditions } from './sample-filter.ts';
import { parseSearch, type SearchQuery } from './search-query.ts';
import { listName, seenSamples, type Viewer } from './visibility.ts';

const LONGEST_SEARCH = 10_000;

/** The newest samples that pass the filter are looked at one by one: of a common word they have enough. */
const NEWEST = sql.lit(2_000);
const ENOUGH = sql.lit(100);
/** Of a rarer word the index names all samples; so many of them are read, so many matches ranked. */
const MOST_READ = sql.lit(5_000);
const MOST_RANKED = sql.lit(1_000);
const MOST_SIMILAR = sql.lit(100);
/** As `similar_names` has it. */
const ALIKE = sql.lit(0.45);

/**
 * The samples to rank, by bounded work: the newest that match, and unless there are enough of them, or the newest
 * were all there are, whatever nanopore_samples_search_idx finds. When no sample matches, those with a similar name
 * (`similar_names`, by nanopore_samples_sample_name_trgm_idx).
 */
function ranked(
  { exact, whole, loose, name }: SearchQuery,
  conditions: RawBuilder<unknown>,
  viewer: Viewer,
): RawBuilder<unknown> {
  const indexed =
    loose === null
      ? sql``
      : sql`union all (
          select c.id, c.search_vector from (
            select s.id, s.search_vector from nanopore_samples as s
            where s.search_vector @@ (select loose from query) and ${conditions}
              and (select count(*) from newest) = ${NEWEST}
              and (select count(*) from newest where matches) < ${ENOUGH}
            limit ${MOST_READ}
          ) as c
          where c.search_vector @@ (select exact from query) and c.id not in (select id from newest where matches)
          limit ${MOST_RANKED})`;
  const similar =
    name === null
      ? sql``
      : sql`union all (
          select s.id, round(alike.likeness::numeric, 6) as rank
          from ${alike(name, viewer)}
          where ${conditions} and not exists (select from found)
          order by 2 desc, s.id desc limit ${MOST_SIMILAR})`;
  return sql`
    query as materialized (
      select to_tsquery('simple', ${exact}) as exact, to_tsquery('simple', ${whole}) as whole,
        regexp_replace(to_tsquery('simple', ${loose ?? ''})::text, '<(-|[0-9]+)>', '&', 'g')::tsquery as loose
    ),
    newest as materialized (
      select s.id, s.search_vector, s.search_vector @@ (select exact from query) as matches from nanopore_samples as s
      where ${conditions} order by ${SUBMITTED} desc, s.id desc limit ${NEWEST}
    ),
    found as materialized (select id, search_vector from newest where matches ${indexed}),
    ranked as materialized (
      select id, round((ts_rank_cd(search_vector, exact) + ts_rank_cd(search_vector, whole))::numeric, 6) as rank
      from query cross join found ${similar}
    )`;
}

/**
 * Samples with their likeness. `similar_names` takes the likest of the whole lab: where others' names could push out
 * one's own, these are compared themselves.
 */
const alike = (name: string, viewer: Viewer): RawBuilder<unknown> =>
  viewer.samples === 'all'
    ? sql`similar_names(${name}) as alike join nanopore_samples as s using (id)`
    : sql`nanopore_samples as s
          join lateral (select similarity(s.sample_name, ${name}) as likeness) as alike on alike.likeness >= ${ALIKE}`;

/** Each a character that no text of the lab means: they become tags and entities, which no text can forge. */
const MARK = { start: '\u0002', stop: '\u0003', less: '\u0004', greater: '\u0005', and: '\u0006' } as const;
const CONTENT = sql.raw(
  `translate(concat_ws(' · ', s.sample_name, s.submitter_name, s.submitter_email, s.lab_name, s.sample_type, s.sample_buffer, s.project_id, s.chart_field, s.hold_reason), E'<>&\\x02\\x03\\x04\\x05\\x06', E'\\x04\\x05\\x06')`,
);
const HEADLINE = sql.raw(
  `E'StartSel=\\x02, StopSel=\\x03, MaxFragments=3, MinWords=6, MaxWords=24, FragmentDelimiter=" … "'`,
);
const HTML: readonly (readonly [string, string])[] = [
  ['"', '&quot;'],
  ["'", '&#39;'],
  [MARK.less, '&lt;'],
  [MARK.greater, '&gt;'],
  [MARK.and, '&amp;'],
  [MARK.start, '<mark>'],
  [MARK.stop, '</mark>'],
];

const safeHtml = (headline: string): string =>
  HTML.reduce((text, [mark, written]) => text.replaceAll(mark, written), headline);

/** Samples by what is written on them, the best match first. One statement, whatever is typed. */
export async function searchSamples(
  em: Queryable,
  viewer: Viewer,
  typed: string,
  filter: SampleFilter,
  page: PageArguments,
): Promise<Connection<SampleSearchRow>> {
  const scope = () => scopeOf(listName('searchSamples', viewer), typed, filter);
  const request = pageRequest(page, scope, ['numeric', 'uuid']);
  const conditions = allOf([...sampleConditions(filter), ...seenSamples(viewer)]);
  const search = parseSearch(textArgument('query', typed.toWellFormed().replaceAll('\0', ' '), LONGEST_SEARCH));
  const after =
    request.after === null
      ? sql`true`
      : sql`(r.rank, r.id) < (${request.after[0]}::numeric, ${request.after[1]}::uuid)`;
  const rows =
    search === null || request.size === 0
      ? []
      : await rowsOf(
          em,
          sql<SampleSearchRow>`
            with ${ranked(search, conditions, viewer)}
            select ${columnsOf(em, Sample, 's')}, r.rank::text as rank,
              ts_headline('simple', ${CONTENT}, (select exact from query), ${HEADLINE}) as highlight
            from (
              select r.id, r.rank from ranked as r where ${after}
              order by r.rank desc, r.id desc limit ${sql.lit(request.size + 1)}
            ) as r join nanopore_samples as s using (id)
            order by r.rank desc, r.id desc`,
        );
  for (const row of rows) {
    row.highlight = safeHtml(row.highlight);
  }
  return connection(
    rows,
    request,
    (row) => [row.rank, row.id],
    async () => (search === null ? 0 : countRanked(em, search, conditions, viewer)),
  );
}

async function countRanked(
  em: Queryable,
  search: SearchQuery,
  conditions: RawBuilder<unknown>,
  viewer: Viewer,
): Promise<number> {
  const counted = sql<{ n: string }>`with ${ranked(search, conditions, viewer)} select count(*) as n from ranked`;
  const [row] = await rowsOf(em, counted);
  return Number(row?.n ?? 0);
}
