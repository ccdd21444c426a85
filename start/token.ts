/** `npm run token -- --role technician [--role …] [--email a@b.org] [--name N]`: a token for the lab of this data folder. */
import { parseArgs } from 'node:util';
import { issueDevelopmentToken, TOKEN_HOURS } from '../gateway/authentication/development-issuer.ts';
import { readGatewayConfig } from '../gateway/config.ts';
import { StartupError } from '../platform/errors/startup-error.ts';
import { refuse } from '../platform/process/run.ts';
import { isRole, ROLES, type Role } from '../schema/roles.ts';

type Wanted = { roles: Role[]; email: string | undefined; name: string | undefined };

const USAGE = 'npm run token -- --role technician [--role …] [--email ada@example.org] [--name "Ada Lane"]';
const ALL_ROLES = Object.keys(ROLES).join(', ');

function readOptions(): Wanted {
  const { role = [], email, name } = optionsGiven();
  const unknown = role.filter((given) => !isRole(given));
  if (role.length === 0 || unknown.length > 0) {
    const problem = role.length === 0 ? 'Say for which role' : `There is no role ${unknown.join(', ')}`;
    throw new StartupError(`${problem}: ${USAGE}. The roles are ${ALL_ROLES}.`);
  }
  if (email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw new StartupError('--email takes an e-mail address such as ada@example.org.');
  }
  if (name !== undefined && name.trim() === '') {
    throw new StartupError('--name takes a name such as "Ada Lane".');
  }
  return { roles: role.filter(isRole), email, name };
}

function optionsGiven() {
  try {
    const { values } = parseArgs({
      options: { role: { type: 'string', multiple: true }, email: { type: 'string' }, name: { type: 'string' } },
    });
    return values;
  } catch (error) {
    throw new StartupError(`${(error as Error).message}. Use ${USAGE}.`, { cause: error });
  }
}

/** Only where the gateway of the same environment would believe it. */
function dataFolder(): string {
  const { authentication, production } = readGatewayConfig();
  if (authentication.mode === 'none') {
    throw new StartupError('AUTH_MODE is none: nobody is asked for a token.');
  }
  if (production || !('dataDir' in authentication.keys)) {
    throw new StartupError('AUTH_JWKS_URL is set: the tokens that count come from the identity provider there.');
  }
  return authentication.keys.dataDir;
}

try {
  const { roles, email, name = email ?? roles.join(' and ') } = readOptions();
  const dataDir = dataFolder();
  const token = await issueDevelopmentToken(dataDir, { roles, email, name });
  process.stdout.write(
    `For ${name} as ${roles.join(', ')}, for ${TOKEN_HOURS} hours, in the lab of ${dataDir}:\n\n${token}\n`,
  );
} catch (error) {
  refuse(error);
}
