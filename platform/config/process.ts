import { resolve } from 'node:path';
import { z } from 'zod';
import type { WatchLimits } from '../database/watch.ts';
import { commaSeparated, onOff, postgresUrl, secretText, wholeNumber } from './environment.ts';

/** Offsets such as `+02:00` are refused, too: PostgreSQL counts them the other way round, and they know no summer. */
const timeZone = z.string().refine((value) => {
  try {
    return /^[A-Za-z]/.test(value) && Intl.DateTimeFormat('en', { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
}, 'must be an IANA time zone such as Europe/Berlin');

/** 30 February is a date to `Date.parse`, and none to PostgreSQL; the same goes for the year 0. */
const isDay = (text: string): boolean =>
  /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;

const holidays = z
  .string()
  .transform(commaSeparated)
  .refine((days) => days.every(isDay), 'must be dates such as 2026-12-24, separated by commas');

/** Of the gateway and of the services alike. */
export const requestTimeoutMs = wholeNumber(30_000, 100, 3_600_000);

/** What every process reads, whichever service it runs. */
export const processSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: postgresUrl.optional(),
  LAB_TIMEZONE: timeZone.default('UTC'),
  LAB_HOLIDAYS: holidays.default([]),
  INTROSPECTION: onOff.optional(),
  LANDING_PAGE: onOff.optional(),
  STUDIO_CORS: onOff.optional(),
  METRICS_TOKEN: secretText.optional(),
  SLOW_STATEMENT_MS: wholeNumber(500, 1, 30_000),
  HELD_CONNECTION_MS: wholeNumber(30_000, 1, 3_600_000),
  REPLICA_MAX_LAG_MS: wholeNumber(2_000, 100, 3_000),
  REQUEST_TIMEOUT_MS: requestTimeoutMs,
  BODY_LIMIT_BYTES: wholeNumber(4 * 1024 * 1024, 1024, 64 * 1024 * 1024),
});

export type ProcessConfig = {
  environment: 'development' | 'production' | 'test';
  production: boolean;
  logLevel: string;
  /** Absolute path. */
  dataDir: string;
  /** The monolith; in development also the server on which missing service databases are created. */
  databaseUrl: string | undefined;
  lab: LabCalendar;
  exposure: Exposure;
  bodyLimitBytes: number;
  /** How long a request may take to arrive. */
  requestTimeoutMs: number;
  /** How far behind a read replica may be. */
  replicas: { maxLagMs: number };
  /** What of a database's work is worth a line in the log. */
  watch: WatchLimits;
};

/** When the lab works: an IANA zone and the days (YYYY-MM-DD) on which it does not. */
export type LabCalendar = { timeZone: string; holidays: string[] };

/** What a curious person may see: everything in development, nothing in production unless switched on. */
export type Exposure = { introspection: boolean; landingPage: boolean; studioCors: boolean; metrics: MetricsAccess };

/** With a token it opens `/metrics`, and nothing else does. Without one they are for `everybody`, or for this machine. */
export type MetricsAccess = { token: string | undefined; everybody: boolean };

export function toProcessConfig(values: z.output<typeof processSchema>): ProcessConfig {
  const production = values.NODE_ENV === 'production';
  return {
    environment: values.NODE_ENV,
    production,
    logLevel: values.LOG_LEVEL,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    lab: { timeZone: values.LAB_TIMEZONE, holidays: values.LAB_HOLIDAYS },
    exposure: {
      introspection: values.INTROSPECTION ?? !production,
      landingPage: values.LANDING_PAGE ?? !production,
      studioCors: values.STUDIO_CORS ?? !production,
      metrics: { token: values.METRICS_TOKEN, everybody: !production },
    },
    bodyLimitBytes: values.BODY_LIMIT_BYTES,
    requestTimeoutMs: values.REQUEST_TIMEOUT_MS,
    replicas: { maxLagMs: values.REPLICA_MAX_LAG_MS },
    watch: { slowStatementMs: values.SLOW_STATEMENT_MS, heldConnectionMs: values.HELD_CONNECTION_MS },
  };
}
