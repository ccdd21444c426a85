import { z } from 'zod';
import { optional, text } from '../../../platform/validation/input.ts';
import { ENVIRONMENTS } from '../entities/app-config.entity.ts';

const NAME = /^[a-z][a-z0-9_.-]*$/;

/** Name of a setting or a flag. */
export const configName = text(255).pipe(
  z
    .string()
    .regex(
      NAME,
      'must begin with a small letter and consist of small letters, digits, underscores, dots and dashes, such as lab.contact_email',
    ),
);

export const environment = z.enum(ENVIRONMENTS, `must be one of ${ENVIRONMENTS.join(', ')}`);

/** Left out it stays as it is, null removes it. */
export const description = text(2_000).nullish();

/** Kept in the history. */
export const changeReason = optional(text(1_000));
