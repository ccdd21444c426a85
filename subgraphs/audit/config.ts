import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { SecretDefinition } from '../../platform/service/definition.ts';

const KEY_BYTES = 32;

/** With what checkpoints of the log are signed: the seed of an Ed25519 key. */
export const SIGNING_KEY: SecretDefinition = {
  variable: 'AUDIT_SIGNING_KEY',
  hint: 'it signs the checkpoints of the audit log; openssl rand -base64 32 makes one',
  rules: z
    .string()
    .refine(
      (text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length === KEY_BYTES,
      'must be 32 bytes in base64',
    ),
  generate: () => randomBytes(KEY_BYTES).toString('base64'),
};

/** A name that C2SP allows in a signed note: no spaces and no plus. */
const origin = z.string().regex(/^[^\s+]{1,200}$/, 'must be a name without spaces and plus signs');

export const SETTINGS = {
  AUDIT_ORIGIN: origin.default('nanopore-audit'),
  AUDIT_CHECKPOINT_FILE: z.string().min(1).optional(),
  AUDIT_CHECKPOINT_WEBHOOK: z.url({ protocol: /^https?$/ }).optional(),
};

/** What names the log in its checkpoints, and where these go outside the database. */
export type AuditSettings = {
  AUDIT_ORIGIN: string;
  /** A file below the data folder when left out. */
  AUDIT_CHECKPOINT_FILE?: string | undefined;
  AUDIT_CHECKPOINT_WEBHOOK?: string | undefined;
};
