import type { Client } from 'pg';
import type { Snapshot } from '../engine/lanes.ts';
import { type Move, moveName } from '../move.ts';
import type { ReferenceReport } from '../report/verify-report.ts';
import { knowledgeOf, type SoftReference } from '../services.ts';
import { identifier, table } from '../sql.ts';
import type { Separation } from './context.ts';

type Views = {
  source: Snapshot & { client: Client };
  targets: ReadonlyMap<string, Snapshot & { client: Client }>;
};

const clientOf = (views: Views, service: string): Client => (views.targets.get(service) as { client: Client }).client;

const PAGE = 5_000;
const NAMED = 100;

/** Distinct values of a column that refer, a page at a time: one pass over the table, however many they are. */
async function* referring(client: Client, from: string, column: string, when: string): AsyncGenerator<string[]> {
  await client.query(
    `declare separation_references no scroll cursor for
     select distinct ${column}::text as value from ${from} where ${when} and ${column}::text <> ''`,
  );
  for (;;) {
    const { rows } = await client.query<{ value: string }>(`fetch ${PAGE} from separation_references`);
    if (rows.length === 0) {
      await client.query('close separation_references');
      return;
    }
    yield rows.map(({ value }) => value);
  }
}

/** Which of the values name no row. */
async function dangling(client: Client, parent: string, column: string, values: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>(
    `select v as value from jsonb_array_elements_text($1::jsonb) v
     where not exists (select from ${parent} p where p.${column} = case when v ~ '^[0-9a-fA-F-]{36}$' then v::uuid end)`,
    [JSON.stringify(values)],
  );
  return rows.map(({ value }) => value);
}

type Counted = { references: number; dangling: Set<string> };

async function count(
  from: Client,
  ask: (values: readonly string[]) => Promise<string[]>,
  relation: string,
  column: string,
  when: string,
): Promise<Counted> {
  const counted: Counted = { references: 0, dangling: new Set() };
  for await (const values of referring(from, relation, column, when)) {
    counted.references += values.length;
    for (const value of await ask(values)) {
      counted.dangling.add(value);
    }
  }
  return counted;
}

/**
 * The source as its targets hold it: references and rows are looked at as they are after the move. Columns that it does
 * not have are there as they begin in the target, for a reference may hang on one of them.
 */
function inSource(move: Move, column: string): { relation: string; column: string } | undefined {
  const moved = move.columns.find((each) => each.target === column);
  const columns = [
    ...move.columns.map((each) => `${each.forward} as ${identifier(each.target)}`),
    ...move.targetOnly.map(({ name, initial }) => `${initial ?? 'null'} as ${identifier(name)}`),
  ];
  return moved === undefined
    ? undefined
    : {
        relation: `(select ${columns.join(', ')} from ${table(move.source)} s) r`,
        column: `r.${identifier(column)}`,
      };
}

async function checkReference(
  reference: SoftReference,
  child: Move,
  parent: Move,
  views: Views,
): Promise<ReferenceReport | undefined> {
  const here = inSource(child, reference.column);
  const parentKey = parent.columns.find(({ target }) => target === 'id');
  if (here === undefined || parentKey === undefined) {
    return undefined;
  }
  const when = reference.when ?? 'true';
  const parentThere = inSource(parent, 'id');
  const source = await count(
    views.source.client,
    (values) => dangling(views.source.client, parentThere?.relation.replace(/\) r$/, ')') as string, 'id', values),
    here.relation,
    here.column,
    when,
  );
  const target = await count(
    clientOf(views, child.service),
    (values) => dangling(clientOf(views, parent.service), table(parent.target), 'id', values),
    `${table(child.target)} r`,
    `r.${identifier(reference.column)}`,
    when,
  );
  const aside = new Set<string>();
  const only = (a: Set<string>, b: Set<string>) => [...a].filter((value) => !b.has(value) && !aside.has(value));
  for (const value of await setAside(clientOf(views, parent.service), parent, only(target.dangling, source.dangling))) {
    aside.add(value);
  }
  const lost = new Set(
    await stillReferring(
      clientOf(views, child.service),
      child,
      reference.column,
      only(source.dangling, target.dangling),
    ),
  );
  return {
    from: `${moveName(child)}.${reference.column}`,
    to: moveName(parent),
    references: target.references,
    danglingInSource: source.dangling.size,
    danglingInTarget: target.dangling.size,
    differing: [
      ...only(target.dangling, source.dangling).map((value) => ({ value, side: 'target' as const })),
      ...[...lost].map((value) => ({ value, side: 'source' as const })),
    ].slice(0, NAMED),
  };
}

/** Those that name rows which are set aside: they refer to nothing now, and the report of the quarantine says why. */
async function setAside(client: Client, parent: Move, values: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>(
    'select key_values[1] as value from separation.quarantine where name = $1 and key_values[1] in (select v from jsonb_array_elements_text($2::jsonb) v)',
    [moveName(parent), JSON.stringify(values)],
  );
  return rows.map(({ value }) => value);
}

/** Of references that dangle in the source alone: those whose row did move. */
async function stillReferring(
  client: Client,
  child: Move,
  column: string,
  values: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>(
    `select distinct ${identifier(column)}::text as value from ${table(child.target)} where ${identifier(column)}::text in (select v from jsonb_array_elements_text($1::jsonb) v)`,
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
      const child = moves.find((move) => move.service === service && move.target.name === reference.table);
      const parent = moves.find(
        (move) => move.service === reference.to.service && move.target.name === reference.to.table,
      );
      const report = child && parent && (await checkReference(reference, child, parent, views));
      if (report !== undefined) {
        reports.push(report);
      }
    }
  }
  return reports;
}
