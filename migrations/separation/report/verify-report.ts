/** What `verify` found, as it is written to JSON and shown as a page. Counts are rows, times seconds. */
export type Difference = {
  /** missing: not in the target; extra: only there; changed: in both, in the columns named. */
  kind: 'missing' | 'extra' | 'changed';
  /** Key column → value as text; for rows without a key, their hash. */
  key: Record<string, string | null>;
  columns: string[];
};

export type TableReport = {
  /** `samples.nanopore_samples` */
  name: string;
  service: string;
  /** `public.nanopore_samples` */
  source: string;
  target: string;
  sourceRows: number;
  targetRows: number;
  quarantinedRows: number;
  /** All that differ; `differences` has the first of them. */
  differing: number;
  differences: Difference[];
  seconds: number;
};

/** A reference that no foreign key guards any more, or never did. */
export type ReferenceReport = {
  /** `ai.ai_extraction_results.sample_id` */
  from: string;
  /** `samples.nanopore_samples` */
  to: string;
  /** Distinct values that refer. */
  references: number;
  /** Of these, how many refer to nothing: before, and now. */
  danglingInSource: number;
  danglingInTarget: number;
  /** What refers to nothing on one side only, the first of it. */
  differing: { value: string; side: 'source' | 'target' }[];
};

export type SequenceReport = { name: string; service: string; source: string | null; target: string | null };

export type QuarantineReport = {
  table: string;
  reason: string;
  rows: number;
  examples: Record<string, string | null>[];
};

export type VerifyReport = {
  startedAt: string;
  finishedAt: string;
  /** Only when everything is: tables, references and sequences. Quarantined rows do not make it unequal. */
  equal: boolean;
  sourceVersion: string;
  targetVersions: Record<string, string>;
  tables: TableReport[];
  references: ReferenceReport[];
  sequences: SequenceReport[];
  quarantine: QuarantineReport[];
  /** Tables that stay in the source, on purpose. */
  leftBehind: string[];
};
