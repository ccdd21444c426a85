/** What PostgreSQL's catalogue says of a table, as far as the separation has to know it. */
export type TableName = { schema: string; name: string };

export type Column = {
  name: string;
  /** With its length or precision, as `format_type` prints it. Domains: the domain's own name. */
  type: string;
  /** Name of the base type in `pg_type`, below domains; for arrays that of the element, below domains as well. */
  base: string;
  array: boolean;
  /** Length, precision and scale as the catalogue keeps them; -1 for none. */
  modifier: number;
  /** The type, its base and its element come with every PostgreSQL. */
  builtin: boolean;
  /** No row has a null there, be it because the column's domain forbids it. */
  notNull: boolean;
  /** SQL of the default, or of the generating expression. */
  default: string | null;
  generated: boolean;
  identity: boolean;
};

export type Key = { name: string; columns: string[]; primary: boolean };

export type ForeignKey = {
  name: string;
  columns: string[];
  references: TableName;
  referencedColumns: string[];
  /** Holds for every row: not NOT VALID. */
  valid: boolean;
  definition: string;
};

export type Check = { name: string /** SQL over the table's own column names. */; expression: string };

export type Trigger = {
  name: string;
  /** As in pg_trigger: O origin, D disabled, R replica, A always. */
  enabled: string;
};

export type Relation = TableName & {
  oid: number;
  /** r for a plain table, p for the root of a partitioned one. */
  kind: 'r' | 'p';
  columns: Column[];
  /** Unique keys without expressions, predicates and deferral; the primary key first. Their columns may hold nulls. */
  keys: Key[];
  foreignKeys: ForeignKey[];
  checks: Check[];
  triggers: Trigger[];
  /** Estimates: rows (never below 0, also where statistics are missing) and bytes with indexes and large values. */
  rows: number;
  bytes: number;
  /** Rows of its own besides those of tables that inherit from it. */
  hasChildren: boolean;
};

/** `reads`: tables, also those that it reads through other views. */
export type View = TableName & { materialized: boolean; reads: TableName[] };

export type Catalogue = { relations: Relation[]; views: View[] };

/** `schema.table`, as people write it. */
export const label = ({ schema, name }: TableName): string => `${schema}.${name}`;

export const sameTable = (a: TableName, b: TableName): boolean => a.schema === b.schema && a.name === b.name;
