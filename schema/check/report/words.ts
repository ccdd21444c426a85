import type { CheckName, Finding } from '../finding.ts';

/** The checks in the order in which they are made and shown. */
export const CHECKS: Readonly<Record<CheckName, string>> = {
  composition: 'Composition',
  gateway: 'Gateway',
  changes: 'Changes',
  operations: 'Operations',
  contracts: 'Variants',
  lint: 'Lint',
  allowances: 'Allowances',
};

export const placeText = ({ place }: Pick<Finding, 'place'>): string =>
  place === undefined ? '' : [place.file, place.line].filter((part) => part !== undefined).join(':');

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
