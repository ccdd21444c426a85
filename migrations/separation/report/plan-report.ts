/** What `plan` found, as `--json` prints it. Counts are rows, sizes bytes, times seconds. */
export type Frequent = { value: string | null; rows: number };

/** What a service's table refuses. */
export type Breach = {
  kind: 'not null' | 'check' | 'unique' | 'foreign key';
  /** Name of the constraint; of a NOT NULL, none. */
  constraint: string | null;
  /** Columns of the target. */
  columns: string[];
  /** The one column of the source that the values come from, `public.t.c`; null where there are several. */
  source: string | null;
  rows: number;
  /** Most frequent values that break it, as the source has them. */
  values: Frequent[];
  /** Values that the constraint names: one of these would do. */
  accepted: string[];
  /** Keys of some of the rows, by columns of the source. */
  examples: Record<string, string | null>[];
};

export type ColumnPlan = {
  source: string;
  target: string;
  sourceType: string;
  targetType: string;
  /** Its values become others, not merely of a roomier type. */
  converted: boolean;
  /** Values of which the original travels in `legacy`, since they do not come back the same. */
  kept: number;
};

export type LegacyPlan = {
  column: string;
  /** Key in `legacy`. */
  key: string;
  type: string;
  /** Going by its name, nobody should be able to read it. */
  secret: boolean;
};

export type TablePlan = {
  /** `samples.nanopore_samples` */
  name: string;
  service: string;
  /** `public.nanopore_samples` */
  source: string;
  /** assigned: made in the service's database as it is in the source. */
  kind: 'known' | 'assigned';
  rows: number;
  /** Counted, not estimated. */
  exact: boolean;
  bytes: number;
  /** Columns of the source that name a row; empty: rows are known by their content. */
  key: string[];
  columns: ColumnPlan[];
  /** Columns that the target lacks. */
  legacy: LegacyPlan[];
  /** Columns that stay behind because the settings say so. */
  left: string[];
  /** Columns that the service computes by itself. */
  computed: string[];
  /** Columns that the source lacks; SQL of the default, or null. */
  missing: { column: string; default: string | null }[];
  breaches: Breach[];
  /** Rows that break any of today's rules; what depends on them is refused with them, and not counted here. */
  refused: number;
  /** Names of steps that mean none of the eight. */
  unknownSteps: Frequent[];
  triggers: string[];
};

export type OtherTable = {
  source: string;
  rows: number;
  exact: boolean;
  bytes: number;
  /** A service's table that goes by the same name, and that nothing else becomes. */
  namesake?: string;
};

export type ReferencePlan = {
  /** `public.ai_extraction_results.sample_id` */
  from: string;
  /** Where it leads: a table of a service, or one of the source that stays. */
  to: string;
  /**
   * crosses: from one service to another; stays: what it names does not move; renumbered: what it names gets other
   * ids; unguarded: the service has no foreign key there; soft: nothing guards it in the source either.
   */
  kind: 'crosses' | 'stays' | 'renumbered' | 'unguarded' | 'soft';
  /** Foreign key of the source. */
  constraint: string | null;
  /** Rows that refer, and how many of these would refer to nothing. */
  rows: number;
  dangling: number;
};

export type ViewPlan = { name: string; materialized: boolean; reads: string[]; readsMoved: string[] };

export type PlanReport = {
  madeAt: string;
  sourceVersion: number;
  timezone: string;
  tables: TablePlan[];
  unowned: OtherTable[];
  left: OtherTable[];
  references: ReferencePlan[];
  views: ViewPlan[];
  /** Why tables cannot be made where the settings want them. */
  obstacles: string[];
  services: string[];
  rows: number;
  bytes: number;
  /** What a copy takes, at best and at worst. */
  seconds: { least: number; most: number };
};
