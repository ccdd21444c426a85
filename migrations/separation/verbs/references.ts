import type { Client } from 'pg';
import { clientOf, type Views } from '../engine/views.ts';
import { fills, type Move, moveName } from '../move.ts';
import type { ReferenceReport } from '../report/verify-report.ts';
import { knowledgeOf, type SoftReference } from '../services.ts';
import { identifier, table } from '../sql.ts';
import type { Separation } from './context.ts';
import { onlyOnOneSide, type Sided } from './sorted-values.ts';

/** So many values are asked for at once: a page is one text or one array, whatever is in it. */
const PAGE = 5_000;
const NAMED = 100;

/** A column that refers: the relation that has it, under the alias `r`, SQL of the column, and which rows count. */
type Referring = { relation: string; column: string; when: string };
/** What is referred to: a relation that has an `id`. */
type Referred = string;

/** In this order both servers give values, whatever their encodings and collations. */
const ordered = (value: string): string => `convert_to(${value}, 'UTF8')`;

/** SQL: the distinct values of a column that refer. */
const distinctValues = ({ relation, column, when }: Referring): string =>
  `select distinct ${column}::text as value from ${relation} where ${when} and ${column}::text <> ''`;

/** SQL for WHERE: the value `v` names no row. */
const namesNothing = (referred: Referred): string =>
  `not exists (select from ${referred} p where p.id = case when v.value ~ '^[0-9a-fA-F-]{36}$' then v.value::uuid end)`;

/** Texts of a query in their order, a page at a time, each an array as PostgreSQL prints it. */
async function* pages(client: Client, name: string, values: string): AsyncGenerator<{ n: number; page: string }> {
  await client.query(
    `declare ${name} no scroll cursor for
     select count(*)::int as n, array_agg(value order by place)::text as page
     from (select value, row_number() over (order by ${ordered('value')}) - 1 as place from (${values}) v) w
     group by place / ${PAGE} order by place / ${PAGE}`,
  );
  for (;;) {
    const { rows } = await client.query<{ n: number; page: string }>(`fetch 1 from ${name}`);
    const [row] = rows;
    if (row === undefined) {
      await client.query(`close ${name}`);
      return;
    }
    yield row;
  }
}

const CURSORS = { source: 'separation_dangling', target: 'separation_references' };

/** Values that refer to nothing in the source, in order: one server knows both sides. */
async function* danglingInSource(client: Client, child: Referring, parent: Referred): AsyncGenerator<string[]> {
  const values = `select v.value from (${distinctValues(child)}) v where ${namesNothing(parent)}`;
  for await (const { page } of pages(client, CURSORS.source, values)) {
    const { rows } = await client.query<{ values: string[] }>('select $1::text[] as values', [page]);
    yield rows[0]?.values ?? [];
  }
}

/** Values that refer to nothing across two databases, in order; `counted` hears of all that refer. */
async function* danglingInTarget(
  from: Client,
  to: Client,
  child: Referring,
  parent: Referred,
  counted: (references: number) => void,
): AsyncGenerator<string[]> {
  for await (const { n, page } of pages(from, CURSORS.target, distinctValues(child))) {
    counted(n);
    const { rows } = await to.query<{ values: string[] | null }>(
      `select array_agg(v.value order by ${ordered('v.value')}) as values from unnest($1::text[]) v(value) where ${namesNothing(parent)}`,
      [page],
    );
    yield rows[0]?.values ?? [];
  }
}

/**
 * The source as its targets hold it: references and rows are looked at as they are after the move. Columns that it does
 * not have are there as they begin in the target, for a reference may hang on one of them.
 */
function inSource(move: Move, name: string): string | undefined {
  if (!move.columns.some(({ target }) => target === name)) {
    return undefined;
  }
  const columns = [
    ...move.columns.map((each) => `${each.forward} as ${identifier(each.target)}`),
    ...move.targetOnly.map((each) => `${each.initial ?? 'null'} as ${identifier(each.name)}`),
  ];
  return `(select ${columns.join(', ')} from ${table(move.source)} s)`;
}

/** A reference with both of its ends, on both sides. */
type Checked = {
  child: Move;
  parent: Move;
  column: string;
  source: { child: Referring; parent: Referred };
  target: { child: Referring; parent: Referred };
};

function checked(reference: SoftReference, child: Move, parent: Move): Checked | undefined {
  const [here, there] = [inSource(child, reference.column), inSource(parent, 'id')];
  if (here === undefined || there === undefined) {
    return undefined;
  }
  const referring = (relation: string): Referring => ({
    relation: `${relation} r`,
    column: `r.${identifier(reference.column)}`,
    when: reference.when ?? 'true',
  });
  return {
    child,
    parent,
    column: reference.column,
    source: { child: referring(here), parent: there },
    target: { child: referring(table(child.target)), parent: table(parent.target) },
  };
}

async function checkReference(reference: Checked, views: Views): Promise<ReferenceReport> {
  const { child, parent, source, target } = reference;
  const from = clientOf(views, child.service);
  const to = clientOf(views, parent.service);
  let references = 0;
  const counts = { source: 0, target: 0 };
  const differing: Sided[] = [];
  const sides = onlyOnOneSide(
    danglingInSource(views.source.client, source.child, source.parent),
    danglingInTarget(from, to, target.child, target.parent, (n) => {
      references += n;
    }),
    counts,
    PAGE,
  );
  for await (const { side, values } of sides) {
    // All are counted; of those that are wrong only the first are named, and looked for.
    if (differing.length < NAMED) {
      const wrong =
        side === 'target' ? await notSetAside(to, parent, values) : await stillReferring(from, target.child, values);
      differing.push(...wrong.map((value) => ({ value, side })));
    }
  }
  return {
    from: `${moveName(child)}.${reference.column}`,
    to: moveName(parent),
    references,
    danglingInSource: counts.source,
    danglingInTarget: counts.target,
    differing: differing.slice(0, NAMED),
  };
}

/** Those that do not name rows which are set aside: these refer to nothing now, and the report of the quarantine says why. */
async function notSetAside(client: Client, parent: Move, values: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>(
    `select v as value from jsonb_array_elements_text($2::jsonb) v
     except select key_values[1] from separation.quarantine where name = $1 order by 1`,
    [moveName(parent), JSON.stringify(values)],
  );
  return rows.map(({ value }) => value);
}

/** Of references that dangle in the source alone: those whose row did move. */
async function stillReferring(
  client: Client,
  { relation, column }: Referring,
  values: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>(
    `select distinct ${column}::text as value from ${relation} where ${column}::text in (select v from jsonb_array_elements_text($1::jsonb) v)`,
    [JSON.stringify(values)],
  );
  return rows.map(({ value }) => value);
}

/** References between services, which no foreign key guards: each has to lead where it led before, or nowhere as before. */
export async function checkReferences(
  moves: readonly Move[],
  views: Views,
  { servers }: Separation,
): Promise<ReferenceReport[]> {
  const reports: ReferenceReport[] = [];
  for (const service of servers.targets.keys()) {
    for (const reference of knowledgeOf(service).references) {
      const child = moves.find((move) => fills(move, service, reference.table));
      const parent = moves.find((move) => fills(move, reference.to.service, reference.to.table));
      const both = child && parent && checked(reference, child, parent);
      if (both !== undefined) {
        reports.push(await checkReference(both, views));
      }
    }
  }
  return reports;
}
