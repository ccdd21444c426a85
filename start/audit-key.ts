/** `npm run audit:key`: shows the public half of the key that signs the audit log's checkpoints. See docs/audit.md. */
import { refuse } from '../platform/process/run.ts';
import { readServicesConfig, type ServiceConfig } from '../platform/service/config.ts';
import { provideSecrets } from '../platform/service/secrets.ts';
import { signerOf, verifierKeyOf } from '../platform/transparency/signed-note.ts';
import { type AuditSettings, SIGNING_KEY } from '../subgraphs/audit/config.ts';
import { audit } from '../subgraphs/audit/service.ts';

try {
  const config = readServicesConfig([audit]);
  const secrets = await provideSecrets(audit, config);
  const { settings } = config.services.get(audit) as ServiceConfig;
  const { AUDIT_ORIGIN } = settings as AuditSettings;
  process.stdout.write(`${verifierKeyOf(signerOf(AUDIT_ORIGIN, secrets[SIGNING_KEY.variable] as string))}\n`);
} catch (error) {
  refuse(error);
}
