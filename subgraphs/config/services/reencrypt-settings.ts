import type { EntityManager } from '@mikro-orm/postgresql';
import { Refusal } from '../../../platform/errors/refusal.ts';
import { serviceWriter, writingAs } from '../../../platform/events/writer.ts';
import { readSecretPlaces, replaceSealed } from '../reads/app-configs.ts';
import { forgetValues } from '../reads/config-history.ts';
import type { KeyRing } from './key-ring.ts';
import { keyIdOf, type Place, seal, unseal } from './sealed-value.ts';
import { isSecret, lockedSetting } from './write-setting.ts';

/** Nobody asks for it but whoever holds the keys. */
const WRITER = { ...serviceWriter('reencrypt'), action: 'reencryptSettings' };

type SecretPlace = Awaited<ReturnType<typeof readSecretPlaces>>[number];

/** What became of a value; `gone` was deleted meanwhile. */
type Outcome = 'current' | 'encryptedAnew' | 'encryptedFirst' | 'gone';

export type Reencryption = Record<Outcome, number> & { unreadable: (Place & { why: string })[] };

/**
 * Brings every sensitive value under the current key, those included that stand in clear because they are older than
 * the encryption. One after the other, each in a transaction of its own: services go on, and what was done before an
 * interruption stays done. What cannot be read stays as it is and is named.
 */
export async function reencryptSettings(em: EntityManager, keys: KeyRing): Promise<Reencryption> {
  const result: Reencryption = { current: 0, encryptedAnew: 0, encryptedFirst: 0, gone: 0, unreadable: [] };
  for (const place of await readSecretPlaces(em)) {
    try {
      const reencrypted = () => em.transactional((tx) => reencryptSetting(tx, keys, place));
      result[await writingAs(WRITER, reencrypted)] += 1;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      result.unreadable.push({ ...place, why: error.message.replace(/^configKey: /, '') });
    }
  }
  return result;
}

async function reencryptSetting(tx: EntityManager, keys: KeyRing, place: SecretPlace): Promise<Outcome> {
  const { configKey, environment } = place;
  const setting = await lockedSetting(tx, configKey, environment);
  if (setting?.configValue == null || !isSecret(setting)) {
    return 'gone';
  }
  const { id, configValue: stored, isEncrypted } = setting;
  // Read what is current, too: whoever takes the old keys away wants to know of all that will not open.
  const value = isEncrypted ? unseal(keys, place, stored) : stored;
  if (isEncrypted && keyIdOf(stored) === keys.current) {
    return 'current';
  }
  await replaceSealed(tx, id, seal(keys, place, value));
  if (!isEncrypted) {
    await forgetValues(tx, configKey, environment);
  }
  return isEncrypted ? 'encryptedAnew' : 'encryptedFirst';
}
