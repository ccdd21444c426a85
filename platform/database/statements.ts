import { channel } from 'node:diagnostics_channel';

/** One SQL statement as it left for the server. */
export type Statement = { service: string; text: string; parameters: readonly unknown[] };

/** Metrics, slow-statement logs and tests listen here; nobody pays for it while nobody does. */
export const statements = channel('nanopore:sql-statement');
