import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { z } from 'zod';
import { parseEnvironment } from './environment.ts';

/** What a process shows as its certificate, and whose certificates it accepts; PEM texts. */
export type Tls = { cert: string | undefined; key: string | undefined; ca: string | undefined };

const pem = z
  .string()
  .transform((path, context) => {
    try {
      return readFileSync(resolve(path), 'utf8');
    } catch (error) {
      context.addIssue({ code: 'custom', message: `cannot be read (${(error as NodeJS.ErrnoException).code})` });
      return z.NEVER;
    }
  })
  .optional();

type Given = { TLS_CERT?: string | undefined; TLS_KEY?: string | undefined; TLS_CA?: string | undefined };

/**
 * Reads the files that `TLS_CERT`, `TLS_KEY` and `TLS_CA` name; undefined where none is set.
 * @param options.mutual the process takes nobody without a certificate, and so has to have all three
 */
export function readTls(environment: NodeJS.ProcessEnv, options: { mutual: boolean }): Tls | undefined {
  const schema = z.object({ TLS_CERT: pem, TLS_KEY: pem, TLS_CA: pem }).superRefine((given, context) => {
    for (const [variable, message] of problemsOf(given, options.mutual)) {
      context.addIssue({ code: 'custom', path: [variable], message });
    }
  });
  const { TLS_CERT: cert, TLS_KEY: key, TLS_CA: ca } = parseEnvironment(schema, environment);
  return cert === undefined && ca === undefined ? undefined : { cert, key, ca };
}

function problemsOf(given: Given, mutual: boolean): [variable: string, message: string][] {
  const { TLS_CERT: cert, TLS_KEY: key, TLS_CA: ca } = given;
  const set = Object.values(given).some((value) => value !== undefined);
  const together = mutual ? (['TLS_CERT', 'TLS_KEY', 'TLS_CA'] as const) : (['TLS_CERT', 'TLS_KEY'] as const);
  const wanted = mutual ? set : cert !== undefined || key !== undefined;
  const missing = wanted ? together.filter((variable) => given[variable] === undefined) : [];
  if (missing.length > 0) {
    return missing.map((variable) => [variable, `must be set with the others: ${together.join(', ')}`]);
  }
  return [
    ...problemOf('TLS_CERT', 'does not fit the others', () => createSecureContext({ cert, key })),
    // Node takes a file without certificates for an authority that has certified nobody.
    ...problemOf('TLS_CA', 'is no certificate', () => ca && new X509Certificate(ca)),
  ];
}

function problemOf(variable: string, problem: string, use: () => unknown): [string, string][] {
  try {
    use();
    return [];
  } catch (error) {
    // OpenSSL's reason; it repeats nothing of the files.
    return [[variable, `${problem} (${(error as Error).message})`]];
  }
}
