import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ERRORS } from '../../platform/errors/registry.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';

const OPERATIONS = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const explained = new Set([...OPERATIONS.matchAll(/`([A-Za-z_]+)`/g)].map(([, word]) => word));

test('every metric of ours is explained, and no other', async () => {
  const text = await createMetrics({ dataDir: '/' }).text();
  const counted = [...text.matchAll(/^# HELP (nanopore_\w+)/gm)].map(([, name]) => name as string);
  expect(counted.length).toBeGreaterThan(10);
  expect(counted.filter((name) => !explained.has(name))).toEqual([]);
  const named = [...explained].filter((word) => word?.startsWith('nanopore_'));
  expect(named.filter((name) => !counted.includes(name as string))).toEqual([]);
});

test('every fault says where an operator looks and what to do', () => {
  const faults = Object.entries(ERRORS).filter(([, { kind }]) => kind !== 'user');
  expect(faults.map(([code]) => code).filter((code) => !explained.has(code))).toEqual([]);
});
