import { label, type TableName } from '../catalogue/relation.ts';
import type { Move } from '../move.ts';
import { counted, size } from '../report/numbers.ts';
import { printable } from '../report/printable.ts';
import { type Finding, namesOf, ok, warning } from './finding.ts';
import { parametersOf } from './privileges.ts';
import type { Side } from './side.ts';

/** A partitioned table is as well known as its least known partition. */
const NEVER_ANALYZED = `
  select wanted.schema, wanted.name
  from unnest($1::text[], $2::text[]) with ordinality as wanted(schema, name, place)
  join pg_namespace n on n.nspname = wanted.schema
  join pg_class c on c.relnamespace = n.oid and c.relname = wanted.name
  where exists (
    select from pg_class leaf
    where leaf.reltuples < 0 and leaf.relkind = 'r' and (
      leaf.oid = c.oid or (c.relkind = 'p' and leaf.oid in (select relid from pg_partition_tree(c.oid) where isleaf))))
  order by place`;

const listOf = (tables: readonly TableName[]): string => namesOf(tables.map((table) => printable(label(table))));

/** What makes tables slow to move, and estimates of them poor. */
export async function tableFindings({ client }: Side, moves: readonly Move[]): Promise<Finding[]> {
  const sources = moves.map(({ source }) => source);
  const bytes = moves.reduce((sum, move) => sum + move.bytes, 0);
  const findings = [ok('tables', `${counted(moves.length, 'table')} to move, ${size(bytes)} with indexes`)];
  const keyless = moves.filter(({ key }) => key.length === 0);
  if (keyless.length > 0) {
    findings.push(
      warning(
        'tables',
        `Without a unique key, so known only by what their rows hold: ${listOf(keyless.map(({ source }) => source))}.`,
        'They are moved all the same, only slower; a primary key in the source would help.',
      ),
    );
  }
  const { rows } = await client.query<TableName>(NEVER_ANALYZED, parametersOf(sources));
  if (rows.length > 0) {
    findings.push(
      warning(
        'tables',
        `Never analyzed, so the estimates of rows and time are poor: ${listOf(rows)}.`,
        'Run ANALYZE in the source.',
      ),
    );
  }
  return findings;
}
