import { expect, test } from '@jest/globals';
import { processSchema } from '../../../platform/config/process.ts';

const accepts = (variable: string, value: string): boolean => processSchema.safeParse({ [variable]: value }).success;

test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia', 'Etc/GMT+2'])('the lab may be in %s', (zone) => {
  expect(accepts('LAB_TIMEZONE', zone)).toBe(true);
});

// PostgreSQL reads an offset with the opposite sign: due dates and reports would be hours apart.
test.each(['+02:00', '-05', '+0530', 'Mars/Olympus', 'CET-1', ''])('the lab is nowhere in %j', (zone) => {
  expect(accepts('LAB_TIMEZONE', zone)).toBe(false);
});

test.each(['2026-12-24', '2028-02-29', '2026-12-24, 2026-12-25', ''])('the lab may be closed on %j', (days) => {
  expect(accepts('LAB_HOLIDAYS', days)).toBe(true);
});

test.each(['2026-02-30', '2027-02-29', '2026-04-31', '2026-13-01', '0000-01-01', '2026-12-24,christmas', '24.12.2026'])(
  'there is no %s on which the lab could be closed',
  (days) => {
    expect(accepts('LAB_HOLIDAYS', days)).toBe(false);
  },
);
