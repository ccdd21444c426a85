import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SecretDefinition } from '../../platform/service/definition.ts';
import { readKeyRing } from './services/key-ring.ts';

/** With what sensitive settings are encrypted: one key or several, the first for what is written from now on. */
export const ENCRYPTION_KEY: SecretDefinition = {
  variable: 'CONFIG_ENCRYPTION_KEY',
  hint: 'it encrypts sensitive settings; openssl rand -base64 32 makes one',
  rules: z.string().superRefine((text, context) => {
    const ring = readKeyRing(text);
    if (typeof ring === 'string') {
      context.addIssue({ code: 'custom', message: ring });
    }
  }),
  generate: () => randomBytes(32).toString('base64'),
};
