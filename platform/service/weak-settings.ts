import type { Tls } from '../config/tls.ts';
import { isElsewhere, isOfDevelopment, weakInProcess, when } from '../config/weak-settings.ts';
import type { SubgraphTrust } from '../identity/service-tokens/config.ts';
import type { ServiceConfig, ServicesConfig } from './config.ts';

/** Encrypted, and the server has shown who it is. */
const CHECKED = ['require', 'prefer', 'verify-ca', 'verify-full'];

/** What of a service's own settings is weak in production; `config` may be of several services. */
export function weakInServices(
  config: ServicesConfig & { tls: Tls | undefined; trust: SubgraphTrust },
  environment: NodeJS.ProcessEnv,
): string[] {
  const { services, dataDir, host, tls, trust } = config;
  const own = trust.identities?.map(({ id }) => id) ?? [];
  return [
    ...weakInProcess(config, environment),
    ...[...services].flatMap(([{ name }, service]) => weakInService(name, service, dataDir)),
    ...when(
      isElsewhere(host) && tls?.cert === undefined && trust.gateways !== undefined,
      `TLS_CERT: not set, so what gateways and services say to each other on ${host} can be read on its way; set TLS_CERT, TLS_KEY and TLS_CA`,
    ),
    ...when(
      trust.gateways?.some(({ id }) => own.includes(id)) === true,
      'SERVICE_IDENTITY_KEY: is the key of a gateway as well, so whoever has it may ask every service; give each process its own',
    ),
    ...weakIdentity(environment, dataDir),
  ];
}

/** For every process that has an identity among the others. */
export const weakIdentity = ({ SERVICE_IDENTITY_KEY: key }: NodeJS.ProcessEnv, dataDir: string): string[] =>
  when(
    isOfDevelopment(key, dataDir),
    'SERVICE_IDENTITY_KEY: is the one that development made in DATA_DIR; make another one with npm run identity',
  );

function weakInService(
  name: string,
  { dbUrl, ownerUrl, replicaUrls, secrets }: ServiceConfig,
  dataDir: string,
): string[] {
  const variable = (ending: string): string => `${name.toUpperCase()}_DB_${ending}`;
  const urls: [string, string | undefined][] = [
    [variable('URL'), dbUrl],
    ...replicaUrls.map((url): [string, string] => [variable('REPLICA_URLS'), url]),
  ];
  return [
    ...urls.flatMap(([named, url]) => weakDatabase(named, url)),
    ...when(
      ownerUrl !== undefined,
      `${variable('OWNER_URL')}: whoever serves needs no owner's password; leave it to npm run migrate`,
    ),
    ...Object.entries(secrets).flatMap(([named, value]) =>
      when(isOfDevelopment(value, dataDir), `${named}: is the one that development made in DATA_DIR; change it`),
    ),
  ];
}

/** A URL is not repeated: it holds a password. */
function weakDatabase(variable: string, url: string | undefined): string[] {
  if (url === undefined) {
    return [];
  }
  const { hostname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  const mode = searchParams.get('sslmode');
  const isLax = searchParams.get('uselibpqcompat') === 'true' && mode !== 'verify-full' && mode !== 'verify-ca';
  const isEncrypted = mode === null ? searchParams.get('ssl') === 'true' : CHECKED.includes(mode) && !isLax;
  return when(
    isElsewhere(host) && !isEncrypted,
    `${variable}: rows and password can be read on their way to ${host}, or somebody else may answer there; add ?sslmode=verify-full`,
  );
}
