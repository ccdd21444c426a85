import { z } from 'zod';
import { jsonObject, measured } from '../../../platform/validation/input.ts';
import { conditionProblems } from './conditions.ts';

export const isEnabled = z.boolean('must be true or false');

export const rolloutPercentage = measured(0, 100, 'percent').int('must be a whole number of percent');

/** Each problem is told with its path. */
export const conditions = jsonObject(10_000).superRefine((value, context) => {
  for (const { path, problem } of conditionProblems(value)) {
    context.addIssue({ code: 'custom', path, message: problem });
  }
});
