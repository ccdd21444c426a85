import type { Client } from 'pg';
import { readCatalogue } from '../catalogue/read.ts';
import type { Catalogue, Column, Relation } from '../catalogue/relation.ts';
import { identifier, list, literal, table } from '../sql.ts';

/** The journey of some samples as one statement on the monolith, as far as it has the tables. */
export type MonolithJourney = {
  /** One parameter: ids of samples, `text[]`. A row for each sample that is there. */
  text: string;
  /** Tables of the journey that the monolith does not have. */
  missing: string[];
};

/** What the journey reads of the rows below a sample: those of one table, the newest first. */
type Part = { table: string; as: string; sample: string; newest: string; most: number | null; columns: string[] };

const SAMPLES = 'nanopore_samples';
const SAMPLE_COLUMNS = ['sample_name', 'status', 'priority', 'concentration'];
const USERS = 'users';

const PARTS: readonly Part[] = [
  {
    table: 'nanopore_processing_steps',
    as: 'steps',
    sample: 'sample_id',
    newest: 'created_at',
    most: null,
    columns: ['id', 'step_name', 'step_status', 'started_at', 'completed_at'],
  },
  {
    table: 'ai_extraction_results',
    as: 'extractions',
    sample: 'sample_id',
    newest: 'created_at',
    most: 2,
    columns: ['id', 'extraction_method', 'confidence_score', 'file_name'],
  },
  {
    table: 'audit_logs',
    as: 'trail',
    sample: 'resource_id',
    newest: 'timestamp',
    most: 3,
    columns: ['id', 'action', 'event_type', 'timestamp', 'user_id'],
  },
];

const findTable = ({ relations }: Catalogue, name: string): Relation | undefined =>
  relations.find((each) => each.name === name && each.schema === 'public') ??
  relations.find((each) => each.name === name);

const findColumn = ({ columns }: Relation, name: string): Column | undefined =>
  columns.find((each) => each.name === name && !each.array);

const TEXTS = new Set(['text', 'varchar', 'bpchar']);

/** The ids as the column has them, so that its index serves; undefined where no UUID can stand. */
function idsFor({ base }: Column): string | undefined {
  if (base === 'uuid') {
    return '$1::text[]::uuid[]';
  }
  return TEXTS.has(base) ? '$1::text[]' : undefined;
}

/** A list of each sample's rows, from one look at the table for all samples. */
function partOf(part: Part, relation: Relation, users: Relation | undefined): string | undefined {
  const sample = findColumn(relation, part.sample);
  const ids = sample === undefined ? undefined : idsFor(sample);
  if (ids === undefined) {
    return undefined;
  }
  const has = (name: string): boolean => findColumn(relation, name) !== undefined;
  const own = part.columns.filter(has).flatMap((name) => [literal(name), `r.${identifier(name)}`]);
  const named = users !== undefined && has('user_id') && findColumn(users, 'id') && findColumn(users, 'name');
  const [user, join] = named
    ? [[literal('user'), 'u.name'], `left join ${table(users)} u on u.id::text = r.user_id::text`]
    : [[], ''];
  const order = has(part.newest) ? `order by ${identifier(part.newest)} desc` : '';
  const rows = `select *, row_number() over (partition by ${identifier(part.sample)} ${order}) as place
    from ${table(relation)} where ${identifier(part.sample)} = any(${ids})`;
  return `left join (
    select r.${identifier(part.sample)}::text as sample, json_agg(json_build_object(${list([...own, ...user])})) as rows
    from (${rows}) r ${join} ${part.most === null ? '' : `where r.place <= ${part.most}`} group by 1
  ) ${part.as} on ${part.as}.sample = s.id::text`;
}

/** Undefined where the monolith has no samples whose ids are those of the services. */
export function monolithJourney(catalogue: Catalogue): MonolithJourney | undefined {
  const samples = findTable(catalogue, SAMPLES);
  const id = samples === undefined ? undefined : findColumn(samples, 'id');
  const ids = id === undefined ? undefined : idsFor(id);
  if (samples === undefined || ids === undefined) {
    return undefined;
  }
  const users = findTable(catalogue, USERS);
  const found = PARTS.map((part) => {
    const relation = findTable(catalogue, part.table);
    return { part, join: relation === undefined ? undefined : partOf(part, relation, users) };
  });
  const there = found.filter(({ join }) => join !== undefined);
  const columns = SAMPLE_COLUMNS.filter((name) => findColumn(samples, name) !== undefined).map(
    (name) => `s.${identifier(name)}`,
  );
  return {
    text: `select s.id::text as id${[...columns, ...there.map(({ part }) => `${part.as}.rows as ${part.as}`)].map((column) => `, ${column}`).join('')}
      from ${table(samples)} s ${there.map(({ join }) => join).join('\n')} where s.id = any(${ids})`,
    missing: found.filter(({ join }) => join === undefined).map(({ part }) => part.table),
  };
}

export const readMonolithJourney = async (source: Client): Promise<MonolithJourney | undefined> =>
  monolithJourney(await readCatalogue(source));
