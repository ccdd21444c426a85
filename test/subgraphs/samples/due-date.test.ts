import { expect, test } from '@jest/globals';
import type { LabCalendar } from '../../../platform/config/process.ts';
import { dueDate } from '../../../subgraphs/samples/services/due-date.ts';

const UTC: LabCalendar = { timeZone: 'UTC', holidays: [] };
const due = (from: string, priority: Parameters<typeof dueDate>[1], lab = UTC): string =>
  dueDate(new Date(from), priority, lab).toISOString();

test('urgent and high samples are due by the clock, weekends included', () => {
  expect(due('2026-11-20T16:00:00Z', 'urgent')).toBe('2026-11-21T16:00:00.000Z');
  expect(due('2026-11-20T16:00:00Z', 'high')).toBe('2026-11-22T16:00:00.000Z');
});

test('normal and low samples are due after business days, at the same time of day', () => {
  expect(due('2026-11-23T09:30:00Z', 'normal')).toBe('2026-11-30T09:30:00.000Z');
  expect(due('2026-11-23T09:30:00Z', 'low')).toBe('2026-12-07T09:30:00.000Z');
});

test('what comes in on a Saturday counts from Monday on', () => {
  expect(due('2026-11-21T09:00:00Z', 'normal')).toBe('2026-11-27T09:00:00.000Z');
});

test('holidays of the lab are no business days', () => {
  const lab = { timeZone: 'UTC', holidays: ['2026-12-24', '2026-12-25'] };
  expect(due('2026-12-21T08:00:00Z', 'normal', lab)).toBe('2026-12-30T08:00:00.000Z');
});

test('which day it is, is the lab’s own: Friday evening in New York is Saturday in UTC', () => {
  const lab = { timeZone: 'America/New_York', holidays: [] };
  expect(due('2026-11-21T01:00:00Z', 'normal', lab)).toBe('2026-11-28T01:00:00.000Z');
});

test('a change of the clocks does not move the time of day', () => {
  const lab = { timeZone: 'Europe/Berlin', holidays: [] };
  // 22 October, 10:00 summer time (+2) → 29 October, 10:00 winter time (+1).
  expect(due('2026-10-22T08:00:00Z', 'normal', lab)).toBe('2026-10-29T09:00:00.000Z');
  // 26 March, 10:00 winter time → 2 April, 10:00 summer time.
  expect(due('2026-03-26T09:00:00Z', 'normal', lab)).toBe('2026-04-02T08:00:00.000Z');
});
