import type { TableName } from '../catalogue/relation.ts';
import { label } from '../catalogue/relation.ts';
import { doorIsOpen } from '../freeze/keeper.ts';
import { printable } from '../report/printable.ts';
import { type Finding, namesOf, ok, problem, warning } from './finding.ts';
import type { Side } from './side.ts';

type SourceRights = TableName & { readable: boolean; owned: boolean; hidden: boolean };

/** Of tables $2 in schemas $1. */
const TABLES = `
  from unnest($1::text[], $2::text[]) with ordinality as wanted(schema, name, place)
  join pg_namespace n on n.nspname = wanted.schema
  join pg_class c on c.relnamespace = n.oid and c.relname = wanted.name`;

/** `row_security_active` speaks of who asks: owners and those that bypass it are not hidden from. */
const SOURCE_RIGHTS = `
  select wanted.schema, wanted.name,
    has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as readable,
    pg_has_role(c.relowner, 'usage') as owned, row_security_active(c.oid) as hidden
  ${TABLES} order by place`;

const CREATE_RIGHTS = `
  select has_database_privilege(current_database(), 'create') as "inDatabase",
    coalesce(has_schema_privilege(to_regnamespace('separation'), 'create'), false) as "inSeparation",
    coalesce(has_schema_privilege(to_regnamespace('public'), 'create'), false) as "inPublic"`;

type CreateRights = { inDatabase: boolean; inSeparation: boolean; inPublic: boolean };

export const parametersOf = (tables: readonly TableName[]): [string[], string[]] => [
  tables.map(({ schema }) => schema),
  tables.map(({ name }) => name),
];

const listOf = (tables: readonly TableName[]): string => namesOf(tables.map((table) => printable(label(table))));

async function createRights({ client }: Side): Promise<CreateRights> {
  const { rows } = await client.query<CreateRights>(CREATE_RIGHTS);
  return rows[0] as CreateRights;
}

/** Reading is needed at once; triggers and a schema only when `switch` freezes the tables. */
export async function sourcePrivileges(side: Side, tables: readonly TableName[]): Promise<Finding[]> {
  const { name, client } = side;
  const role = printable(side.facts.role);
  const { rows } = await client.query<SourceRights>(SOURCE_RIGHTS, parametersOf(tables));
  const unreadable = rows.filter(({ readable }) => !readable);
  const hidden = rows.filter((row) => row.hidden);
  const unguarded = rows.filter(({ owned }) => !owned);
  const rights = await createRights(side);
  const findings: Finding[] = [];
  if (unreadable.length > 0) {
    findings.push(
      problem(
        name,
        `${role} may not read ${listOf(unreadable)}.`,
        `Grant it SELECT on them and USAGE on their schemas, or connect as their owner.`,
      ),
    );
  }
  if (hidden.length > 0) {
    findings.push(
      problem(
        name,
        `Row level security hides rows of ${listOf(hidden)} from ${role}.`,
        'Connect as the owner of the tables (without FORCE), or as a role with BYPASSRLS.',
      ),
    );
  }
  if (unguarded.length > 0) {
    findings.push(
      warning(
        name,
        `${role} can copy, but not freeze ${listOf(unguarded)} for switch.`,
        'Connect as their owner before switch: triggers are enabled and disabled by nobody else.',
      ),
    );
  }
  if (!rights.inDatabase && !rights.inSeparation) {
    findings.push(
      warning(
        name,
        `${role} can copy, but switch and reverse make a schema of their own here, which it may not.`,
        `Grant it CREATE on the database ${printable(side.facts.database)}.`,
      ),
    );
  }
  return findings.length > 0 ? findings : [ok(name, `${role} may read and freeze what moves`)];
}

/** The separation works as whoever owns the tables: it disables triggers, and makes tables and the ledger. */
export async function targetPrivileges(side: Side, tables: readonly TableName[]): Promise<Finding[]> {
  const { name, client } = side;
  const role = printable(side.facts.role);
  const variable = `${name.toUpperCase()}_DB_OWNER_URL`;
  const { rows } = await client.query<TableName & { owned: boolean; kept: boolean }>(
    `select wanted.schema, wanted.name, pg_has_role(c.relowner, 'usage') as owned,
       exists (select from pg_namespace k where k.nspname = 'keeping' and k.nspowner = c.relowner) as kept
     ${TABLES} order by place`,
    parametersOf(tables),
  );
  const foreign = rows.filter(({ owned, kept }) => !owned && !kept);
  const closed = (await doorIsOpen(client)) ? [] : rows.filter(({ owned, kept }) => !owned && kept);
  const rights = await createRights(side);
  const findings: Finding[] = [];
  if (foreign.length > 0) {
    findings.push(
      problem(name, `${role} does not own ${listOf(foreign)}.`, `Set ${variable} to the role that ran the migrations.`),
    );
  }
  if (closed.length > 0) {
    findings.push(
      problem(
        name,
        `${listOf(closed)} is closed: entries of it are sealed, and nothing may change them.`,
        'Separate into a database of its own, or have an administrator open the keeper (select keeping.open()).',
      ),
    );
  }
  if (!rights.inDatabase && !rights.inSeparation) {
    findings.push(
      problem(
        name,
        `${role} may not make the schema of the ledger.`,
        `Set ${variable} to the owner of the database ${printable(side.facts.database)}.`,
      ),
    );
  }
  if (!rights.inPublic) {
    findings.push(
      problem(
        name,
        `${role} may not make tables in schema public.`,
        `Grant it CREATE on that schema, or set ${variable} to its owner.`,
      ),
    );
  }
  return findings.length > 0 ? findings : [ok(name, `${role} owns the tables and may make more`)];
}
