import { chmod, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../errors/startup-error.ts';
import { createPrivateFile } from '../postgres/durable-file.ts';
import type { ServicesConfig } from './config.ts';
import type { SecretDefinition, Secrets, ServiceDefinition } from './definition.ts';

/**
 * A service's secrets: from the environment, else from a file in the data folder that only its owner can read
 * (0600), which the first start makes. In production the environment has them all, or the configuration was refused.
 */
export async function provideSecrets(
  definition: ServiceDefinition,
  config: Pick<ServicesConfig, 'dataDir' | 'services'>,
): Promise<Secrets> {
  const given = config.services.get(definition)?.secrets ?? {};
  const entries = (definition.secrets ?? []).map(
    async (secret) => [secret.variable, given[secret.variable] ?? (await keptSecret(secret, config.dataDir))] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function keptSecret(secret: SecretDefinition, dataDir: string): Promise<string> {
  const path = join(dataDir, secret.variable.toLowerCase().replaceAll('_', '-'));
  const kept = await readSecret(path);
  if (kept === undefined) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await createPrivateFile(path, `${secret.generate()}\n`).catch((error: NodeJS.ErrnoException) => {
      // Another process of the same start was first: its secret is ours.
      if (error.code !== 'EEXIST') throw error;
    });
    return keptSecret(secret, dataDir);
  }
  const checked = secret.rules.safeParse(kept);
  if (!checked.success) {
    throw new StartupError(
      `${path} is damaged: restore it or set ${secret.variable} (${secret.hint}); what it protects can be read with the old one only.`,
    );
  }
  return checked.data;
}

async function readSecret(path: string): Promise<string | undefined> {
  try {
    const text = await readFile(path, 'utf8');
    await chmod(path, 0o600); // a copy or a restored backup may have opened it
    return text.trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
