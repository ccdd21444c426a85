import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SingleConfig } from '../config.ts';

const FILE = 'demonstration';

export type Demonstration = {
  /** Whether the demonstration lab belongs into the databases, if they are empty. */
  seed: boolean;
  /** To be called when it is in there. */
  seeded(): Promise<void>;
};

/**
 * Decides once for each data folder: a lab that had the demonstration, or declined it, never gets it again by
 * itself. Until the decision is written down an interrupted start is simply repeated.
 */
export async function demonstrationIn(
  dataDir: string,
  config: Pick<SingleConfig, 'seed' | 'production'>,
): Promise<Demonstration> {
  const file = join(dataDir, FILE);
  if (config.seed === 'none') {
    await writeFile(file, 'declined\n');
    return { seed: false, seeded: async () => undefined };
  }
  const wanted = config.seed === 'demo' || (!config.production && !existsSync(file));
  return { seed: wanted, seeded: () => writeFile(file, 'written\n') };
}

/** A reset folder decides anew. */
export const forgetDemonstration = (dataDir: string): Promise<void> => rm(join(dataDir, FILE), { force: true });
