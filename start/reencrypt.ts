/** `npm run reencrypt`: brings sensitive settings under the current key. See docs/operations.md. */
import { StartupError } from '../platform/errors/startup-error.ts';
import { createLog } from '../platform/log/log.ts';
import { refuse } from '../platform/process/run.ts';
import { readServicesConfig, type ServicesConfig } from '../platform/service/config.ts';
import { openService } from '../platform/service/open.ts';
import { withDatabases } from '../platform/service/reach-databases.ts';
import { provideSecrets } from '../platform/service/secrets.ts';
import { ENCRYPTION_KEY } from '../subgraphs/config/config.ts';
import { config as definition } from '../subgraphs/config/service.ts';
import { readKeyRing } from '../subgraphs/config/services/key-ring.ts';
import { type Reencryption, reencryptSettings } from '../subgraphs/config/services/reencrypt-settings.ts';
import { BACKUP_READER, services } from '../subgraphs/index.ts';

const log = createLog({ level: 'warn', name: 'reencrypt' });

async function reencrypt(config: ServicesConfig): Promise<Reencryption & { key: string }> {
  const secrets = await provideSecrets(definition, config);
  const keys = readKeyRing(secrets[ENCRYPTION_KEY.variable] ?? '');
  if (typeof keys === 'string') {
    throw new StartupError(`${ENCRYPTION_KEY.variable} ${keys}.`);
  }
  return withDatabases(config, [definition], { all: services, reader: BACKUP_READER, log }, async (urlsOf) => {
    const access = { ...urlsOf(definition), replicaUrls: [], pool: { min: 0, max: 1 } };
    const service = await openService(definition, access, { mayMigrate: false, lab: config.lab, secrets, log });
    try {
      return { key: keys.current, ...(await reencryptSettings(service.orm.em.fork(), keys)) };
    } finally {
      await service.close();
    }
  });
}

function lines({ key, current, encryptedAnew, encryptedFirst, unreadable }: Reencryption & { key: string }): string[] {
  return [
    `The current key is ${key}.`,
    `Sensitive settings encrypted anew with it: ${encryptedAnew}; for the first time: ${encryptedFirst}; as they are: ${current}.`,
    ...unreadable.map(({ why }) => `Not readable: ${why}`),
    unreadable.length === 0
      ? 'All of them open with this key: the others can be taken away.'
      : `Not readable with these keys, and left as they are: ${unreadable.length}. Keep every key that you have.`,
  ];
}

try {
  const result = await reencrypt(readServicesConfig([definition]));
  process.stdout.write(`${lines(result).join('\n')}\n`);
  process.exitCode = result.unreadable.length === 0 ? 0 : 1;
} catch (error) {
  refuse(error);
}
