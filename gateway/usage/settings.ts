import { resolve } from 'node:path';
import { z } from 'zod';
import { wholeNumber } from '../../platform/config/environment.ts';

/** Where it is written down what clients ask for, and how often that is written. */
export type UsageSettings = { path: string; flushMs: number };

export const usageVariables = {
  USAGE_PATH: z.string().optional(),
  USAGE_FLUSH_S: wholeNumber(60, 1, 3_600),
};

const variables = z.object(usageVariables);

/** Undefined where nothing is recorded. */
export const toUsageSettings = (values: z.output<typeof variables>): UsageSettings | undefined =>
  values.USAGE_PATH === undefined
    ? undefined
    : { path: resolve(values.USAGE_PATH), flushMs: values.USAGE_FLUSH_S * 1_000 };
