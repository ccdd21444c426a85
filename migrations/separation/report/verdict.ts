import { counted } from './numbers.ts';
import type { ReferenceReport, SequenceReport, TableReport, VerifyReport } from './verify-report.ts';

export const tableDiffers = ({ sourceRows, targetRows, quarantinedRows, differing }: TableReport): boolean =>
  differing > 0 || sourceRows !== targetRows + quarantinedRows;

/** Counts may differ without: what referred to a quarantined row refers to nothing now. */
export const referenceDiffers = ({ differing }: ReferenceReport): boolean => differing.length > 0;

export const sequenceDiffers = ({ source, target }: SequenceReport): boolean => source !== target;

export type Verdict = {
  equal: boolean;
  /** All of it in one sentence. */
  sentence: string;
  /** What whoever reads it does now. */
  next: string;
};

/** What a verification amounts to, in the words that the terminal and the page share. */
export function verdictOf(report: VerifyReport): Verdict {
  return { equal: report.equal, ...(report.equal ? equal(report) : unequal(report)) };
}

const sum = (tables: readonly TableReport[], key: 'sourceRows' | 'quarantinedRows' | 'differing'): number =>
  tables.reduce((total, table) => total + table[key], 0);

function equal({ tables }: VerifyReport): Omit<Verdict, 'equal'> {
  const [rows, quarantined] = [sum(tables, 'sourceRows'), sum(tables, 'quarantinedRows')];
  const all = `${counted(rows - quarantined, 'row')} of ${counted(tables.length, 'table')}`;
  if (quarantined === 0) {
    return {
      sentence: `Equal: all ${all} are in the databases of the services as they are in the source.`,
      next: 'Next: npm run separate -- switch, when the lab can do without writing for a moment.',
    };
  }
  return {
    sentence:
      `Equal, apart from ${counted(quarantined, 'quarantined row')}: ` +
      `the other ${all} are in the databases of the services as they are in the source.`,
    next:
      'Next: mend the quarantined rows in the source and run npm run separate -- sync, ' +
      'or leave them behind on purpose with --accept-quarantine.',
  };
}

function unequal({ tables, references, sequences }: VerifyReport): Omit<Verdict, 'equal'> {
  const differing = tables.filter(tableDiffers);
  const rows = sum(differing, 'differing');
  const [referring, counting] = [references.filter(referenceDiffers).length, sequences.filter(sequenceDiffers).length];
  const found = [
    ...(rows > 0 ? [`${counted(rows, 'row')} of ${counted(differing.length, 'table')}`] : []),
    ...(rows === 0 && differing.length > 0 ? [`the number of rows of ${counted(differing.length, 'table')}`] : []),
    ...(referring > 0 ? [counted(referring, 'reference')] : []),
    ...(counting > 0 ? [counted(counting, 'sequence')] : []),
  ];
  const where = found.length === 0 ? '' : `: there are differences in ${new Intl.ListFormat('en').format(found)}`;
  return {
    sentence: `Not equal${where}.`,
    next:
      'Next: npm run separate -- sync, then npm run separate -- verify. ' +
      'Rows that differ again are written in both places: stop whoever writes to the services.',
  };
}
