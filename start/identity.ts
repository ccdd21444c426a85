/**
 * `npm run identity`: makes a key pair for a process, or shows the public keys of `SERVICE_IDENTITY_KEY` where that is
 * set. See docs/operations.md.
 */
import { currentEnvironment } from '../platform/config/env-file.ts';
import { readSubgraphTrust } from '../platform/identity/service-tokens/config.ts';
import { type Identity, newPrivateKey, publicText, readIdentity } from '../platform/identity/service-tokens/keys.ts';
import { refuse } from '../platform/process/run.ts';

const shown = ({ id, publicKey }: Identity): string =>
  `public key, which others get (${id}):  ${publicText(publicKey)}\n`;

try {
  const { identities } = readSubgraphTrust(currentEnvironment(), { mustBeSet: false });
  if (identities === undefined) {
    const made = newPrivateKey();
    process.stdout.write(`private key, for SERVICE_IDENTITY_KEY of one process:  ${made}\n`);
    process.stdout.write(shown(readIdentity(made) as Identity));
  } else {
    process.stdout.write(identities.map(shown).join(''));
  }
} catch (error) {
  refuse(error);
}
